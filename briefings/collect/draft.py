"""What readers hand over to be built: items as lines, and what is known of the document."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.model.items import SourceRef
from briefings.model.times import Published


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An item as lines: `title` lines, then body lines `start`..`end` (the end is exclusive).

    `words` overrides the title's words; `loose` lets any short bracket behind it be a source;
    `tail` says whether source and date may stand behind it. The first `skip_chars` of line `start`
    are the title. With `front` an outlet may stand in brackets before the title. `dates` and `told`
    are the date texts and the body that stand in the title's own line, in a table's other cells.
    """

    title: tuple[int, ...] = ()
    start: int = 0
    end: int = 0
    words: str | None = None
    section: str | None = None
    loose: bool = False
    sources: tuple[SourceRef, ...] = ()
    published: Published | None = None
    tail: bool = True
    skip_chars: int = 0
    front: bool = False
    dates: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a reader found out about the document as a whole."""

    format: str
    title: str | None = None
    published: Published | None = None
    credit: str | None = None
    sources: tuple[SourceRef, ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    bridges_pages: bool = False


@dataclass(slots=True)
class Gathered:
    """What the lines of one item gave so far."""

    sources: list[SourceRef] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    pieces: list[tuple[int, str]] = field(default_factory=list)
