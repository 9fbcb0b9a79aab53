"""JSON Pointers (RFC 6901) into a record's JSON: look up, set, insert, remove."""

from __future__ import annotations

from typing import Any


class NoSuchPlace(LookupError):
    """The pointer leads nowhere in this record."""


def tokens(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        raise NoSuchPlace(pointer)
    return [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]


def look_up(document: Any, pointer: str) -> Any:
    for token in tokens(pointer):
        document = _child(document, token, pointer)
    return document


def put(document: Any, pointer: str, value: Any) -> None:
    """Sets a value that is there."""
    parent, token = _parent(document, pointer)
    _child(parent, token, pointer)
    parent[int(token) if isinstance(parent, list) else token] = value


def insert(document: Any, pointer: str, value: Any) -> None:
    """Puts an item into a list, before the one at the pointer; "-" stands for the end."""
    parent, token = _parent(document, pointer)
    if not isinstance(parent, list):
        raise NoSuchPlace(pointer)
    at = len(parent) if token == "-" else _number(token, pointer)
    if at > len(parent):
        raise NoSuchPlace(pointer)
    parent.insert(at, value)


def remove(document: Any, pointer: str) -> Any:
    """Takes an item out of a list."""
    parent, token = _parent(document, pointer)
    if not isinstance(parent, list):
        raise NoSuchPlace(pointer)
    _child(parent, token, pointer)
    return parent.pop(int(token))


def under(pointer: str, place: str) -> bool:
    """Whether ``pointer`` is at ``place`` or below it."""
    return pointer == place or pointer.startswith(f"{place}/")


def _parent(document: Any, pointer: str) -> tuple[Any, str]:
    *way, last = tokens(pointer) or [""]
    for token in way:
        document = _child(document, token, pointer)
    return document, last


def _child(document: Any, token: str, pointer: str) -> Any:
    try:
        return document[_number(token, pointer) if isinstance(document, list) else token]
    except (LookupError, TypeError) as e:
        raise NoSuchPlace(pointer) from e


def _number(token: str, pointer: str) -> int:
    if not token.isascii() or not token.isdigit():
        raise NoSuchPlace(pointer)
    return int(token)
