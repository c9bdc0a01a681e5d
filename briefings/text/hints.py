"""Words one of which a line must hold before a costly pattern is tried on it."""

from __future__ import annotations

import re

SHORT_CHARS = 80
"""In lines up to here one pattern finds a hint first, in longer ones a look for each word does."""


class Hints:
    """The words of one pattern; asking for them is far cheaper than the pattern itself."""

    __slots__ = ("_find", "_words")

    def __init__(self, *words: str) -> None:
        self._words = words
        self._find = re.compile("|".join(map(re.escape, words))).search

    def within(self, line: str) -> bool:
        """Whether the line holds one of the words."""
        if len(line) <= SHORT_CHARS:
            return self._find(line) is not None
        for word in self._words:  # noqa: SIM110 - a plain loop is twice as fast, on every line
            if word in line:
                return True
        return False
