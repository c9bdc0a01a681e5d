"""Many items are packed: they must come out as they went in, and read as few ones are."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from briefings.collect.decode import decode
from briefings.collect.read import read_document
from briefings.model.documents import ParsedDocument, RawDocument
from briefings.model.items import Label, ParsedItem, SourceRef, ThemeId
from briefings.model.kept import kept_items, kept_labels
from briefings.model.packed import LOOSE_BYTES, Packed, Packing, kept
from briefings.model.times import Published
from briefings.text.dates import SEOUL

TODAY = date(2026, 11, 1)
TEXTS = some.text(max_size=40)
TIMES = some.one_of(
    some.none(),
    some.dates(min_value=date(1990, 1, 1)).map(Published.on),
    some.dates(min_value=date(1990, 1, 1)).map(lambda day: Published.in_month(day.year, day.month)),
    some.datetimes(timezones=some.just(SEOUL)).map(Published.at),
)
ITEMS = some.builds(
    ParsedItem,
    position=some.integers(min_value=1, max_value=10**6),
    title=some.none() | TEXTS,
    body=TEXTS,
    published=TIMES,
    sources=some.lists(
        some.builds(SourceRef, name=some.none() | TEXTS, url=some.none() | TEXTS), max_size=3
    ).map(tuple),
    urls=some.lists(TEXTS, max_size=3).map(tuple),
    span=some.tuples(some.integers(0, 10**7), some.integers(0, 10**7)),
    external_id=some.none() | TEXTS,
    given_themes=some.none() | some.lists(TEXTS.map(ThemeId), max_size=2).map(tuple),
)
AS_IT_IS: Packing[bytes, bytes] = Packing(pack=bytes, unpack=bytes)


@given(items=some.lists(ITEMS, max_size=5), filler=ITEMS)
def test_packed_items_come_out_as_they_went_in(items: list[ParsedItem], filler: ParsedItem):
    long = [replace(filler, body=f"{number} " + "가" * 3_000) for number in range(60)]
    many = [*items, *long, *items]
    packed = kept_items(many)
    assert isinstance(packed, Packed)
    assert list(packed) == many
    assert [packed[place] for place in reversed(range(len(many)))] == many[::-1]


@given(some.lists(ITEMS, max_size=5))
def test_few_items_stay_a_tuple(items: list[ParsedItem]):
    assert kept_items(items) == tuple(items)


def test_labels_are_packed_too():
    told = [f"{number} " + "한" * 200 for number in range(800)]
    labels: list[tuple[Label, ...]] = [
        (Label(theme=ThemeId("ai"), score=0.5, because=(words,)),) for words in told
    ]
    labels += [(), ()]
    packed = kept_labels(labels)
    assert (isinstance(packed, Packed), list(packed)) == (True, labels)


def test_values_that_share_their_words_are_counted_with_these_once():
    labels = [(Label(theme=ThemeId("ai"), score=0.5, because=("한" * 200,)),), ()] * 800
    assert kept_labels(labels) == tuple(labels)


def test_a_packed_run_is_indexed_from_both_ends_and_sliced():
    values = [bytes([number % 251]) * 1_000 for number in range(1_000)]
    packed = kept(values, AS_IT_IS)
    assert (packed[0], packed[-1], packed[-3:]) == (values[0], values[-1], tuple(values[-3:]))


def test_packed_values_take_about_what_they_take_compressed():
    values = [f"{number}번째 소식".encode() * 50 for number in range(2_000)]
    packed = Packed(AS_IT_IS)
    for value in values:
        packed.append(value)
    assert packed.size_bytes > LOOSE_BYTES
    assert sum(map(len, packed.pieces)) < 3 * len(zlib.compress(b"".join(values)))


def test_a_report_reads_alike_whether_its_items_are_packed_or_not():
    few, many = read(report_of(300)), read(report_of(6_000))
    assert (isinstance(few.items, tuple), isinstance(many.items, Packed)) == (True, True)
    assert [without_place(item) for item in many.items[:299]] == [
        without_place(item) for item in few.items[:299]
    ]
    assert [item.position for item in many.items] == list(range(1, 6_001))


def without_place(item: ParsedItem) -> ParsedItem:
    return replace(item, span=(0, 0))


def report_of(items: int) -> str:
    stories = "".join(
        f"## {number}. 제목 {number}번째 소식\n\n"
        f"{number}번째 소식의 본문이 여기에 있다. 둘째 문장도 있다.\n\n"
        f"출처: [한빛일보](https://news.example/{number})\n\n"
        for number in range(1, items + 1)
    )
    return f"# 주간 소식\n\n2021-03-05\n\n{stories}"


def read(text: str) -> ParsedDocument:
    return read_document(decode(RawDocument(name="주간.md", content=text.encode())), today=TODAY)
