"""Damage that knows no structure."""

from __future__ import annotations

from random import Random


def spoil_bytes(data: bytes, rng: Random) -> bytes:
    """Cut off, or some bytes changed."""
    if not data:
        return data
    if rng.random() < 0.4:
        return data[: rng.randrange(len(data))]
    spoilt = bytearray(data)
    for _ in range(rng.randint(1, 40)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)
