"""Items: one piece of news each, as read from a document and as stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NewType

from briefings.model.times import Period, Published

ItemId = NewType("ItemId", int)
DocumentId = NewType("DocumentId", int)
StoryId = NewType("StoryId", int)
ThemeId = NewType("ThemeId", str)

Span = tuple[int, int]
"""Start and end in code points of the decoded text; the end is exclusive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRef:
    """Where an item says that it comes from: a name, a link, or both."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """An item and the one whose story it tells too; `None` where it begins a story."""

    item: ItemId
    same_as: ItemId | None
    is_update: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A theme that is a subject of an item, how surely (0 to 1), and the reasons in words."""

    theme: ThemeId
    score: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedItem:
    """One piece of news as a reader found it; `span` says where, `position` counts from 1."""

    position: int
    title: str | None
    body: str
    published: Published | None = None
    sources: tuple[SourceRef, ...] = ()
    urls: tuple[str, ...] = ()
    language: str = "und"
    section: str | None = None
    span: Span
    external_id: str | None = None
    given_themes: tuple[ThemeId, ...] | None = None

    @property
    def text(self) -> str:
        """Title and body as one text."""
        return self.body if self.title is None else f"{self.title}\n{self.body}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A stored piece of news with what was understood of it.

    `is_update` says that it tells its story on with changed decisive facts. `phrases` are the noun
    phrases that a tokeniser found, `None` where none read it.
    """

    id: ItemId
    document: DocumentId
    document_name: str
    position: int
    title: str | None
    body: str
    published: Published | None
    stored_at: datetime
    sources: tuple[SourceRef, ...] = ()
    urls: tuple[str, ...] = ()
    language: str = "und"
    section: str | None = None
    span: Span
    labels: tuple[Label, ...] = ()
    story: StoryId | None = None
    is_update: bool = False  # tells new facts of a story that was told before
    credit: str | None = None
    outlet: str | None = None  # the source that the document was stored under
    document_title: str | None = None
    external_id: str | None = None
    phrases: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        """Title and body as one text."""
        return self.body if self.title is None else f"{self.title}\n{self.body}"

    @property
    def headline(self) -> str:
        """The title, or the body's first line where the text gives no title."""
        return self.title if self.title is not None else self.body.split("\n", 1)[0]

    def score(self, theme: ThemeId) -> float:
        """How surely the item is about `theme`, 0 where it is not labelled."""
        return next((label.score for label in self.labels if label.theme == theme), 0.0)

    def first_day(self, zone: tzinfo) -> date:
        """The first local day of its publication; an undated item counts when it was stored."""
        if self.published is None:
            return self.stored_at.astimezone(zone).date()
        return self.published.first_day(zone)

    def last_day(self, zone: tzinfo) -> date:
        """The last local day of its publication; an undated item counts when it was stored."""
        if self.published is None:
            return self.stored_at.astimezone(zone).date()
        return self.published.last_day(zone)

    def within(self, period: Period, zone: tzinfo) -> bool:
        """Whether the item counts in `period`, in local days of `zone`."""
        return period.touches(self.first_day(zone), self.last_day(zone))
