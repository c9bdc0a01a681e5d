"""Press releases: a label and fields above, one title, one text up to a mark of its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.collect import facts
from briefings.collect.article_end import ATTACHED
from briefings.collect.build import parsed
from briefings.collect.dating import Given
from briefings.collect.draft import About, Draft
from briefings.collect.layout import (
    BULLET,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    PAGE,
    RELATED,
    SENTENCE,
    Layout,
)
from briefings.collect.report import report_strength
from briefings.collect.sourced import is_prose
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.times import Published
from briefings.text.dates import find_dates

MIN_PROSE_CHARS = 100
"""A release tells at least so much."""
LABEL_LINES = 8
"""The label stands among so many lines at the top."""
TITLE_CHARS = (8, 160)
FIELD_CHARS = 160
SUB_TITLE_SIGNS = frozenset("-–—―∙·•*")

_LABEL = re.compile(
    r"\W*(?:(?:언론)?보도(?:참고)?자료|배포자료|(?:press|news|media)release|forimmediaterelease)"
    r"(?:press release)?\W*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"\s*[\[<【(〈「]\s?(?:보도\s?(?:참고)?\s?자료|언론\s?보도|(?:press|news) release)"
    r"\s?[\]>】)〉」]\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\W{0,4}(?:배포\s?(?:일시?|일자|처|기관)|보도\s?(?:시점|일시?|일자|가능|요청일?)|엠바고|담당(?:\s?(?:자|"
    r"부서|과장|기자))?|책임자|"
    r"문의(?:처)?|연락처|분량|매수|자료\s?(?:제공|문의|배포)|제공\s?(?:일|자)|발신|수신|작성(?:자|일)|"
    r"첨부|붙임|사진|이메일|홈페이지|전화|부서|홍보\s?(?:팀|실)|(?:media |press )?contacts?|"
    r"release date|"
    r"embargo(?:ed)?|for release|date)\s{0,4}(?:[:：|]|\s|$)",
    re.IGNORECASE,
)
_END = re.compile(r"\W{0,6}(?:끝|이상|end|以上)\W{0,6}|(?:#\s?){3,5}|-\s?30\s?-", re.IGNORECASE)
_ABOUT = re.compile(
    r"\W{0,4}(?:(?:[Mm]edia|[Pp]ress) [Cc]ontacts?|About [A-Z].{1,60}|"
    r"(?:회사|기업|기관)\s?(?:소개|개요)|문의(?:처)?|"
    r"보도자료\s?문의|※?\s?용어\s?설명)\s{0,2}(?:[:：].{0,160})?"
)
_TITLE_FIELD = re.compile(
    r"\W{0,3}(?:제\s{0,4}목|title|headline)\s{0,3}[:：]\s{0,3}", re.IGNORECASE
)


def names_release(title: str) -> bool:
    """Whether a title or subject says that a press release follows."""
    return _IN_BRACKETS.match(title) is not None


def without_label(title: str) -> str:
    """A title or subject without the label of a press release in front."""
    return _IN_BRACKETS.sub("", title, count=1) if names_release(title) else title


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """Reads one press release."""

    name: str = "release"

    def score(self, layout: Layout, given: Given) -> float:
        """High for the label at the top, fields above the title and the mark of the end."""
        plan = layout.once(_plan)
        if plan is None or plan.label is None:
            return 0.0
        prose = sum(
            layout.lines.length(index)
            for index in layout.filled(plan.start, plan.end)
            if is_prose(layout, index)
        )
        if prose < MIN_PROSE_CHARS or layout.once(report_strength) > 0.8:
            return 0.1
        return 0.6 + (0.15 if plan.fields else 0.0) + (0.2 if plan.marked_end else 0.0)

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """One item: the title, and the text between it and the mark of the end."""
        taken = Taken(layout.lines)
        plan = layout.once(_plan)
        if plan is None:
            about = About(format=self.name, confidence=0.0, doubts=("no running text found",))
            return parsed(layout, taken, given, about, ())
        for index in layout.filled(0, plan.start):
            if index != plan.title:
                is_day = index in plan.fields and bool(find_dates(layout.words(index)))
                taken.take(index, Role.DATE if is_day else Role.FURNITURE)
        for index in layout.filled(plan.end):
            taken.take(index, Role.CAPTION if layout.has(index, CAPTION) else Role.FURNITURE)
        words = layout.mark(plan.title).words
        named = _TITLE_FIELD.match(words)
        title = without_label(words[named.end() :] if named is not None else words)
        draft = Draft(title=(plan.title,), words=title, start=plan.start, end=plan.end, tail=False)
        about = About(
            format=self.name,
            title=title,
            published=_date(layout, plan) or facts.file_date(given.name),
            confidence=max(self.score(layout, given), 0.1),
        )
        return parsed(layout, taken, given, about, (draft,))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    label: int | None
    fields: tuple[int, ...]
    title: int
    start: int
    end: int
    marked_end: bool


def _plan(layout: Layout) -> _Plan | None:
    label = next(
        (
            index
            for count, index in enumerate(layout.filled())
            if count < LABEL_LINES and _is_label(layout.words(index))
        ),
        None,
    )
    top = 0 if label is None else label + 1
    fields = tuple(index for index in layout.filled(top) if _is_field(layout, index))
    title = next(
        (
            index
            for index in layout.filled(top)
            if index not in fields and _may_be_title(layout, index)
        ),
        None,
    )
    if title is None:
        return None
    start = _below_sub_titles(layout, title + 1)
    marked = next((index for index in layout.filled(start) if _ends(layout, index, start)), None)
    end = len(layout) if marked is None else marked
    about = next(
        (
            index
            for index in layout.filled(start, end)
            if index > start and _ABOUT.fullmatch(layout.words(index))
        ),
        None,
    )
    above = tuple(index for index in fields if index < title)
    return _Plan(
        label=label,
        fields=above,
        title=title,
        start=start,
        end=end if about is None else about,
        marked_end=marked is not None,
    )


def _below_sub_titles(layout: Layout, start: int) -> int:
    """The line behind the short bullets that stand right below a title, above its text."""
    last = start
    for index in layout.filled(start):
        words = layout.words(index)
        if words[:1] not in SUB_TITLE_SIGNS or layout.has(index, SENTENCE | LONG):
            return start if index == start else last
        last = index + 1
    return start


def _ends(layout: Layout, index: int, start: int) -> bool:
    """Whether a line marks the end, or heads the list of what is attached."""
    words = layout.words(index)
    return _END.fullmatch(words) is not None or (
        index > start and ATTACHED.match(words) is not None
    )


def _is_label(words: str) -> bool:
    return len(words) <= 60 and _LABEL.fullmatch(re.sub(r"\s", "", words)) is not None


def _is_field(layout: Layout, index: int) -> bool:
    if layout.has(index, LONG | SENTENCE):
        return False
    words = layout.words(index)
    return len(words) <= FIELD_CHARS and _FIELD.match(words) is not None


def _may_be_title(layout: Layout, index: int) -> bool:
    if layout.has(
        index, LONG | SENTENCE | FURNITURE | CAPTION | DATE | BYLINE | LINK_ONLY | PAGE | RELATED
    ) or layout.has(index, BULLET):
        return False
    words = layout.mark(index).words
    return TITLE_CHARS[0] <= len(words) <= TITLE_CHARS[1] and any(map(str.isalpha, words))


def _date(layout: Layout, plan: _Plan) -> Published | None:
    """The day of the fields, or one that stands alone above the title."""
    for index in layout.filled(0, plan.title):
        if index in plan.fields or layout.has(index, DATE):
            found = find_dates(layout.words(index))
            if found:
                return found[0].when
    return None
