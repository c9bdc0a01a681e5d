"""Other names of a word: alias groups in, what else to look for out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefings.text.bigrams import fold

ENDS = "|"
"""A name with this mark behind counts only where a word of the text ends with it."""

_IGNORED = re.compile(r"[\s\-|]+")


def compact(word: str) -> str:
    """A word as aliases are compared: folded, without spaces, hyphens and the mark of its end."""
    return _IGNORED.sub("", fold(word))


@dataclass(frozen=True, kw_only=True, slots=True)
class Aliases:
    """Names for the same thing (`same`), and words that a wider word also asks for (`narrower`).

    `same` counts both ways, `narrower` only from the wider word down: who asks for delivery apps
    is glad of one named app, but not the other way round.
    """

    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    narrower: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        groups: Iterable[tuple[str, ...]],
        narrower: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Aliases:
        """Aliases from groups of equal names, and from wider words with their narrower ones."""
        same: dict[str, dict[str, None]] = {}
        for group in groups:
            for name in group:
                others = same.setdefault(compact(name), {})
                others.update(dict.fromkeys(other for other in group if other != name))
        return cls(
            same={name: tuple(others) for name, others in same.items()},
            narrower={compact(wide): words for wide, words in (narrower or {}).items()},
        )

    def equal(self, word: str) -> tuple[str, ...]:
        """Other names of what `word` names."""
        return self.same.get(compact(word), ())

    def below(self, word: str) -> tuple[str, ...]:
        """Narrower words that `word`, or another name of it, also asks for, by all their names."""
        names = (word, *self.equal(word))
        found = dict.fromkeys(
            spelling
            for name in names
            for narrow in self.narrower.get(compact(name), ())
            for spelling in (narrow, *self.equal(narrow))
        )
        return tuple(found)

    def names(self) -> Iterator[str]:
        """Every name and every narrower word, as it is written."""
        for names in (*self.same.values(), *self.narrower.values()):
            yield from names

    def knows(self, word: str) -> bool:
        """Whether `word` has other names or narrower words."""
        return compact(word) in self.same or compact(word) in self.narrower
