"""``python -m tests.support.generate``: redraw the sample documents of corpus/ with their truth."""

from tests.support.generate.corpus import build

build()
