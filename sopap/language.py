"""The language of the help: Indonesian or English. States, messages and reports are always Indonesian."""

from __future__ import annotations

import locale
import os


def _indonesian() -> bool:
    """By SOPAP_LANG, else by the locale of the user (LC_ALL, LC_MESSAGES, LANG, or what Windows tells)."""
    for name in ("SOPAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("id")
    return (locale.getlocale()[0] or "").lower().startswith("id")


INDONESIAN = _indonesian()


def say(english: str, indonesian: str) -> str:
    """The text in the language of the user."""
    return indonesian if INDONESIAN else english
