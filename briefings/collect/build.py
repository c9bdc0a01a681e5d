"""Drafts become items, and all their lines are told what they were taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings.collect.bodies import cut_last_source, gather_body, joined_pieces
from briefings.collect.dating import MAX_DOUBTS, Dating, Given
from briefings.collect.draft import About, Draft, Gathered
from briefings.collect.frames import Frame, title_frame
from briefings.collect.layout import (
    BLANK,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    PAGE,
    RELATED,
    RULE,
    SOURCE,
    Layout,
    is_date_line,
)
from briefings.collect.taken import Taken
from briefings.collect.titles import title_of, with_wrapped_title
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.kept import kept_items
from briefings.model.times import Precision
from briefings.text.dates import find_dates
from briefings.text.language import SAMPLE_CHARS, language_of


def parsed(
    layout: Layout, taken: Taken, given: Given, about: About, drafts: Iterable[Draft]
) -> ParsedDocument:
    """The document with its items; lines that no draft claims become introduction or furniture."""
    doubts = list(about.doubts)
    dating = Dating(given=given, document=about.published, doubts=doubts)
    items = kept_items(_items(layout, taken, drafts, about, dating))
    taken.disown(len(items))
    _take_the_rest(layout, taken)
    return ParsedDocument(
        name=given.name,
        format=about.format,
        text=layout.text,
        items=items,
        title=about.title,
        published=dating.document_date,
        credit=about.credit,
        confidence=about.confidence if items else 0.0,
        doubts=tuple(doubts[:MAX_DOUBTS]),
        lines=taken,
    )


def _items(
    layout: Layout, taken: Taken, drafts: Iterable[Draft], about: About, dating: Dating
) -> Iterator[ParsedItem]:
    """The items of drafts that say something; lines of the others belong to none."""
    position = 1
    frame = title_frame(layout, drafts)
    for short in drafts:
        draft = with_wrapped_title(layout, short)
        item = _item(layout, taken, draft, about, dating, position, frame)
        if item is None:
            taken.release(position, (*draft.title, *range(draft.start, draft.end)))
        else:
            position += 1
            yield item


def _item(
    layout: Layout,
    taken: Taken,
    draft: Draft,
    about: About,
    dating: Dating,
    position: int,
    frame: Frame,
) -> ParsedItem | None:
    gathered = Gathered(sources=list(draft.sources), dates=list(draft.dates))
    title = title_of(layout, taken, draft, gathered, position, frame)
    if draft.told:
        gathered.pieces.append((draft.title[0], draft.told))
    gather_body(layout, taken, draft, gathered, position)
    cut_last_source(gathered)
    section = draft.section
    if section is not None and (day := _day_of(section)):  # a list by days
        gathered.dates.append(day)
        section = None if is_date_line(section) else section
    body = joined_pieces(gathered.pieces, layout, bridges_pages=about.bridges_pages)
    own = [*draft.title, *([draft.start] if draft.skip_chars else [])]
    if not body and not (title and own):
        return None  # no line of the text is its own: a title of the front matter alone
    sources = _merged(gathered.sources) or list(about.sources)
    urls = list(dict.fromkeys([*(ref.url for ref in sources if ref.url), *gathered.urls]))
    lines = [*own, *(index for index, _ in gathered.pieces)]
    last = max(
        [
            *lines,
            *(
                index
                for index in range(draft.start, draft.end)
                if layout.has(index, SOURCE | LINK_ONLY)
            ),
        ]
    )
    return ParsedItem(
        position=position,
        title=title,
        body=body,
        published=dating.of_item(gathered.dates, draft.published, position),
        sources=tuple(sources),
        urls=tuple(urls),
        language=language_of(f"{title or ''} {body[:SAMPLE_CHARS]}"),
        section=section,
        span=(layout.lines.start(min(lines)), layout.lines.end(last)),
    )


def _day_of(section: str) -> str:
    """The words of a section's name that start it with a day, else none."""
    if is_date_line(section):
        return section
    first = next(iter(find_dates(section)), None)
    if first is None or first.when.precision is Precision.MONTH or first.range_end:
        return ""
    opening = section[: first.start].strip(" ,")
    return section if opening.isalpha() or not opening else ""


def _merged(refs: list[SourceRef]) -> list[SourceRef]:
    """Each source once; a link that is also there with a name is left out, and the reverse."""
    kept: list[SourceRef] = []
    for ref in refs:
        if ref.name is None and ref.url is None:
            continue
        if any(ref in (one, SourceRef(name=one.name), SourceRef(url=one.url)) for one in kept):
            continue
        kept = [
            one for one in kept if one not in (SourceRef(name=ref.name), SourceRef(url=ref.url))
        ]
        kept.append(ref)
    return kept


def _take_the_rest(layout: Layout, taken: Taken) -> None:
    """Lines that no item claimed: blank, furniture or introduction."""
    for index in taken.untaken():
        flags = layout.flags[index]
        if flags & BLANK:
            taken.take(index, Role.BLANK)
        elif flags & (RULE | FURNITURE | RELATED | PAGE | BYLINE):
            taken.take(index, Role.FURNITURE)
        elif flags & CAPTION:
            taken.take(index, Role.CAPTION)
        elif flags & DATE:
            taken.take(index, Role.DATE)
        elif flags & LINK_ONLY:
            taken.take(index, Role.LINK)
        else:
            taken.take(index, Role.INTRO)
