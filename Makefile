# Everything a developer or a clerk types. `make run` needs Python 3.11 or newer, make and git, nothing else.
# An activated virtual environment is used as it is; otherwise .venv is made with $(PYTHON).

PYTHON ?= $(shell command -v python3.11 || command -v python3)
ifdef VIRTUAL_ENV
VENV := $(VIRTUAL_ENV)
else
VENV := .venv
endif
BIN := $(VENV)/bin
STAMP := $(VENV)/.sopap-terpasang
IN ?= corpus
OUT ?= out

.PHONY: setup run test check fix schema bench lock calibrate

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sopap needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all,dev]'
	@touch $@

# Rejected files are no error of make: what became of them stands in the report.
run: setup
	@$(BIN)/sopap run "$(IN)" --out "$(OUT)"; code=$$?; \
	case $$code in 0|3) $(BIN)/sopap review "$(OUT)" --pages;; *) exit $$code;; esac

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: setup
	$(BIN)/python -m schemas.export_schema
	$(BIN)/python -m sopap.reference

# The versions that this project is tested with; `setup` installs these.
lock: setup
	$(BIN)/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools > constraints.txt

# What reading costs beside other tools, then how a large import behaves. SPEED="--from FOLDER --scans FOLDER
# --write" measures other files and renews docs/kecepatan.md.
bench: setup
	$(BIN)/python -m tests.bench.speed $(SPEED)
	$(BIN)/python tests/bench/batch.py

# Refits how sure records are of their values (docs/keyakinan.md); WORK keeps what was read.
WORK ?= /tmp/sopap-kalibrasi
calibrate: setup
	SOPAP_OCR_CACHE="$${SOPAP_OCR_CACHE:-$(WORK)/ocr}" $(BIN)/python tests/bench/calibrate.py $(WORK) --again --write
