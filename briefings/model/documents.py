"""Documents: what a curator gives us, and how its lines were taken."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefings.model.items import ParsedItem
from briefings.model.times import Published


class Role(StrEnum):
    """What a line of a document was taken for."""

    TITLE = "title"
    BODY = "body"
    SECTION = "section"
    SOURCE = "source"
    DATE = "date"
    LINK = "link"
    CONTENTS = "contents"
    CAPTION = "caption"
    FURNITURE = "furniture"
    REPEATED = "repeated"
    INTRO = "intro"
    METADATA = "metadata"
    BLANK = "blank"

    __hash__ = str.__hash__  # that of enumerations is slow, and roles are looked up for each line


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenLine:
    """A line of the document and what it was taken for; `item` counts from 1, 0 for none."""

    number: int
    role: Role
    item: int
    text: str


class LinesOnDemand(Sequence[TakenLine]):
    """Lines that are told when asked for; how many were skipped is known without that."""

    @property
    @abstractmethod
    def skipped(self) -> int:
        """Lines that carry text and belong to no item."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawDocument:
    """Bytes as they came, with the name that the curator knows them by."""

    name: str
    content: bytes
    media_type: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentText:
    """A document as text that spans count in: BOM removed, newlines kept."""

    name: str
    text: str
    media_type: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedDocument:
    """A document split into items, with the reader's doubts.

    `confidence` runs from 0 to 1; below the reader table's threshold the document is `unsure`:
    reported, not stored. `lines` are filled for every line, so that a curator can see why.
    Many items are made anew whenever they are asked for.
    `unread_lines` counts records of a data file that could not be read; each is among the doubts.
    """

    name: str
    format: str
    text: str
    items: Sequence[ParsedItem]
    title: str | None = None
    published: Published | None = None
    credit: str | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    lines: Sequence[TakenLine] = ()
    unread_lines: int = 0

    @property
    def skipped_lines(self) -> int:
        """Lines that carry text and belong to no item."""
        if isinstance(self.lines, LinesOnDemand):
            return self.lines.skipped
        return sum(1 for line in self.lines if line.item == 0 and line.role is not Role.BLANK)
