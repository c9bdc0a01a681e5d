"""Posts whose headers are fields (`TITLE: …`, `날짜: …`), one a line."""

from __future__ import annotations

import re

from briefings.collect.blog_headers import Post
from briefings.collect.layout import LONG, Layout
from briefings.text.dates import find_dates

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


def fielded_posts(layout: Layout) -> list[Post]:
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


def unquoted(value: str) -> str:
    """A field's value without the quotes that stand around the whole of it."""
    value = value.strip()
    if len(value) > 2 and value[0] in "\"'" and value[-1] == value[0]:
        return value[1:-1].replace(f"\\{value[0]}", value[0]).strip()
    return value


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
        field = (index, found["key"].lower().replace(" ", ""), unquoted(found["value"]))
        if runs and index - previous <= 2 and field[1] not in {key for _, key, _ in runs[-1]}:
            runs[-1].append(field)
        else:
            runs.append([field])
        previous = index
    return [run for run in runs if len(run) >= 2]
