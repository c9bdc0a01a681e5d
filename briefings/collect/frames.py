"""What all titles of a document start and end with (`->`, `제3신`, `= … =`) is no part of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from briefings.collect.draft import Draft
from briefings.collect.layout import Layout
from briefings.collect.marks import plain
from briefings.collect.tails import split_tail

MAX_SAMPLE = 60
"""So many titles tell how all of them look."""

MIN_TITLES = 3
"""What two titles share may be chance."""

SHARE = 0.8
"""What stands around so many of the titles stands around all."""

MAX_PASSES = 2
"""A sign and a number may stand in front of all titles."""

_FIGURES = re.compile(r"\d{1,3}")
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’", "「": "」", "『": "』", "«": "»"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """The first words, figures masked, the last words, and the opening quotes of all titles."""

    leads: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    quote: str = ""

    def inside(self, title: str) -> str:
        """A title without what all titles share."""
        for lead in self.leads:
            first, _, rest = title.partition(" ")
            title = rest.lstrip() if rest and _masked(first) == lead else title
        for end in self.ends:
            rest, _, last = title.rpartition(" ")
            title = rest.rstrip() if rest and last == end else title
        closer = _QUOTES.get(self.quote, "")
        if self.quote and title[:1] == self.quote and title.endswith(closer):
            title = title[1:-1].strip() or title
        return title


def title_frame(layout: Layout, drafts: Iterable[Draft]) -> Frame:
    """The frame of the titles of a document, empty where they share nothing."""
    titles = [title for draft in islice(drafts, MAX_SAMPLE) if (title := _title(layout, draft))]
    if len(titles) < MIN_TITLES:
        return Frame()
    leads: list[str] = []
    ends: list[str] = []
    for _ in range(MAX_PASSES):
        lead, end = _lead(titles), _end(titles)
        leads += [lead] if lead else []
        ends += [end] if end else []
        frame = Frame(leads=(lead,) if lead else (), ends=(end,) if end else ())
        titles = [frame.inside(title) for title in titles]
    return Frame(leads=tuple(leads), ends=tuple(ends), quote=_quote(titles))


def _title(layout: Layout, draft: Draft) -> str:
    if draft.words is not None:
        return split_tail(plain(draft.words), loose=draft.loose).title
    if not draft.title:
        return ""
    return split_tail(layout.mark(draft.title[0]).words, loose=draft.loose).title


def _masked(word: str) -> str:
    return _FIGURES.sub("0", word)


def _lead(titles: list[str]) -> str:
    """A first word that is signs alone, or holds a number that counts the titles."""
    firsts = [title.partition(" ")[0] for title in titles if " " in title]
    common, count = _commonest([_masked(first) for first in firsts])
    if count < max(MIN_TITLES, SHARE * len(titles)):
        return ""
    if not any(map(str.isalnum, common)):
        return common
    numbers = [int(found[0]) for first in firsts if (found := _FIGURES.search(first))]
    counted = len(numbers) >= SHARE * len(titles) and all(
        one + 1 == two for one, two in pairwise(numbers)
    )
    return common if common.count("0") == 1 and counted else ""


def _end(titles: list[str]) -> str:
    """A last word that is signs alone."""
    common, count = _commonest([title.rpartition(" ")[2] for title in titles if " " in title])
    signs = not any(map(str.isalnum, common))
    return common if signs and count >= max(MIN_TITLES, SHARE * len(titles)) else ""


def _quote(titles: list[str]) -> str:
    common, count = _commonest([title[:1] for title in titles])
    closer = _QUOTES.get(common)
    if closer is None or count < SHARE * len(titles):
        return ""
    whole = sum(title.endswith(closer) and title.count(common) <= 2 for title in titles)
    return common if whole >= SHARE * len(titles) else ""


def _commonest(words: list[str]) -> tuple[str, int]:
    return next(iter(Counter(words).most_common(1)), ("", 0))
