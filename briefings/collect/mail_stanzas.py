"""A plain letter of stanzas (title, teaser, link) to items; short lines between are sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.collect.build import parsed
from briefings.collect.dating import Given
from briefings.collect.draft import About, Draft
from briefings.collect.layout import BLANK, FURNITURE, LINK_ONLY, LONG, RULE, SENTENCE, Layout
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import SourceRef
from briefings.text.dates import find_dates
from briefings.text.links import find_links

MIN_STANZAS = 3
STANZA_SHARE = 0.8
"""From the first to the last stanza with a link nearly all are such, or the text is another."""
TITLE_CHARS = 140
SECTION_CHARS = 40
CONFIDENCE = 0.85
MIN_NAMED_LINES = 3
"""A title, a name and a link alone: the name could be the teaser."""
NAMED_SHARE = 0.8
MAX_NAME_CHARS = 30
MAX_NAME_WORDS = 4

_ADVERTS = re.compile(
    r"\W{0,12}(?:-{2,80}|={2,80}|\*{2,80})?\s?(?:advertisements?|sponsor(?:ed)?(?: by)?|"
    r"a word from our sponsor|광고|협찬)\s?(?:-{2,80}|={2,80}|\*{2,80})?\W{0,12}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stanza:
    """Lines without an empty one between; `kind` is `story`, `section`, `advert` or `other`."""

    lines: tuple[int, ...]
    kind: str


def read_stanzas(text: str, given: Given, about: About) -> ParsedDocument | None:
    """The letter's stories, or `None` where it is not made of stanzas that end with a link."""
    layout = Layout(text)
    stanzas = list(_stanzas(layout))
    stories = [number for number, stanza in enumerate(stanzas) if stanza.kind == "story"]
    if len(stories) < MIN_STANZAS:
        return None
    inner = [one for one in stanzas[stories[0] : stories[-1]] if one.kind in {"story", "other"}]
    if len(stories) < len(inner) * STANZA_SHARE:
        return None
    taken = Taken(layout.lines)
    named = _are_named(layout, [stanzas[number] for number in stories])
    section: str | None = None
    drafts: list[Draft] = []
    for number, stanza in enumerate(stanzas):
        if stanza.kind == "story":
            drafts.append(_draft(layout, stanza, section, named=named))
            if named and _is_named(layout, stanza):
                taken.take(stanza.lines[1], Role.SOURCE)
        elif stanza.kind == "section" and number + 1 in stories:
            section = layout.mark(stanza.lines[0]).words
            taken.take(stanza.lines[0], Role.SECTION)
        elif stanza.kind != "section":
            for index in stanza.lines:
                taken.take(index, Role.FURNITURE if drafts else Role.INTRO)
    return parsed(layout, taken, given, about, drafts)


def _draft(layout: Layout, stanza: _Stanza, section: str | None, *, named: bool) -> Draft:
    links = find_links(layout.words(stanza.lines[-1]))
    url = links[0].url if links else None
    name = layout.words(stanza.lines[1]) if named and _is_named(layout, stanza) else None
    return Draft(
        title=(stanza.lines[0],),
        whole_title=True,
        start=stanza.lines[0] + 1,
        end=stanza.lines[-1] + 1,
        section=section,
        sources=(SourceRef(name=name, url=url),) if name or url else (),
    )


def _are_named(layout: Layout, stories: Sequence[_Stanza]) -> bool:
    """Whether nearly every stanza has the outlet's name right below its title."""
    told = [stanza for stanza in stories if len(stanza.lines) > MIN_NAMED_LINES]
    found = sum(_is_named(layout, stanza) for stanza in told)
    return bool(told) and found >= len(stories) * NAMED_SHARE


def _is_named(layout: Layout, stanza: _Stanza) -> bool:
    if len(stanza.lines) <= MIN_NAMED_LINES:
        return False
    words = layout.words(stanza.lines[1])
    return (
        len(words) <= MAX_NAME_CHARS
        and len(words.split()) <= MAX_NAME_WORDS
        and not layout.has(stanza.lines[1], SENTENCE | LINK_ONLY)
        and not find_dates(words)
    )


def _stanzas(layout: Layout) -> Iterator[_Stanza]:
    """In order; what stands between the head of an advertisement and the next rule is one."""
    advert = False
    for lines in _groups(layout):
        first = layout.words(lines[0])
        if _ADVERTS.fullmatch(first):
            advert = True
        elif layout.has(lines[0], RULE):
            advert = False
            continue
        yield _Stanza(lines=lines, kind="advert" if advert else _kind(layout, lines))


def _groups(layout: Layout) -> Iterator[tuple[int, ...]]:
    """Lines that follow each other without an empty one; a rule is a group of its own."""
    group: list[int] = []
    for index in range(len(layout)):
        if layout.has(index, BLANK):
            continue
        apart = layout.has(index, RULE) or _ADVERTS.fullmatch(layout.words(index)) is not None
        if group and (apart or index != group[-1] + 1):
            yield tuple(group)
            group = []
        if apart:
            yield (index,)
        else:
            group.append(index)
    if group:
        yield tuple(group)


def _kind(layout: Layout, lines: Sequence[int]) -> str:
    first = layout.words(lines[0])
    if layout.has(lines[0], LINK_ONLY | FURNITURE):
        return "other"
    titled = len(first) <= TITLE_CHARS and not layout.has(lines[0], SENTENCE | LONG)
    if len(lines) > 1 and layout.has(lines[-1], LINK_ONLY) and titled:
        return "story"
    if len(lines) == 1 and len(first) <= SECTION_CHARS and not _SENTENCE_END.search(first):
        return "section"
    return "other"
