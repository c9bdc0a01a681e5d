"""Whether a text holds a word, particles and spacing aside: the same tokens as the search's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Self, TypeVar

from briefings.text.bigrams import index_text
from briefings.text.korean import strip_particle

_Name = TypeVar("_Name", bound=Hashable)


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
        return any(needle in self.tokens for needle in _needles(word))


@dataclass(frozen=True, slots=True)
class Pile(Generic[_Name]):
    """Many named texts made ready to be asked for several words at once."""

    names: Sequence[_Name]
    starts: Sequence[int]
    tokens: str

    @classmethod
    def of(cls, texts: Mapping[_Name, str]) -> Self:
        """The tokens of all texts, one text a line."""
        starts: list[int] = []
        lines: list[str] = []
        length = 0
        for text in texts.values():
            starts.append(length)
            lines.append(f" {index_text(text)} \n")
            length += len(lines[-1])
        return cls(tuple(texts), starts, "".join(lines))

    def holding(self, word: str) -> frozenset[_Name]:
        """The names of the texts in which `Haystack.holds` finds `word`."""
        return frozenset(
            self.names[line] for needle in _needles(word) for line in self._lines_with(needle)
        )

    def _lines_with(self, needle: str) -> Iterator[int]:
        at = self.tokens.find(needle)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield line
            following = line + 1
            if following == len(self.starts):
                return
            at = self.tokens.find(needle, self.starts[following])


@lru_cache(maxsize=4096)  # the words of many readers, asked of one text after the other
def _needles(word: str) -> tuple[str, ...]:
    spellings = dict.fromkeys((index_text(word), index_text(strip_particle(word))))
    return tuple(f" {tokens} " for tokens in spellings if tokens)
