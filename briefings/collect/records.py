"""Records: each item is a block of named fields (`title: …`, `link: …`), in any order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefings.collect.about import about_document
from briefings.collect.blog_fields import unquoted
from briefings.collect.build import parsed
from briefings.collect.dating import Given
from briefings.collect.draft import Draft, Drafts
from briefings.collect.layout import LONG, Layout
from briefings.collect.marks import plain
from briefings.collect.outlets import names_in
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import SourceRef
from briefings.text.links import find_links

MAX_FIELD_CHARS = 2_500
"""A field with its link is shorter than this; a text is not."""

MIN_RECORDS = 2
"""A single block of fields heads one text."""

ALIKE = 0.7
"""In so many records each stands a title."""

SURE = 0.97
"""So sure are blocks whose fields name a title and where it is from."""

UNSURE = 0.3
"""Blocks that name a title and nothing of where it is from are posts or something else."""


class Field(StrEnum):
    """What a field tells."""

    TITLE = "title"
    LINK = "link"
    DATE = "date"
    SOURCE = "source"
    TOLD = "told"
    SECTION = "section"
    OTHER = "other"


_NAMES: dict[Field, str] = {
    Field.TITLE: (
        r"(?:기사|글|뉴스|보도)?\s?(?:제목|타이틀|헤드라인)|title|headline|subject|article|story"
    ),
    Field.LINK: (
        r"(?:기사|원문|관련)?\s?(?:링크|주소|url)|원문|(?:source |article |original )?(?:link|url)|"
        r"href|permalink"
    ),
    Field.DATE: (
        r"(?:보도|게재|발행|게시|등록|작성|기사)?\s?(?:일자|날짜|일시|시각|시간)|"
        r"(?:보도|게재|발행|게시|등록|작성)일|(?:published|posted|pub|publication)?\s?(?:date|time)|"
        r"published(?: (?:at|on))?|posted|when"
    ),
    Field.SOURCE: (
        r"(?:보도\s?)?(?:매체|언론사|신문사?)(?:명)?|출처|sources?|outlet|publisher|publication|"
        r"media|newspaper|from|site"
    ),
    Field.TOLD: (
        r"(?:기사|주요|핵심|본문)?\s?(?:내용|요약|요지|본문|설명|개요)|본문|summary|abstract|"
        r"description|body|content|text|gist|excerpt|snippet|tl;?dr"
    ),
    Field.SECTION: (r"분야|구분|분류|카테고리|섹션|주제|category|section|topic|theme|field|area"),
    Field.OTHER: (
        r"기자(?:명)?|작성자|글쓴이|저자|키워드|태그|중요도|번호|순번|감성|언어|조회수?|id|no|author|"
        r"by|keywords?|tags?|importance|score|sentiment|language|lang|rank|views?|image|thumbnail"
    ),
}
_FIELD = re.compile(
    r"[\W_]{0,6}(?:"
    + "|".join(f"(?P<{field}>{names})" for field, names in _NAMES.items())
    + r")[*_\]】)>\"']{0,4}\s{0,3}[:：=|]\s{0,3}[*_]{0,3}(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A line that is a field: what it tells and its value."""

    line: int
    field: Field
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """Reads lists and exports whose items are blocks of fields."""

    name: str = "records"

    def score(self, layout: Layout, given: Given) -> float:
        """High where most records name a title and where it is from."""
        records = _records(layout)
        titled = [record for record in records if _has(record, Field.TITLE)]
        if len(titled) < MIN_RECORDS or len(titled) < ALIKE * len(records):
            return 0.0
        sourced = sum(_has(record, Field.LINK, Field.SOURCE) for record in titled)
        return SURE if sourced >= ALIKE * len(titled) else UNSURE

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """One item a record; lines that are no field go on with what the last field tells."""
        taken = Taken(layout.lines)
        records = _records(layout)
        drafts = Drafts(_drafts(layout, taken, records))
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=self.score(layout, given),
            masthead_end=records[0][0].line if records else None,
        )
        return parsed(layout, taken, given, about, drafts)


def _has(record: list[Found], *fields: Field) -> bool:
    return any(found.field in fields and found.value for found in record)


def _fields(layout: Layout) -> Iterator[Found]:
    for index in layout.filled():
        if layout.lines.length(index) > MAX_FIELD_CHARS and not layout.has(index, LONG):
            continue
        head = layout.lines.head(index, 40)
        if not any(sign in head for sign in ":：=|"):
            continue
        found = _FIELD.fullmatch(layout.words(index)[:MAX_FIELD_CHARS])
        if found is not None:
            field = next(one for one in Field if found[one.value] is not None)
            value = unquoted(found["value"].strip().rstrip("*_,|").strip())
            yield Found(line=index, field=field, value=value)


def _records(layout: Layout) -> list[list[Found]]:
    """Runs of fields, each from the field that starts most of them."""
    fields = list(_fields(layout))
    counts = Counter(found.field for found in fields)
    titles = counts[Field.TITLE]
    if titles < MIN_RECORDS:
        return []
    first = next(
        (one.field for one in fields if titles * 10 <= counts[one.field] * 12), Field.TITLE
    )
    records: list[list[Found]] = []
    for found in fields:
        if found.field is first:
            records.append([found])
        elif records and not any(found.field is one.field for one in records[-1]):
            records[-1].append(found)
    return records


def _drafts(layout: Layout, taken: Taken, records: list[list[Found]]) -> Iterator[Draft]:
    stops = [*(record[0].line for record in records[1:]), len(layout)][: len(records)]
    for record, stop in zip(records, stops, strict=True):
        title = _value(record, Field.TITLE)
        if title is None:
            continue
        for found in record:
            if found.field is not Field.TITLE:
                taken.take(found.line, _ROLES[found.field])
        told = _value(record, Field.TOLD)
        date = _value(record, Field.DATE)
        section = _value(record, Field.SECTION)
        yield Draft(
            title=(title.line,),
            words=title.value,
            start=record[0].line + 1,
            end=stop,
            section=plain(section.value) if section is not None else None,
            sources=_sources(record),
            dates=(date.value,) if date is not None else (),
            told=plain(told.value) if told is not None else "",
        )


_ROLES = {
    Field.LINK: Role.LINK,
    Field.DATE: Role.DATE,
    Field.SOURCE: Role.SOURCE,
    Field.TOLD: Role.BODY,
    Field.SECTION: Role.SECTION,
    Field.OTHER: Role.METADATA,
}


def _value(record: list[Found], field: Field) -> Found | None:
    return next((found for found in record if found.field is field and found.value), None)


def _sources(record: list[Found]) -> tuple[SourceRef, ...]:
    """The outlets that a record names, the first with the record's first link."""
    source = _value(record, Field.SOURCE)
    names = names_in(source.value) if source is not None else []
    links = [
        link.url
        for found in record
        if found.field in {Field.LINK, Field.SOURCE}
        for link in find_links(found.value)
        if not link.picture
    ]
    name = names[0] if names else None
    first = SourceRef(name=name, url=links[0] if links else None)
    more = [SourceRef(name=other) for other in names[1:]]
    return (first, *more) if name or links else ()
