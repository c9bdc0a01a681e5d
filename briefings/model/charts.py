"""Charts: what a picture shows, written out in the reader's language, and the picture itself."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.model.briefings import Keyword


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A count with the label under it; `is_partial` where its time is not over or was cut."""

    label: str
    count: int
    is_partial: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Bars in the order of time, and words beside them; every text is ready to be painted.

    `alt` tells the same in a sentence, for those who do not see the picture.
    """

    title: str
    subtitle: str
    bars_heading: str
    bars: tuple[Bar, ...]
    words_heading: str
    words: tuple[Keyword, ...]
    note: str
    alt: str
    is_dark: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A painted chart as PNG bytes."""

    png: bytes
    alt: str
