"""A misspelt word becomes the known ones that it is nearest to, Korean by its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

LIKENESS = 0.7
"""From this share of common letters on, a word may have been meant."""


def nearest(word: str, known: Iterable[str], *, most: int) -> tuple[str, ...]:
    """At most `most` of the known words that `word` is like, the likest first."""
    spelled = {_letters(other): other for other in known}
    found = get_close_matches(_letters(word), spelled, n=most, cutoff=LIKENESS)
    return tuple(spelled[letters] for letters in found)


def _letters(word: str) -> str:
    """Hangul taken apart into its letters: 핀텍 and 핀테크 differ in two of seven."""
    return unicodedata.normalize("NFD", word.casefold())
