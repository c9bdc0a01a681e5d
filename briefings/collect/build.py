"""Line ranges that a reader found become items: titles cleaned, bodies joined, sources gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefings.collect.dating import MAX_DOUBTS, Dating, Given
from briefings.collect.layout import (
    BLANK,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK,
    LINK_ONLY,
    MARKED,
    PAGE,
    RELATED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import is_emoji, mark_of, plain
from briefings.collect.sources import (
    bracket_line,
    front_source,
    is_generic,
    label_name,
    looks_like_outlet,
    names_in,
    references,
    source_rest,
    split_tail,
    without_dates,
)
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Published
from briefings.text.language import SAMPLE_CHARS, language_of
from briefings.text.links import find_links

MAX_TITLE_CHARS = 500
"""A longer title is a paragraph that lost its line break: it is cut at a word."""

MAX_LABEL_CHARS = 30
"""A longer label of a link in brackets is no outlet's name."""

WRAPPED_CHARS = 25
"""A line at least so long and without an end may go on in the next line."""

PAGE_WRAPPED_CHARS = 38
"""The same over a page break, where a subheading would stand alone."""

_JOINABLE_END = re.compile(r"[\w가-힣,，、)\]’”'\"%·\-–—(\[“‘]$")
_INLINE_SOURCE = re.compile(
    r"\s*[(\[（<【]\s?(?:(?:내용|기사|자료|원문)\s?)?(?:출처|source|"
    r"via)\s{0,2}[:：=]\s?(?P<rest>[^()\[\]（）<>【】]{1,300}(?:\([^()]{1,200}\))?)"
    r"[)\]）>】]\s*\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An item as lines: `title` lines, then body lines `start`..`end` (the end is exclusive).

    `words` overrides the title's words; `loose` lets any short bracket behind it be a source;
    `tail` says whether source and date may stand behind it. The first `skip_chars` of line `start`
    are the title. With `front` an outlet may stand in brackets before the title.
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
class _Gathered:
    """What the lines of one item gave so far."""

    sources: list[SourceRef] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    pieces: list[tuple[int, str]] = field(default_factory=list)


def parsed(
    layout: Layout, taken: Taken, given: Given, about: About, drafts: Iterable[Draft]
) -> ParsedDocument:
    """The document with its items; lines that no draft claims become introduction or furniture."""
    doubts = list(about.doubts)
    dating = Dating(given=given, document=about.published, doubts=doubts)
    items: list[ParsedItem] = []
    shared: dict[SourceRef, SourceRef] = {}
    for draft in drafts:
        item = _item(layout, taken, draft, about, dating, len(items) + 1, shared)
        if item is not None:
            items.append(item)
        else:
            taken.release(len(items) + 1, (*draft.title, *range(draft.start, draft.end)))
    taken.disown(len(items))
    _take_the_rest(layout, taken)
    return ParsedDocument(
        name=given.name,
        format=about.format,
        text=layout.text,
        items=tuple(items),
        title=about.title,
        published=dating.document_date,
        credit=about.credit,
        confidence=about.confidence if items else 0.0,
        doubts=tuple(doubts[:MAX_DOUBTS]),
        lines=taken,
    )


def one_by_one(drafts: list[Draft]) -> Iterator[Draft]:
    """Each draft in order; the list is emptied on the way, for thousands of them take room."""
    drafts.reverse()
    while drafts:
        yield drafts.pop()


def _item(
    layout: Layout,
    taken: Taken,
    draft: Draft,
    about: About,
    dating: Dating,
    position: int,
    shared: dict[SourceRef, SourceRef],
) -> ParsedItem | None:
    """The item of a draft; sources that are names alone come again and are kept in `shared`."""
    gathered = _Gathered(sources=list(draft.sources))
    title = _title(layout, taken, draft, gathered, position)
    _gather_body(layout, taken, draft, gathered, position)
    _cut_last_source(gathered)
    body = _joined(gathered.pieces, layout, bridges_pages=about.bridges_pages)
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
        sources=tuple(ref if ref.url else shared.setdefault(ref, ref) for ref in sources),
        urls=tuple(urls),
        language=language_of(f"{title or ''} {body[:SAMPLE_CHARS]}"),
        section=draft.section,
        span=(layout.lines.start(min(lines)), layout.lines.end(last)),
    )


def _cut_last_source(gathered: _Gathered) -> None:
    """Source and date in brackets behind the last sentence are no part of it."""
    if not gathered.pieces or gathered.pieces[-1][1][-1:] not in {")", "]", "）"}:
        return
    index, words = gathered.pieces[-1]
    cut = split_tail(words[-400:])
    if not cut.sources or not cut.title.rstrip("\"'”’)").endswith(
        (".", "!", "?", "다", "요", "。")
    ):
        return
    gathered.sources.extend(cut.sources)
    if cut.date_text:
        gathered.dates.append(cut.date_text)
    gathered.pieces[-1] = (index, words[:-400] + cut.title)


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


def _title(
    layout: Layout, taken: Taken, draft: Draft, gathered: _Gathered, position: int
) -> str | None:
    for index in draft.title:
        taken.take(index, Role.TITLE, item=position)
    if draft.words is not None:
        raw = draft.words
    elif draft.title:
        raw = _title_words(layout, draft.title)
    else:
        return None
    linked = None
    for link in find_links(raw):
        if link.label is not None and not link.picture:
            linked = link.url
            gathered.urls.append(link.url)
    fronted = front_source(raw) if draft.front else None
    if fronted is not None:
        gathered.sources.append(SourceRef(name=fronted[0]))
        raw = fronted[1]
    if draft.tail:
        cut = split_tail(raw, loose=draft.loose)
        gathered.sources.extend(cut.sources)
        if cut.date_text:
            gathered.dates.append(cut.date_text)
        raw = cut.title
    if linked is not None and not any(ref.url for ref in gathered.sources):
        _lend_link(gathered, linked)
    words = plain(raw)
    return shortened(words) or None


def _lend_link(gathered: _Gathered, url: str) -> None:
    """A title that is a link leads to the source that is named behind it, or is one itself."""
    if len(gathered.sources) == 1 and gathered.sources[0].url is None:
        gathered.sources[0] = SourceRef(name=gathered.sources[0].name, url=url)
    else:
        gathered.sources.append(SourceRef(url=url))


def _title_words(layout: Layout, lines: Sequence[int]) -> str:
    """The raw words of a title over one or several lines, mark cut off, links still in it."""
    first = layout.words(lines[0])
    mark = mark_of(first)
    raw = first
    if mark.style and "](" not in first and "http" not in first:
        raw = mark.words
    elif mark.style:
        raw = _behind_mark(first)
    rest = " ".join(layout.words(index) for index in lines[1:])
    return f"{raw} {rest}".strip()


def _behind_mark(line: str) -> str:
    """The line from its first word on, by what its plain words begin with."""
    words = mark_of(line).words
    stem = words[:6]
    at = line.find(stem) if stem else -1
    if at < 0:
        at = line.find(stem[:2]) if stem[:2] else -1
    if at > 0 and line[at - 1] == "[":
        at -= 1
    return re.sub(r"[*_]{1,3}$", "", line[max(at, 0) :].rstrip("# ")) if at >= 0 else words


def shortened(words: str) -> str:
    """A title within `MAX_TITLE_CHARS`, cut between words."""
    if len(words) <= MAX_TITLE_CHARS:
        return words
    cut = words[: MAX_TITLE_CHARS - 1]
    return cut[: cut.rfind(" ")] + "…" if " " in cut[MAX_TITLE_CHARS // 2 :] else cut + "…"


def _gather_body(
    layout: Layout, taken: Taken, draft: Draft, gathered: _Gathered, position: int
) -> None:
    for index in range(draft.start, draft.end):
        if taken.role(index) is not None:
            continue
        role = _role(layout, index, draft, gathered)
        taken.take(index, role, item=0 if role in {Role.BLANK, Role.FURNITURE} else position)
        if role in {Role.SOURCE, Role.LINK}:
            _take_source(layout, index, gathered)
        elif role is Role.DATE:
            _take_date(layout.words(index), gathered)
        elif role is Role.BODY:
            skip = draft.skip_chars if index == draft.start else 0
            _take_body(layout, index, gathered, skip)


def _role(layout: Layout, index: int, draft: Draft, gathered: _Gathered) -> Role:
    flags = layout.flags[index]
    if flags & BLANK:
        return Role.BLANK
    if flags & (RULE | FURNITURE | RELATED | PAGE):
        return Role.FURNITURE
    if flags & CAPTION:
        return Role.CAPTION
    if flags & SOURCE:
        chart = layout.words(index).lstrip("[(※* ").startswith("자료")
        return Role.CAPTION if chart and not _ends_item(layout, index, draft.end) else Role.SOURCE
    if flags & LINK_ONLY:
        return Role.LINK
    if _announces_links(layout, index):
        return Role.FURNITURE
    if flags & DATE and (not gathered.pieces or _ends_item(layout, index, draft.end)):
        return Role.DATE
    if flags & BYLINE and (not gathered.pieces or _ends_item(layout, index, draft.end)):
        return Role.FURNITURE
    return Role.BODY


def _announces_links(layout: Layout, index: int) -> bool:
    """Whether a line says no more than that links follow (`참고 링크`)."""
    below = index + 1
    if below >= len(layout) or not layout.has(below, LINK_ONLY):
        return False
    return layout.lines.length(index) <= MAX_LABEL_CHARS and is_generic(layout.mark(index).words)


def _ends_item(layout: Layout, index: int, end: int) -> bool:
    """Whether nothing but sources and furniture follows within the item."""
    return not any(
        not layout.has(
            after, SOURCE | LINK_ONLY | FURNITURE | CAPTION | RELATED | PAGE | DATE | BYLINE
        )
        for after in layout.filled(index + 1, end)
    )


def _take_source(layout: Layout, index: int, gathered: _Gathered) -> None:
    words = layout.words(index)
    bracket = bracket_line(words)
    if bracket is not None:
        gathered.sources.extend(bracket.sources)
        if bracket.date_text:
            gathered.dates.append(bracket.date_text)
        return
    rest = source_rest(words)
    if rest is None:
        for link in find_links(words):
            if link.picture:
                continue
            name = label_name(link.label) if link.label is not None else None
            gathered.sources.append(SourceRef(name=name, url=link.url))
        return
    refs, date_text = references(rest)
    gathered.sources.extend(refs)
    if date_text.strip():
        gathered.dates.append(date_text)


def _take_date(words: str, gathered: _Gathered) -> None:
    """A date line may name its outlet too (`한빛일보 | 2021.01.04`)."""
    gathered.dates.append(words)
    if len(words) <= 60 and re.search(r"[|·,/]", without_dates(words).strip(" ,")):
        gathered.sources.extend(
            SourceRef(name=name) for name in names_in(words) if looks_like_outlet(name)
        )


def _take_body(layout: Layout, index: int, gathered: _Gathered, skip_chars: int = 0) -> None:
    line = layout.words(index)[skip_chars:]
    if layout.has(index, LINK):
        gathered.urls.extend(link.url for link in find_links(line) if not link.picture)
    inline = _INLINE_SOURCE.search(line[-400:]) if line[-1:] in ")].）】>" else None
    if inline is not None:
        refs, date_text = references(inline["rest"])
        gathered.sources.extend(refs)
        gathered.dates.append(date_text)
        line = line[: len(line) - min(400, len(line)) + inline.start()]
    elif line[-2:] == "))" or line[-2:] == ")]" or line[-3:] == ")).":
        line = _without_linked_source(line, gathered)
    words = body_words(line)
    if words:
        gathered.pieces.append((index, words))


def _without_linked_source(line: str, gathered: _Gathered) -> str:
    """Cut `([매체](link))` from behind a paragraph: it names the source."""
    links = [link for link in find_links(line) if link.label is not None and not link.picture]
    opening = max(line.rfind("(["), line.rfind("[[")) if links else -1
    inside = [link for link in links if link.start > opening]
    if opening < 0 or not inside or len(line) - inside[-1].end > 2:
        return line
    for link in inside:
        label = plain(link.label or "")
        named = (
            label
            if len(label) <= MAX_LABEL_CHARS and label_name(label) is None
            else label_name(label)
        )
        gathered.sources.append(SourceRef(name=named or None, url=link.url))
    return line[:opening].rstrip()


def body_words(line: str) -> str:
    """A body line without mark-up; bullets and numbers stay, one kind of bullet for all."""
    if line[:1] == ">":
        line = line.lstrip("> ")
    if line[:1] == "#":
        line = line.lstrip("#").lstrip()
    if line[:1] in "-*+•" and line[1:2] in " \t":
        return f"- {plain(line[1:])}" if plain(line[1:]) else ""
    if line[:1] == "|" and line[-1:] == "|":
        cells = [plain(cell) for cell in line.strip("|").split("|")]
        return " | ".join(cell for cell in cells if cell)
    return plain(line)


def _joined(pieces: list[tuple[int, str]], layout: Layout, *, bridges_pages: bool) -> str:
    """Lines joined to paragraphs where a sentence runs on, else one below the other."""
    parts: list[str] = []
    previous = -2
    previous_words = ""
    for index, words in pieces:
        if parts and _runs_on(layout, previous, previous_words, index, words, bridges_pages):
            if previous_words[-1:] == "-" and words[:1].islower():
                parts[-1] = parts[-1][:-1]
                parts.append(words)
            else:
                parts.append(" " + words)
        else:
            parts.append(("\n" if parts else "") + words)
        previous, previous_words = index, words
    return "".join(parts)


def _runs_on(
    layout: Layout, before: int, before_words: str, index: int, words: str, bridges_pages: bool
) -> bool:
    if layout.flags[before] & SENTENCE or layout.flags[index] & MARKED:
        return False
    if words[:1] in "-•·*" or is_emoji(words[:1]) or _JOINABLE_END.search(before_words) is None:
        return False
    if before_words.endswith(("다", "요", "니다")) and len(before_words) < 60:
        return False
    if index == before + 1:
        return len(before_words) >= WRAPPED_CHARS or before_words.endswith(",")
    return (
        bridges_pages
        and len(before_words) >= PAGE_WRAPPED_CHARS
        and len(words) >= 2
        and not layout.flags[before] & MARKED
    )


def _take_the_rest(layout: Layout, taken: Taken) -> None:
    """Lines that no item claimed: blank, furniture or introduction."""
    for index in range(len(layout)):
        if taken.role(index) is not None:
            continue
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


def filled_lines(layout: Layout, start: int, end: int) -> Iterator[int]:
    """Lines with words from `start` to `end`."""
    return layout.filled(start, end)
