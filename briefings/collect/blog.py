"""Blog exports: many posts in one text, each under a line with its date, some with a signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.collect import chrome
from briefings.collect.build import Draft, one_by_one, parsed
from briefings.collect.dating import Given
from briefings.collect.layout import (
    BLANK,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    RELATED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import plain
from briefings.collect.report import about_document
from briefings.collect.sources import bracket_line, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.times import Precision, Published
from briefings.text.dates import find_dates

MAX_HEADER_CHARS = 120
"""A post's header is shorter than this."""

MAX_TITLE_CHARS = 90
"""A post's title line is shorter than this."""

FOOT_LINES = 4
"""A blog's furniture below a post has no more lines than this."""

MIN_TITLE_CHARS = 7
"""Words before a date that are shorter name a category."""

FIELDED = 0.96
"""So sure are posts that name their titles and dates as fields."""

_FIELD = re.compile(
    r"\s{0,3}[#*_\[]{0,4}(?P<key>title|subject|date|published|posted|time|author|by|category|"
    r"categories|primary category|tags?|keywords|url|link|permalink|status|basename|"
    r"allow comments|convert breaks|body|content|slug|comment|ping|"
    r"제목|글\s?제목|날짜|일시|작성일|작성일시|등록일|게시일|발행일|작성자|글쓴이|카테고리|분류|"
    r"태그|주소|링크|본문|"
    r"내용|posted on|published on)[*_\]]{0,4}(?:\s{0,3}[:：]|(?<=\bon)\s)\s{0,3}"
    r"(?P<value>.{0,300}?)[*_]{0,2}\s{0,3}",
    re.IGNORECASE,
)
_TITLE_KEYS = frozenset({"title", "subject", "제목", "글제목"})
_DATE_KEYS = frozenset(
    [
        "date",
        "published",
        "posted",
        "postedon",
        "publishedon",
        "time",
        "날짜",
        "일시",
        "작성일",
        "작성일시",
        "등록일",
        "게시일",
        "발행일",
    ]
)
_CATEGORY_KEYS = frozenset({"category", "categories", "primarycategory", "카테고리", "분류"})
_ANSWER_KEYS = frozenset({"comment", "ping"})
"""What readers wrote below a post starts with one of these."""

_UNTITLED = re.compile(r"\W*(?:제목\s?없음|무제|untitled|no title|none|null)?\W*", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:posted|published|date|on|at|by|날짜|작성일|등록일|게시일|일시)\W*", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A post as lines: its header lines, its title line (if the structure gives one), its text."""

    header: tuple[int, ...]
    start: int
    end: int
    published: Published | None
    category: str | None = None
    title: int | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Blog:
    """Reads exports in which every post starts with a line that dates it."""

    name: str = "blog"

    def score(self, layout: Layout, given: Given) -> float:
        """High for several alike date lines, higher with signatures."""
        posts = _posts(layout)
        written = [post for post in posts if _has_text(layout, post)]
        if len(written) < 2:
            return 0.0
        signed = sum(1 for post in posts if _signature(layout, post) is not None)
        timed = sum(
            1
            for post in posts
            if post.published is not None and post.published.precision is Precision.INSTANT
        )
        fielded = sum(1 for post in posts if len(post.header) > 1)
        titled = sum(1 for post in posts if len(post.header) > 1 and post.title is not None)
        if titled * 10 >= len(posts) * 8:
            return FIELDED
        return (
            0.54
            + min(len(written), 5) * 0.03
            + 0.2 * max(signed, timed, fielded) / len(posts)
            + 0.1 * signed / len(posts)
        )

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the date lines; a post without a word of its own is no item."""
        taken = Taken(layout.lines)
        posts = _posts(layout)
        drafts = list(_drafts(layout, taken, posts))
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=self.score(layout, given),
            masthead_end=min((_top(post) for post in posts), default=0),
        )
        return parsed(layout, taken, given, about, one_by_one(drafts))


def _top(post: Post) -> int:
    return post.header[0] if post.title is None else min(post.title, post.header[0])


def _has_text(layout: Layout, post: Post) -> bool:
    return (
        post.words is not None
        or post.title is not None
        or any(not layout.has(index, FURNITURE) for index in layout.filled(post.start, post.end))
    )


def _signature(layout: Layout, post: Post) -> int | None:
    """The last signature line of a post."""
    found = None
    for index in layout.filled(post.start, post.end):
        if layout.has(index, LONG):
            continue
        if chrome.is_signature(layout.words(index)):
            found = index
    return found


def _posts(layout: Layout) -> list[Post]:
    fielded = _fielded_posts(layout)
    if len(fielded) >= 2:
        return fielded
    headers = _headers(layout)
    if len(headers) < 2:
        return []
    above = _titles_above(layout, headers)
    within = {} if above else _titles_within(layout, headers)
    below = {} if above or within else _titles_below(layout, headers)
    posts = []
    for number, header in enumerate(headers):
        end = headers[number + 1] if number + 1 < len(headers) else len(layout)
        if number + 1 < len(headers) and headers[number + 1] in above:
            end = above[headers[number + 1]]
        title = above.get(header, below.get(header))
        start = header + 1 if title is None or title <= header else title + 1
        posts.append(
            Post(
                header=(header,),
                start=start,
                end=end,
                published=_header_date(layout, header),
                category=None if within else _category(layout, header),
                title=header if within else title,
                words=within.get(header),
            )
        )
    return posts


def _headers(layout: Layout) -> list[int]:
    """Date lines of the look that most date lines with few words share."""
    shapes: dict[int, str] = {}
    for index in layout.filled():
        if layout.has(index, DATE) and not layout.has(index, MARKED | SOURCE):
            line = layout.words(index)
            if len(line) <= MAX_HEADER_CHARS and not chrome.is_signature(line):
                shape = _shape(line)
                if shape is not None:
                    shapes[index] = shape
    if not shapes:
        return []
    common, _ = Counter(shapes.values()).most_common(1)[0]
    return [index for index, shape in shapes.items() if shape == common]


def _shape(line: str) -> str | None:
    """The look of a date line: what stands before the date, how exact it is, what follows."""
    dates = find_dates(line)
    if not dates or dates[0].when.precision is Precision.MONTH:
        return None
    if bracket_line(line) is not None or split_tail(line).sources:
        return None
    first = dates[0]
    before = line[: first.start].strip()
    after = line[first.end :].strip()
    return f"{'x' if before else ''}{first.when.precision}{'x' if len(after) > 3 else ''}"


def _header_date(layout: Layout, index: int) -> Published | None:
    dates = find_dates(layout.words(index))
    return dates[0].when if dates else None


def _before_date(layout: Layout, index: int) -> str:
    line = layout.words(index)
    dates = find_dates(line)
    return plain(line[: dates[0].start]).strip(" |·/-–—:,[]()>") if dates else ""


def _category(layout: Layout, index: int) -> str | None:
    """The words glued to the date, before it or behind it: the post's category."""
    line = layout.words(index)
    dates = find_dates(line)
    name = _before_date(layout, index) or _category_behind(line[dates[0].end :] if dates else "")
    if not name or len(name) > 40 or chrome.is_byline_time(line) or chrome.is_button(name):
        return None
    if not any(char.isalpha() for char in name) or _DATE_LABEL.fullmatch(name) is not None:
        return None
    return name


def _category_behind(rest: str) -> str:
    """The one name behind a header's date, writers and counters aside."""
    names = [plain(piece).strip(" []()<>:") for piece in re.split(r"[|·/•,–—]|\s{2,9}", rest)]
    kept = [
        name
        for name in names
        if name
        and not chrome.is_counter(name)
        and not re.match(r"(?i)by\s|.*기자$|작성자|글쓴이|조회|\d", name)
    ]
    return re.sub(r"(?i)^(?:in|category|카테고리)\W{0,3}", "", kept[0]) if len(kept) == 1 else ""


def _titles_above(layout: Layout, headers: list[int]) -> dict[int, int]:
    """The title above each header, if nearly all headers have one set off from the text above."""
    found: dict[int, int] = {}
    floor = 0
    for header in headers:
        index = _filled_above(layout, header, floor)
        if (
            index is not None
            and layout.is_headlike(index, max_chars=MAX_TITLE_CHARS)
            and layout.gap_before(header) <= 1
        ):
            above = _filled_above(layout, index, floor)
            if above is None or layout.gap_before(index) >= 1 or _ends_post(layout, above):
                found[header] = index
        floor = header + 1
    return found if len(found) * 10 >= len(headers) * 7 else {}


def _filled_above(layout: Layout, index: int, floor: int) -> int | None:
    for above in range(index - 1, floor - 1, -1):
        if not layout.has(above, BLANK | RULE):
            return above
    return None


def _ends_post(layout: Layout, index: int) -> bool:
    return layout.has(index, FURNITURE) or chrome.is_signature(layout.words(index))


def _titles_within(layout: Layout, headers: list[int]) -> dict[int, str]:
    """The words before the dates, if each header has its own: then they are titles."""
    words = {header: name for header in headers if (name := _before_date(layout, header))}
    if len(words) < 2 or len(words) * 10 < len(headers) * 8:
        return {}
    unlike = len(set(words.values())) * 10 >= len(words) * 9
    chars = sum(map(len, words.values())) / len(words)
    return words if unlike and chars >= MIN_TITLE_CHARS else {}


def _titles_below(layout: Layout, headers: list[int]) -> dict[int, int]:
    """The title below each header, if most posts have a short line set off from their text."""
    found: dict[int, int] = {}
    written = 0
    for number, header in enumerate(headers):
        end = headers[number + 1] if number + 1 < len(headers) else len(layout)
        index = layout.next_filled(header, end)
        if index is None or layout.has(index, FURNITURE):
            continue
        written += 1
        following = layout.next_filled(index, end)
        if (
            not layout.is_headlike(index, max_chars=MAX_TITLE_CHARS)
            or layout.mark(index).number is not None
        ):
            continue
        if (
            following is None
            or layout.gap_after(index) >= 1
            or layout.has(following, SENTENCE | LONG)
        ):
            found[header] = index
    return found if found and len(found) * 10 >= written * 7 else {}


def _fielded_posts(layout: Layout) -> list[Post]:
    """Posts whose headers are fields (`TITLE: …`, `날짜: …`), one a line."""
    runs = _field_runs(layout)
    dated = [run for run in runs if any(key in _DATE_KEYS for _, key, _ in run)]
    said = [run[0][0] for run in dated if run[0][1] in _ANSWER_KEYS]
    dated = [run for run in dated if run[0][1] not in _ANSWER_KEYS]
    posts = []
    for number, run in enumerate(dated):
        last = run[-1][0]
        end = dated[number + 1][0][0] if number + 1 < len(dated) else len(layout)
        end = next((line for line in said if last < line < end), end)
        title = next(
            ((index, value) for index, key, value in run if key in _TITLE_KEYS and value), None
        )
        day_text = next((value for _, key, value in run if key in _DATE_KEYS and value), "")
        dates = find_dates(day_text)
        posts.append(
            Post(
                header=tuple(index for index, _, _ in run),
                start=last + 1,
                end=end,
                published=dates[0].when if dates else None,
                category=next(
                    (value for _, key, value in run if key in _CATEGORY_KEYS and value), None
                ),
                title=title[0] if title is not None and _is_titled(title[1]) else None,
                words=title[1] if title is not None and _is_titled(title[1]) else None,
            )
        )
    return posts


def _is_titled(words: str) -> bool:
    """Whether a title field says more than that there is no title."""
    return _UNTITLED.fullmatch(words) is None


def _field_runs(layout: Layout) -> list[list[tuple[int, str, str]]]:
    """Runs of at least two field lines, blank lines and rules between them allowed once."""
    runs: list[list[tuple[int, str, str]]] = []
    previous = -9
    for index in layout.filled():
        if layout.has(index, LONG) or layout.lines.length(index) > 320:
            continue
        found = _FIELD.fullmatch(layout.words(index))
        if found is None:
            continue
        field = (index, found["key"].lower().replace(" ", ""), found["value"].strip())
        if runs and index - previous <= 2 and field[1] not in {key for _, key, _ in runs[-1]}:
            runs[-1].append(field)
        else:
            runs.append([field])
        previous = index
    return [run for run in runs if len(run) >= 2]


def _drafts(layout: Layout, taken: Taken, posts: list[Post]) -> Iterator[Draft]:
    foot = _common_feet(layout, posts)
    for post in posts:
        for index in post.header:
            taken.take(index, Role.TITLE if index == post.title else Role.DATE)
        end = post.end
        signature = _signature(layout, post)
        if signature is not None:
            for index in layout.filled(signature, post.end):
                taken.take(index, Role.FURNITURE)
            end = signature
        end = _without_foot(layout, taken, post.start, end, foot)
        yield Draft(
            title=() if post.title is None else (post.title,),
            words=post.words,
            start=post.start,
            end=end,
            section=post.category,
            published=post.published,
            tail=False,
        )


def _common_feet(layout: Layout, posts: list[Post]) -> frozenset[str]:
    """What stands at the foot of most posts, figures aside: the blog's own furniture."""
    feet: Counter[str] = Counter()
    for post in posts:
        lines = list(layout.filled(post.start, post.end))[-FOOT_LINES:]
        feet.update({_masked(layout, index) for index in lines})
    often = max(2, len(posts) * 6 // 10)
    return frozenset(line for line, count in feet.items() if count >= often)


def _masked(layout: Layout, index: int) -> str:
    return re.sub(r"\d+", "0", layout.words(index))


def _without_foot(
    layout: Layout, taken: Taken, start: int, end: int, common: frozenset[str]
) -> int:
    """A post ends above its rows of tags, counters and buttons."""
    last = end
    for index in reversed(list(layout.filled(start, end))):
        own = layout.has(index, CAPTION | LINK_ONLY) or not layout.has(index, FURNITURE | RELATED)
        if own and _masked(layout, index) not in common:
            break
        taken.take(index, Role.FURNITURE)
        last = index
    return last
