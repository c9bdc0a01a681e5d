"""The lines of an item's body become its text; the others give sources, links and dates."""

from __future__ import annotations

import re

from briefings.collect.draft import Draft, Gathered
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
from briefings.collect.marks import is_emoji, plain
from briefings.collect.outlets import (
    is_generic,
    label_name,
    looks_like_outlet,
    names_in,
    without_dates,
)
from briefings.collect.sources import references, source_rest
from briefings.collect.tails import bracket_line, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import Role
from briefings.model.items import SourceRef
from briefings.text.links import find_links

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


_DATELINE = re.compile(
    r"^\s{0,4}(?:"
    r"[\[(【<]\s?[^\[\]()【】<>=]{1,20}\s?[=·]\s?[^\[\]()【】<>=]{2,24}[\])】>]\s{0,3}"
    r"(?:[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,3}\s?(?:\w{0,4}기자|\w{0,4}특파원)\s{0,3})?(?:=\s{0,3})?"
    r"|[\[(【<]\s?[가-힣]{2,4}\s?\w{0,4}(?:기자|특파원)\s?[\])】>]\s{0,3}(?:=\s{0,3})?"
    r"|[가-힣]{2,4}\s\w{0,4}(?:기자|특파원)\s?=\s{0,3}"
    r")(?=\S)"
)
"""Place, agency and writer in front of a text's first sentence."""


def cut_last_source(gathered: Gathered) -> None:
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


def gather_body(
    layout: Layout, taken: Taken, draft: Draft, gathered: Gathered, position: int
) -> None:
    """Take the lines of a body that nothing has taken yet, each for what it is."""
    for index in range(draft.start, draft.end):
        if taken.is_taken(index):
            continue
        role = _role(layout, index, draft, gathered)
        own = role is not Role.BLANK and role is not Role.FURNITURE
        taken.take(index, role, item=position if own else 0)
        if role is Role.SOURCE or role is Role.LINK:
            _take_source(layout, index, gathered)
        elif role is Role.DATE:
            _take_date(layout.words(index), gathered)
        elif role is Role.BODY:
            skip = draft.skip_chars if index == draft.start else 0
            _take_body(layout, index, gathered, skip)


def _role(layout: Layout, index: int, draft: Draft, gathered: Gathered) -> Role:
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


def _take_source(layout: Layout, index: int, gathered: Gathered) -> None:
    words = layout.words(index)
    bracket = bracket_line(words)
    if bracket is not None:
        gathered.sources.extend(bracket.sources)
        if bracket.date_text:
            gathered.dates.append(bracket.date_text)
        return
    rest = source_rest(words)
    refs, date_text = references(words if rest is None else rest)
    gathered.sources.extend(refs)
    if date_text.strip():
        gathered.dates.append(date_text)


def _take_date(words: str, gathered: Gathered) -> None:
    """A date line may name its outlet too (`한빛일보 | 2021.01.04`)."""
    gathered.dates.append(words)
    if len(words) <= 60 and re.search(r"[|·,/]", without_dates(words).strip(" ,")):
        gathered.sources.extend(
            SourceRef(name=name) for name in names_in(words) if looks_like_outlet(name)
        )


def _take_body(layout: Layout, index: int, gathered: Gathered, skip_chars: int = 0) -> None:
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
    if line[-1:] in {")", ">", "]", ".", "*", "→", "»"} and "](" in line:
        line = _without_last_link(line)
    words = body_words(line if gathered.pieces else _DATELINE.sub("", line, count=1))
    if words:
        gathered.pieces.append((index, words))


def _without_last_link(line: str) -> str:
    """Cut a link behind a paragraph whose label only says that it is one (`[원문 보기](…)`)."""
    end = line.rstrip(" .*_→»>]")
    last = next(iter(reversed(find_links(end))), None)
    if last is None or last.label is None or last.picture or last.end < len(end):
        return line
    if not is_generic(plain(last.label)) or last.start < MAX_LABEL_CHARS:
        return line
    return end[: last.start].rstrip(" *_[(<-–—|·→▶👉🔗")


def _without_linked_source(line: str, gathered: Gathered) -> str:
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
    if line[:1] == "#" and line.lstrip("#")[:1] in " \t":
        line = line.lstrip("#").lstrip()
    if line[:1] in "-*+•ㅇ" and line[1:2] in " \t":
        words = plain(line[1:])
        return f"- {words}" if words else ""
    if line[:1] == "|" and line[-1:] == "|":
        cells = [plain(cell) for cell in line.strip("|").split("|")]
        return " | ".join(cell for cell in cells if cell)
    return plain(line)


def joined_pieces(pieces: list[tuple[int, str]], layout: Layout, *, bridges_pages: bool) -> str:
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
