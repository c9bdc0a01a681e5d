"""Briefings: what was asked for, what was chosen and why, what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from briefings.model.items import Item, ItemId, Span, StoryId, ThemeId
from briefings.model.languages import Language
from briefings.model.times import Period

BriefingId = NewType("BriefingId", int)


class Length(StrEnum):
    """How much a briefing tells: 5 stories, 8 longer ones, or 20 titles."""

    SHORT = "short"
    LONG = "long"
    TITLES = "titles"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of an item's body, or a shortening of one by deletion only.

    `span` is the place of the whole sentence in the item's body, in code points. A `shortened`
    sentence carries `…` where words were cut.
    """

    text: str
    item: ItemId
    span: Span
    shortened: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyword:
    """A word of the period, in how many items it stands, and whether it rises."""

    word: str
    count: int
    rising: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """One summand of a pick's score: its name and its value."""

    name: str
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A story that may be chosen: its leading item and the others that tell the same."""

    item: Item
    others: tuple[Item, ...] = ()
    is_update: bool = False

    @property
    def story(self) -> StoryId | None:
        """The story that the leading item belongs to."""
        return self.item.story


@dataclass(frozen=True, kw_only=True, slots=True)
class Pick:
    """A chosen story: its number in the briefing, its score and the summands of the score."""

    number: int
    candidate: Candidate
    score: float
    weights: tuple[Weight, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefingWish:
    """What a briefing was asked to hold: themes by OR, words narrow them by AND."""

    themes: tuple[ThemeId, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    period: Period | None = None
    length: Length = Length.SHORT


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """A written briefing: its stories numbered from 1, what follows them, and what was left.

    `moved_from` is the empty period that was asked for where the newest one that holds items
    was taken in its stead. `rest` are the picks that `/more` goes on with, numbered on.
    """

    wish: BriefingWish
    period: Period
    language: Language
    written_at: datetime
    keywords: tuple[Keyword, ...] = ()
    stories: tuple[Pick, ...] = ()
    also: tuple[Pick, ...] = ()
    rest: tuple[Pick, ...] = ()
    credits: tuple[str, ...] = ()
    moved_from: Period | None = None
    late_for: datetime | None = None

    @property
    def numbered(self) -> tuple[Pick, ...]:
        """All picks in the order of their numbers."""
        return (*self.stories, *self.also, *self.rest)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredBriefing:
    """A briefing as it is kept, so that a number means the same story for ever."""

    id: BriefingId
    wish: BriefingWish
    period: Period
    language: Language
    written_at: datetime
    chat: str
    picks: tuple[StoredPick, ...]
    shown: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPick:
    """A numbered pick of a stored briefing."""

    number: int
    item: ItemId
    story: StoryId | None
    others: tuple[ItemId, ...]
    score: float
    weights: tuple[Weight, ...]
    is_update: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A search result: the item and how well it answers (higher is better)."""

    item: Item
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekCount:
    """How many items were published in the week that starts on `monday`."""

    monday: date
    count: int
