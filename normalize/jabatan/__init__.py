"""Positions: a printed executor to a position of the register."""
