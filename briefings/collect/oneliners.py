"""Short news, one a line: a run of lines becomes one draft a line, details below it attached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.collect.draft import Draft
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
    ends_as_sentence,
)
from briefings.collect.marks import mark_of, plain
from briefings.collect.outlets import is_generic, looks_like_outlet, names_in
from briefings.collect.tails import ends_with_linked_word, split_tail
from briefings.model.items import SourceRef
from briefings.text.links import find_links

_ASIDE = re.compile(r"(?:cf|ref|참고)\s?[).:]\s{0,3}", re.IGNORECASE)
_BOLD_LEAD = re.compile(
    r"(?:\*\*|__)(?P<lead>[^*_]{2,200})(?:\*\*|__)\s{0,3}(?:[:：–—|-]\s{0,3})?(?P<rest>\S.*)",
    re.DOTALL,
)
_SENTENCES = re.compile(r"(?:다|요|[a-z])[.!?]\s+\S")
_OUTLET_BEHIND = re.compile(r"\s{1,3}(?!by\s)[^\W\d][^\s()\[\]]{0,15}(?:\s[^\W\d]\S{0,12}){0,2}\s*")
"""So short and plain are words behind a linked title that name its outlet."""

_TOLD = re.compile(r"(?:[다요음함됨임]|[a-z\d)\"”])[.!?]$|\S(?:\s\S+){5}")
MIN_TOLD_CHARS = 12
"""Fewer letters behind a linked title are a remark on the link."""

MIN_LABEL_CHARS = 8
"""A link with a shorter label names its source."""

MAX_BEHIND_CHARS = 60
"""Outlet and day behind a linked title are shorter than this."""

MAX_OUTLET_CHARS = 20
"""A longer label that ends as an outlet's name is a title with its outlet."""

MAX_TITLE_LINE_CHARS = 200
"""A longer line tells its news itself: it has no title."""


def one_line_drafts(
    layout: Layout, start: int, end: int, section: str | None, *, loose: bool = False
) -> Iterator[Draft]:
    """A draft for each line of the outermost depth; deeper lines and sources go with it."""
    tops = _tops(layout, start, end)
    for number, index in enumerate(tops):
        stop = tops[number + 1] if number + 1 < len(tops) else end
        stop = _remark_below(layout, index, stop)
        yield one_line_draft(layout, index, stop, section, loose=loose)


def one_line_draft(
    layout: Layout, index: int, end: int, section: str | None, *, loose: bool = False
) -> Draft:
    """The draft of the line `index` with the details below it up to `end`."""
    raw = one_line_words(layout, index)
    lead = _BOLD_LEAD.fullmatch(raw)
    if lead is not None and len(plain(lead["rest"])) > 20 and not _is_all_link(lead["rest"]):
        line = layout.words(index)
        return Draft(
            start=index,
            end=end,
            section=section,
            words=lead["lead"],
            loose=loose,
            skip_chars=len(line) - len(lead["rest"]),
        )
    told = told_behind_link(raw)
    if told:
        skip = len(layout.words(index)) - len(told)
        label = raw[: len(raw) - len(told)].rstrip(" .:：–—-,|")
        return Draft(
            start=index, end=end, section=section, words=label, loose=loose, skip_chars=skip
        )
    visible = plain(raw)
    raw = _outside_bold(raw)
    linked = _linked_label(raw)
    if linked:
        behind = raw[len(linked) :]
        return Draft(
            title=(index,),
            start=index + 1,
            end=end,
            words=linked,
            section=section,
            loose=loose,
            sources=tuple(SourceRef(name=name) for name in names_in(behind)),
            dates=(behind,) if behind else (),
        )
    if len(visible) > MAX_TITLE_LINE_CHARS or _SENTENCES.search(visible) is not None:
        return Draft(start=index, end=end, section=section, loose=loose)
    return Draft(title=(index,), start=index + 1, end=end, words=raw, section=section, loose=loose)


def _outside_bold(raw: str) -> str:
    """A line that starts with a bold link (`**[title](…)** (outlet)`) without the bold signs."""
    if not raw.startswith(("**[", "__[")):
        return raw
    return raw[2:].replace(raw[:2], "", 1)


def one_line_words(layout: Layout, index: int) -> str:
    """The words of a line without its mark, links still in it."""
    return _raw_words(layout.words(index))


def _linked_label(raw: str) -> str:
    """A line that starts with a link that has a title for its label, punctuation cut off."""
    link = next((one for one in find_links(raw) if one.start == 0 and one.label), None)
    if link is None or len(plain(link.label or "")) < MIN_LABEL_CHARS:
        return ""
    behind = raw[link.end :].strip(" *_")
    if not any(map(str.isalnum, behind)):
        return raw[: link.end]
    cut = split_tail(raw).title
    if cut != raw.rstrip() and len(cut) <= link.end:
        return raw
    parted = behind[0] in ",，|·–—-(/:" and len(behind) <= MAX_BEHIND_CHARS
    named = _OUTLET_BEHIND.fullmatch(raw[link.end :]) is not None
    return raw[: link.end] if (parted or named) and not ends_as_sentence(behind) else ""


def is_mostly_linked(words: str) -> bool:
    """Whether the labels of a line's links make up most of its words, or its last word is one."""
    if "](" not in words:
        return False
    if ends_with_linked_word(words):
        return True
    labels = sum(len(plain(link.label)) for link in find_links(words) if link.label)
    return labels * 2 >= len(plain(words))


def told_behind_link(raw: str) -> str:
    """What a line tells behind the linked title that it starts with; empty where it starts
    otherwise, or only an outlet and a day follow.
    """
    if raw[:1] != "[":
        return ""
    link = next((one for one in find_links(raw) if one.start == 0 and one.label), None)
    if link is None or len(plain(link.label or "")) < MIN_LABEL_CHARS:
        return ""
    told = raw[link.end :].lstrip(" .:：–—-,|").rstrip()
    if len(plain(told)) < MIN_TOLD_CHARS or split_tail(raw).title.rstrip()[-1:] == ")":
        return ""
    return told if _TOLD.search(plain(told)) is not None else ""


def _is_all_link(text: str) -> bool:
    links = list(find_links(text))
    return bool(links) and len(text) - sum(link.end - link.start for link in links) < 12


def _raw_words(line: str) -> str:
    """The line without its mark, links still in it."""
    mark = mark_of(line)
    if not mark.style:
        return _ASIDE.sub("", line, count=1) if _ASIDE.match(line) else line
    stripped = re.sub(r"^[\s>]*(?:[-–—*+•·∙‣⁃‧ㆍ・◦▪▫⦁o]|\d{1,3}[.)])?\s*", "", line)
    stripped = re.sub(r"^\[[ xX]\]\s+", "", stripped)
    if mark.bullet and not mark.symbol and mark.number is None:
        return stripped
    if "](" in line or "**" in line or "http" in line:
        at = stripped.find(mark.words[:5]) if mark.words else -1
        return stripped[at - 1 if at > 0 and stripped[at - 1] == "[" else max(at, 0) :]
    return mark.words


def _tops(layout: Layout, start: int, end: int) -> list[int]:
    usable = [
        index
        for index in layout.filled(start, end)
        if not layout.has(index, FURNITURE | CAPTION | RELATED | PAGE | RULE | BLANK)
    ]
    marked = [index for index in usable if layout.has(index, MARKED)]
    if not marked:
        return [
            index
            for index in usable
            if not layout.has(index, SOURCE | LINK_ONLY | DATE | BYLINE)
            or is_linked_title(layout, index)
        ]
    depth = min(_indent(layout, index) for index in marked)
    style = layout.mark(next(index for index in marked if _indent(layout, index) == depth)).style
    tops = []
    for index in usable:
        if layout.has(index, SOURCE | LINK_ONLY) and not is_linked_title(layout, index):
            continue
        if layout.has(index, MARKED):
            if _indent(layout, index) == depth and (
                layout.mark(index).style == style or len(marked) < 4
            ):
                tops.append(index)
        elif tops and layout.gap_before(index) >= 1 and _stands_alone(layout, index):
            tops.append(index)
    return tops


def is_linked_title(layout: Layout, index: int) -> bool:
    """Whether a line is one link with a title as its label, no outlet's name and no button."""
    if not layout.has(index, LINK_ONLY):
        return False
    links = [link for link in find_links(layout.words(index)) if not link.picture]
    if len(links) != 1 or links[0].label is None:
        return False
    label = plain(links[0].label)
    if len(label) < MIN_LABEL_CHARS or is_generic(label):
        return False
    return len(label) > MAX_OUTLET_CHARS or not looks_like_outlet(label)


def _remark_below(layout: Layout, top: int, end: int) -> int:
    """A list ends where a paragraph stands apart from it: a remark of the editors."""
    if not layout.has(top, MARKED):
        return end
    depth = _indent(layout, top)
    for index in layout.filled(top + 1, end):
        if layout.has(index, MARKED | SOURCE | LINK_ONLY | DATE | BYLINE):
            continue
        if layout.gap_before(index) >= 1 and _indent(layout, index) <= depth:
            return index
    return end


def _stands_alone(layout: Layout, index: int) -> bool:
    """Whether an unmarked line below a list is one more piece of news: an aside with a link."""
    return _ASIDE.match(layout.words(index)) is not None or (
        layout.has(index, LINK) and not layout.has(index, SENTENCE)
    )


def _indent(layout: Layout, index: int) -> int:
    line = layout.lines.head(index, 40).expandtabs(4)
    return len(line) - len(line.lstrip())
