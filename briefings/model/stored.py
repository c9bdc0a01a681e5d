"""What the store reports of itself."""

from __future__ import annotations

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
