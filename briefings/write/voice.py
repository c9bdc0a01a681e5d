"""How a page speaks: the language, the zone and day it is read in, and the names of themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from briefings.model.items import Item, ThemeId
from briefings.model.languages import Language
from briefings.model.pages import Inline, Paragraph, Text
from briefings.write.wording import Wording

MAX_HEADLINE_CHARS = 120
"""A longer title is shown up to here; `/detail` shows it whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """What every page needs to be written in the reader's way."""

    wording: Wording
    zone: ZoneInfo
    today: date
    theme_names: Mapping[ThemeId, str]
    one_command: str | None = None
    """Where all commands follow one (Slack: `/brief`), that one."""

    @property
    def language(self) -> Language:
        """The language that pages are written in."""
        return self.wording.language

    def typed(self, text: str) -> str:
        """Commands in a text as they are typed here: `/search x`, or `/brief search x`."""
        if self.one_command is None:
            return text
        own = self.one_command.lstrip("/")
        return re.sub(rf"(?<![\w/:])/(?!{own}\b)(?=[a-z]{{3,}}\b)", f"/{own} ", text)

    def themes(self, themes: Iterable[ThemeId]) -> str:
        """Names of themes in one line; an unknown one as its id."""
        return " · ".join(self.theme_names.get(theme, theme) for theme in themes)

    def date_of(self, item: Item) -> str:
        """When the item was published, as its text says."""
        return self.wording.published(item.published, self.zone, today=self.today)


def link_of(item: Item) -> str | None:
    """The link that an item's title leads to: its first source's, else its first."""
    links = (*(source.url for source in item.sources), *item.urls)
    return next((url for url in links if url and url.startswith(("http://", "https://"))), None)


def clipped(text: str, most_chars: int = MAX_HEADLINE_CHARS) -> str:
    """One line of at most `most_chars`, cut at a blank where one is near, marked `…`."""
    line = " ".join(text.split())
    if len(line) <= most_chars:
        return line
    cut = line[: most_chars - 1]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > most_chars * 2 // 3 else cut).rstrip(" ,·") + "…"


def numbered(lines: Sequence[tuple[Inline, ...]]) -> Paragraph:
    """Lines that begin with their own numbers, one below the other, without other marks."""
    joined: list[Inline] = []
    for line in lines:
        joined += [Text("\n"), *line] if joined else line
    return Paragraph(tuple(joined))
