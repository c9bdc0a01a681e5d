"""Themes: what a subject is called, and how a text is known to be about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefings.model.items import ThemeId
from briefings.model.languages import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeNames:
    """What readers call a theme, in each language that the program speaks."""

    ko: str
    en: str

    def in_language(self, language: Language) -> str:
        """The name in `language`."""
        return self.ko if language is Language.KOREAN else self.en


class Scope(StrEnum):
    """How far the words around a word are looked at."""

    SENTENCE = "sentence"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class WordGroup:
    """Words that speak for a theme with `weight` (1 names it, less only points to it).

    Where `near` holds words, one of them must stand in the same sentence or its neighbour (or
    anywhere, by `scope`); where one of `far` stands in the sentence or the title, the word means
    something else.
    """

    weight: float
    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    scope: Scope = Scope.SENTENCE


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A theme told without its name: a word of every group in one sentence."""

    weight: float
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """A theme as its file describes it.

    `aliases` are other spellings that a reader may type for the whole theme. `match` and
    `not_match` are titles that must and must not get the label; they run as tests.
    """

    id: ThemeId
    names: ThemeNames
    aliases: tuple[str, ...] = ()
    words: tuple[WordGroup, ...] = ()
    scenes: tuple[Scene, ...] = ()
    other_senses: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    not_match: tuple[str, ...] = ()

    def spellings(self) -> Iterator[str]:
        """Everything that a reader may type for this theme: its id, names and aliases."""
        yield from (str(self.id), self.names.ko, self.names.en, *self.aliases)

    def vocabulary(self) -> Iterator[str]:
        """Hangul words of the theme without their marks, as a tokeniser should keep them whole."""
        for group in self.words:
            for word in group.words:
                bare = word.strip("*|")
                if " " not in bare and any("가" <= char <= "힣" for char in bare):
                    yield bare
