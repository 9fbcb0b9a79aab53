"""Elements of office files asked by local names: strict and transitional files differ in namespaces only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

Element = Any  # an element of lxml or of the standard library: both have the same face


def local(e: Element) -> str:
    """Name of an element without its namespace; "" for a comment."""
    return e.tag.rpartition("}")[2] if isinstance(e.tag, str) else ""


def child(e: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of local names; None where it, or ``e`` itself, is missing."""
    for name in path:
        if e is None:
            return None
        e = next((c for c in e if local(c) == name), None)
    return e


def children(e: Element | None, *path: str) -> Sequence[Element]:
    """The elements inside the first descendant along a path; none where it is missing."""
    found = child(e, *path)
    return () if found is None else found


def attr(e: Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if e is None:
        return None
    return next((str(v) for k, v in e.attrib.items() if str(k).rpartition("}")[2] == name), None)


def whole(text: str | None, default: int = 0) -> int:
    return int(finite(text, default))


def number(e: Element | None, name: str, default: float = 0.0) -> float:
    """A numeric attribute; ``default`` where it is missing or no number."""
    return finite(None if e is None else e.get(name), default)


def finite(text: str | None, default: float = 0.0) -> float:
    """A number as printed; ``default`` where there is none, or one without an end."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def parts(e: Element) -> Iterator[Element]:
    """The drawn children of an element, alternatives resolved to the newer form."""
    for c in e:
        if local(c) == "AlternateContent":
            yield from parts(next((k for k in c if local(k) == "Choice"), ()))
        elif local(c) in ("sp", "wsp", "cxnSp", "grpSp", "wgp", "pic"):
            yield c
