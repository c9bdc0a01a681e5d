"""Single articles: one title, one by-line, one text, whatever the page puts around and repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.collect import facts
from briefings.collect.build import parsed
from briefings.collect.chrome import is_copyright
from briefings.collect.dating import Given
from briefings.collect.draft import About, Draft
from briefings.collect.foot import foot_start
from briefings.collect.layout import (
    BLANK,
    BULLET,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    NOT_BODY,
    PAGE,
    RELATED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.outlets import looks_like_outlet, names_in
from briefings.collect.report import report_strength
from briefings.collect.sourced import is_prose
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import SourceRef
from briefings.model.times import Published
from briefings.text.dates import find_dates

MIN_PROSE_CHARS = 120
"""An article tells at least so much."""

LONG_PROSE_CHARS = 400
"""So much running text is an article without a title too."""

MIN_SIGNED_CHARS = 50
"""With a by-line and a rights line around it, so much is enough."""

MIN_TITLE_CHARS = 10
"""A shorter line above a text is the name of a site, a section or a kind of text."""

MAX_TITLE_REST_CHARS = 60
"""The second line of a title is shorter than this."""

MIN_BROKEN_CHARS = 30
"""A line of prose that breaks within a sentence is at least so long."""

MAX_MENU_WORD_CHARS = 12
"""A word of a menu is not longer."""

MIN_REPEAT_CHARS = 90
"""A repeated body is at least so long."""

_ENTERED = re.compile(
    r"(?:기사\s?)?(?:입력|승인|등록|작성|게재|발행|송고|published|posted|first published)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"최종\s?수정|수정|업데이트|updated|modified", re.IGNORECASE)
_RIGHTS_WORDS = re.compile(
    r"저작권자?|copyrights?|ⓒ|©|Ⓒ|\(c\)|[<>〈〉\[\]()【】]|\bby\b|(?:19|"
    r"20)\d\d(?:\s?[-–~]\s?(?:19|20)?\d\d)?|"
    r"무단.{0,80}|재배포.{0,40}|all rights.{0,60}|의\s저작권.{0,40}|에\s?있습니다.{0,20}|"
    r"(?<=\s)inc\.?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'-]{2,40}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s{0,2}\((?P<en>[A-Z][\w "
    r".&-]{1,30})\)\s{0,2}[-–—]"
    r"|[(\[【](?:[가-힣·]{2,12})\s?=\s?(?P<ko>[가-힣A-Za-z0-9 ]{2,16})[)\]】]"
)
_ATTACHED = re.compile(r"[<\[※\s]{0,4}(?:붙임|별첨|첨부)(?:\s?\d|\s?[:：.>\]]|\s{2}|\s?자료)")
"""A press release ends above the list of what is attached."""

_MENU_PARTS = re.compile(r"\s{2,9}|\s{0,3}[|>]\s{0,3}")
_FORM = re.compile(
    r"\W{0,3}(?:담당\s?(?:부서|자|과장?|기관)|(?:배포|보도|작성|발표)\s?(?:일시?|시점|처|자|부서|기관)|책임자|"
    r"문의처?|연락처|수신|발신|for immediate release|media contact|contact)(?=\s|[:：(]|$)",
    re.IGNORECASE,
)
"""The fields of a press release's form are no title."""

_ASIDE = re.compile(r"[*_](?![*_]).{1,300}[*_]")
_NAME_OF_SITE = re.compile(r"(?:The\s)?(?:[A-Z][\w&'’.-]{0,18}\s?){1,4}")
"""So few words, all with capitals, name a paper rather than a piece of news."""

_LOOSE = re.compile(r"[^\w가-힣]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """Reads one article off a page."""

    name: str = "article"

    def score(self, layout: Layout, given: Given) -> float:
        """High for one title, a by-line or rights line, and prose; low for many headed stories."""
        plan = layout.once(_plan)
        if plan is None:
            return 0.0
        prose = sum(
            layout.lines.length(index)
            for index in layout.filled(plan.start, plan.end)
            if is_prose(layout, index)
        )
        signed = plan.byline is not None and _rights(layout, plan.start) is not None
        if prose < (MIN_SIGNED_CHARS if signed else MIN_PROSE_CHARS):
            return 0.1
        score = 0.42
        score += 0.2 if plan.byline is not None else 0.0
        score += 0.15 if plan.timed else 0.0
        score += 0.1 if _rights(layout, plan.start) is not None else 0.0
        score += 0.1 if plan.repeated is not None else 0.0
        score += 0.1 if plan.title is not None else -0.1 if prose >= LONG_PROSE_CHARS else -0.2
        score += 0.3 if _dateline(layout, plan.start) is not None else 0.0
        times = sum(
            1 for index in layout.filled() if layout.has(index, BYLINE) and layout.has(index, DATE)
        )
        sources = sum(1 for index in layout.filled() if layout.has(index, SOURCE))
        score -= 0.15 * max(0, times - 2) + 0.12 * max(0, sources - 1)
        score -= 0.4 if layout.once(report_strength) > 0.8 else 0.0
        return max(0.0, min(score, 0.97))

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """One item: the title, and the text between by-line and foot, once."""
        taken = Taken(layout.lines)
        plan = layout.once(_plan)
        if plan is None:
            about = About(format=self.name, confidence=0.0, doubts=("no running text found",))
            return parsed(layout, taken, given, about, ())
        _take_frame(layout, taken, plan)
        matter = facts.front_matter(layout)
        published = _date(layout, plan) or (matter.published if matter is not None else None)
        published = (
            published or facts.masthead_date(layout, plan.start) or facts.file_date(given.name)
        )
        draft = Draft(
            title=_title_lines(layout, plan),
            words=matter.title if matter is not None and not _is_top(layout, plan) else None,
            start=plan.start,
            end=plan.end,
            tail=plan.title is not None,
        )
        outlet = _outlet(layout, plan)
        about = About(
            format=self.name,
            published=published,
            title=layout.mark(plan.title).words if plan.title is not None else None,
            credit=facts.asked_credit(layout, [(plan.start, plan.end)]),
            sources=() if outlet is None else (SourceRef(name=outlet),),
            confidence=max(self.score(layout, given), 0.1),
        )
        return parsed(layout, taken, given, about, (draft,))


def _is_top(layout: Layout, plan: _Plan) -> bool:
    """Whether the text has a heading of the first level, which the front matter's title repeats."""
    return plan.title is not None and layout.mark(plan.title).level == 1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    title: int | None
    byline: int | None
    timed: bool
    start: int
    end: int
    repeated: int | None


def _plan(layout: Layout) -> _Plan | None:
    matter = facts.front_matter(layout)
    top = matter.end if matter is not None else 0
    repeated = _repeated_line(layout)
    byline = _byline(layout, top, repeated)
    prose = [
        index
        for index in layout.filled(top)
        if index != repeated and is_prose(layout, index) and not layout.has(index, BYLINE)
    ]
    if not prose:
        return None
    floor = byline if byline is not None and _is_above(layout, byline, prose) else None
    start = next((index for index in prose if floor is None or index > floor), prose[0])
    end = _end(layout, start)
    title = _title(layout, top, floor if floor is not None else start, repeated)
    if floor is not None and (title is None or layout.lines.length(title) < MIN_TITLE_CHARS):
        title = _title(layout, floor + 1, start, repeated) or title
    if floor is None:
        start = _lead_start(layout, start, title)
    else:
        above = max(floor + 1, (title + 1) if title is not None else 0)
        start = next((index for index in prose if index >= above), above)
        start = _paragraph_start(layout, start, above)
    timed = any(
        layout.has(index, BYLINE) and layout.has(index, DATE) for index in layout.filled(top, end)
    )
    return _Plan(title=title, byline=byline, timed=timed, start=start, end=end, repeated=repeated)


def _is_above(layout: Layout, byline: int, prose: list[int]) -> bool:
    """Whether the by-line stands above most of the prose, rather than below it."""
    above = sum(layout.lines.length(index) for index in prose if index < byline)
    return above * 3 < sum(layout.lines.length(index) for index in prose)


def _byline(layout: Layout, top: int, repeated: int | None) -> int | None:
    """The line with the times of the article, else the line that names its writer."""
    named = None
    for index in layout.filled(top):
        if index == repeated or not layout.has(index, BYLINE):
            continue
        if layout.has(index, DATE):
            last = index
            for below in layout.filled(index + 1, index + 4):
                if not layout.has(below, BYLINE):
                    break
                last = below
            return last
        named = index if named is None else named
    return named


def _lead_start(layout: Layout, start: int, title: int | None) -> int:
    """Without a by-line, the text starts with the first prose, or right below the title's date."""
    return start if title is None or title < start else title + 1


def _paragraph_start(layout: Layout, start: int, floor: int) -> int:
    """The first line of the paragraph that holds a line of prose."""
    while (
        start > floor
        and not layout.has(start - 1, NOT_BODY | DATE | BYLINE | MARKED | SENTENCE)
        and layout.lines.length(start - 1) >= MIN_BROKEN_CHARS
    ):
        start -= 1
    return start


def _title_lines(layout: Layout, plan: _Plan) -> tuple[int, ...]:
    """The title with the line that it runs on in, where the text's lines are broken as well."""
    if plan.title is None:
        return ()
    below = plan.title + 1
    if (
        below >= plan.start
        or layout.mark(plan.title).level
        or layout.has(below, NOT_BODY | DATE | BYLINE | MARKED)
        or layout.lines.length(below) > MAX_TITLE_REST_CHARS
        or layout.words(below).endswith(".")
        or not _is_broken(layout, plan.start, plan.end)
    ):
        return (plan.title,)
    return (plan.title, below)


def _is_broken(layout: Layout, start: int, end: int) -> bool:
    """Whether the lines of the text break within sentences."""
    lines = [
        index for index in layout.filled(start, end) if not layout.has(index, NOT_BODY | BYLINE)
    ]
    broken = sum(
        1
        for index in lines
        if not layout.has(index, SENTENCE) and index + 1 < end and not layout.has(index + 1, BLANK)
    )
    return broken * 3 >= len(lines) > 0


def _repeated_line(layout: Layout) -> int | None:
    """A line that holds, as one, what several other lines hold again."""
    best = max(
        (index for index in layout.filled() if layout.lines.length(index) >= MIN_REPEAT_CHARS),
        key=layout.lines.length,
        default=None,
    )
    if best is None:
        return None
    whole = _LOOSE.sub("", layout.words(best))
    found = total = 0
    for index in layout.filled():
        if index == best or not is_prose(layout, index):
            continue
        words = _LOOSE.sub("", layout.words(index)[:2_000])
        total += len(words)
        found += len(words) if words[:200] in whole else 0
    repeats = total >= MIN_REPEAT_CHARS and found * 10 >= total * 6 and found * 2 >= len(whole)
    return best if repeats else None


def _end(layout: Layout, start: int) -> int:
    """The line behind the article's last one: above the page's foot and notes on the article."""
    return _above_aside(layout, start, foot_start(layout, start, _page_end(layout, start)))


def _page_end(layout: Layout, start: int) -> int:
    """A rights line, a related list or the end."""
    last = start
    for index in layout.filled(start):
        if layout.has(index, RELATED) and index > start:
            return index
        if _ATTACHED.match(layout.lines.head(index, 40).strip()) is not None and index > start:
            return index
        if (
            layout.has(index, FURNITURE)
            and not layout.has(index, LONG)
            and (is_copyright(layout.words(index)) and _prose_share(layout, start, index) > 0.5)
        ):
            return index
        last = index
    return last + 1


def _above_aside(layout: Layout, start: int, end: int) -> int:
    """A last line in italics behind a rule tells who wrote."""
    last = next(
        (one for one in range(end - 1, start, -1) if not layout.has(one, BLANK | RULE)), None
    )
    if last is None or not layout.has(last, SENTENCE) or not _ASIDE.fullmatch(layout.words(last)):
        return end
    ruled = any(layout.has(one, RULE) for one in range(last - layout.gap_before(last), last))
    return last if ruled else end


def _prose_share(layout: Layout, start: int, index: int) -> float:
    above = sum(layout.lines.length(one) for one in layout.filled(start, index))
    below = sum(
        layout.lines.length(one) for one in layout.filled(index + 1) if is_prose(layout, one)
    )
    return above / max(1, above + below)


def _title(layout: Layout, top: int, edge: int, repeated: int | None) -> int | None:
    """The title: a heading line, else the most title-like line above the text."""
    lines = []
    for index in layout.filled(top, edge):
        if index == repeated or layout.has(
            index, FURNITURE | CAPTION | DATE | BYLINE | LINK_ONLY | SOURCE | PAGE | RELATED | LONG
        ):
            continue
        words = layout.words(index)
        if layout.has(index, BULLET) or _is_menu(words) or _FORM.match(words) is not None:
            continue
        if len(words) <= 160 and (not layout.has(index, SENTENCE) or len(words) <= 80):
            lines.append(index)
    for index in lines:
        if layout.has(index, MARKED) and layout.mark(index).level == 1:
            return index
    if not lines:
        return None
    lines = _without_section_path(layout, lines)
    return max(lines[:6], key=lambda index: _titleness(layout, index, lines))


def _is_menu(words: str) -> bool:
    """Whether a line is several short words side by side, as menus are."""
    pieces = [piece for piece in _MENU_PARTS.split(words) if piece.strip()]
    return len(pieces) >= 3 and max(map(len, pieces)) <= MAX_MENU_WORD_CHARS


def _without_section_path(layout: Layout, lines: list[int]) -> list[int]:
    """Without the names of site and section that stand above a title (`경제 > 금융`)."""
    kept = [
        index
        for index in lines
        if len(layout.words(index)) >= MIN_TITLE_CHARS and " > " not in layout.words(index)
    ]
    return kept or lines


def _titleness(layout: Layout, index: int, lines: list[int]) -> float:
    words = layout.words(index)
    score = min(len(words), 40) / 40
    score -= lines.index(index) * 0.35
    score -= 0.5 if looks_like_outlet(words) and len(words) < 14 else 0.0
    score -= 0.3 if layout.has(index, SENTENCE) else 0.0
    score -= 0.4 if _NAME_OF_SITE.fullmatch(words) is not None else 0.0
    return score


def _take_frame(layout: Layout, taken: Taken, plan: _Plan) -> None:
    """Say what the lines around the text are."""
    if plan.repeated is not None:
        taken.take(plan.repeated, Role.REPEATED, item=1)
    if plan.byline is not None:
        taken.take(
            plan.byline, Role.DATE if layout.has(plan.byline, DATE) else Role.FURNITURE, item=1
        )
    for index in layout.filled(0, plan.start):
        if layout.has(index, BYLINE) and layout.has(index, DATE):
            taken.take(index, Role.DATE, item=1)
    for index in layout.filled(plan.end):
        taken.take(index, Role.CAPTION if layout.has(index, CAPTION) else Role.FURNITURE)
    words = None if plan.title is None else layout.words(plan.title)
    for index in layout.filled(plan.start, plan.end):
        if layout.words(index) == words:
            taken.take(index, Role.REPEATED, item=1)
        if layout.has(index, BYLINE) and not layout.has(index, LONG):
            taken.take(index, Role.DATE if layout.has(index, DATE) else Role.FURNITURE, item=1)


def _date(layout: Layout, plan: _Plan) -> Published | None:
    """The time of entry or approval; a time of change only where there is no other."""
    changed: Published | None = None
    plain_date: Published | None = None
    for index in layout.filled():
        if index == plan.repeated or not layout.has(index, DATE | BYLINE):
            continue
        inside = plan.start <= index < plan.end and not layout.has(index, BYLINE)
        if inside and index > plan.start + 3 and index < plan.end - 3:
            continue
        line = layout.words(index)
        dates = find_dates(line)
        for number, found in enumerate(dates):
            before = line[dates[number - 1].end if number else 0 : found.start]
            if _ENTERED.search(before) and not _CHANGED.search(before):
                return found.when
            if _CHANGED.search(before):
                changed = changed or found.when
            else:
                plain_date = plain_date or found.when
    return plain_date or changed


def _dateline(layout: Layout, start: int) -> str | None:
    """The agency that the text's first words name (`CITY, May 2 (Agency) -`, `(서울=통신)`)."""
    found = _DATELINE.match(layout.words(start)[:160])
    return None if found is None else (found["en"] or found["ko"]).strip()


def _rights(layout: Layout, start: int) -> int | None:
    return next(
        (
            index
            for index in layout.filled(start)
            if layout.has(index, FURNITURE) and is_copyright(layout.words(index))
        ),
        None,
    )


def _outlet(layout: Layout, plan: _Plan) -> str | None:
    """The outlet that a source label, a rights line or a by-line names."""
    for index in layout.filled():
        if layout.has(index, FURNITURE) and not plan.start <= index < plan.end - 1:
            line = layout.words(index)
            if is_copyright(line):
                name = _holder(line)
                if name is not None:
                    return name
    agency = _dateline(layout, plan.start)
    if agency is not None:
        return agency
    within = _rights(layout, plan.start)
    if within is not None and within < plan.end and (name := _holder(layout.words(within))):
        return name
    if plan.byline is not None:
        for name in names_in(
            re.sub(r"[가-힣]{2,4}\s?(?:기자|특파원)", " , ", layout.words(plan.byline))
        ):
            if looks_like_outlet(name):
                return name
    return None


def _holder(line: str) -> str | None:
    """The holder of the rights that a rights line names."""
    for piece in re.split(r"[,|.·:/\n]|\s-\s|\s{2,9}", _RIGHTS_WORDS.sub("\n", line)):
        name = piece.strip(" \t-–—=~\"'“”‘’")
        if len(name) >= 2 and len(name) <= 30 and any(char.isalpha() for char in name):
            return None if re.search(r"금지|기사|콘텐츠|본지|본사", name) else name
    return None
