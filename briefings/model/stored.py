"""What the store reports of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from briefings.model.items import DocumentId, ItemId, ThemeId


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentReport:
    """What storing a document changed."""

    document: DocumentId
    new: tuple[ItemId, ...] = ()
    changed: tuple[ItemId, ...] = ()
    unchanged: int = 0
    gone: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeCount:
    """How many items a theme holds, and the newest day of them."""

    theme: ThemeId
    items: int
    newest: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSummary:
    """A source and what came of it."""

    name: str
    documents: int
    items: int
    last_stored_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedDays:
    """How many items were published on each day of a period.

    `unplaced` ones say only their month, or no date.
    """

    days: Mapping[date, int]
    unplaced: int = 0

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(self.days.values()) + self.unplaced

    def less(self, other: PublishedDays) -> PublishedDays:
        """What is left without those of `other`."""
        return PublishedDays(
            days={day: max(0, count - other.days.get(day, 0)) for day, count in self.days.items()},
            unplaced=max(0, self.unplaced - other.unplaced),
        )
