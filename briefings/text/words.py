"""Whether a text holds a word, particles and spacing aside: the same tokens as the search's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from briefings.text.bigrams import index_text
from briefings.text.korean import strip_particle


@dataclass(frozen=True, slots=True)
class Haystack:
    """A text made ready to be asked for several words."""

    tokens: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The text's tokens, set between blanks."""
        return cls(f" {index_text(text)} ")

    def holds(self, word: str) -> bool:
        """Whether `word`, or what is left of it without its particle, occurs."""
        spellings = {index_text(word), index_text(strip_particle(word))}
        return any(f" {tokens} " in self.tokens for tokens in spellings if tokens)
