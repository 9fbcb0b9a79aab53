"""How well a picture of a line bears out a text (connectionist temporal classification, Graves 2006)."""

from __future__ import annotations

import numpy as np

from extract.sources.scan.text.dates import LEAST, NEVER, Scores


def bears_out(scores: Scores, text: str, letters: str) -> float:
    """The logarithm of the probability of all paths through a line that spell ``text``.

    ``scores``: the probability of each of ``letters``, blank first, at each step of the line.
    """
    columns = [letters.find(c) for c in text if c in letters]
    logs = np.log(np.maximum(scores, LEAST)).astype(np.float64)
    states = np.zeros(2 * len(columns) + 1, dtype=np.int64)  # a blank before, between and after the letters
    states[1::2] = columns
    spelt = logs[:, states]
    over = np.zeros(len(states), dtype=bool)  # states that may follow the last letter without a blank
    over[3::2] = states[3::2] != states[1:-2:2]
    reached = np.full(len(states), NEVER)
    reached[: min(2, len(states))] = spelt[0, :2]
    for step in spelt[1:]:
        one, two = np.full_like(reached, NEVER), np.full_like(reached, NEVER)
        one[1:] = reached[:-1]
        two[2:] = np.where(over[2:], reached[:-2], NEVER)
        reached = step + np.logaddexp(np.logaddexp(reached, one), two)
    return float(np.logaddexp.reduce(reached[-2:]))
