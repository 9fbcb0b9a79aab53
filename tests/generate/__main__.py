"""``python -m tests.generate``: redraw the sample documents of corpus/ with their truth."""

from tests.generate.corpus import build

build()
