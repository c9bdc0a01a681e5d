"""What readers hand over to be built: items as lines, and what is known of the document."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter

from briefings.model.items import SourceRef
from briefings.model.packed import Packing, kept
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
    whole_title: bool = False
    dates: tuple[str, ...] = ()
    told: str = ""

    @property
    def top(self) -> int:
        """The first line of the item."""
        return min(*self.title, self.start) if self.title else self.start


class Drafts:
    """The drafts of a document, in order; thousands of them are packed.

    Where each of them stands is known without unpacking it.
    """

    __slots__ = ("_drafts", "_ends", "_tops")

    def __init__(self, drafts: Iterable[Draft] = ()) -> None:
        self._tops, self._ends = array("I"), array("I")
        self._drafts = kept(self._noted(drafts), _DRAFTS)

    def _noted(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            self._tops.append(draft.top)
            self._ends.append(draft.end)
            yield draft

    def __len__(self) -> int:
        return len(self._tops)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts)

    @property
    def top(self) -> int | None:
        """The first line of all."""
        return min(self._tops, default=None)

    def spans(self) -> Iterator[tuple[int, int]]:
        """From which line (inclusive) to which (exclusive) each of them reaches."""
        return zip(self._tops, self._ends, strict=True)


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


_FIELDS = tuple(field.name for field in fields(Draft))


def _draft(plain: tuple[object, ...]) -> Draft:
    return Draft(**dict(zip(_FIELDS, plain, strict=True)))  # type: ignore[arg-type] # as packed


_DRAFTS = Packing(pack=attrgetter(*_FIELDS), unpack=_draft)
