"""Rows and models: what goes in comes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.model.briefings import BriefingWish, Length
from briefings.model.documents import ParsedDocument
from briefings.model.items import Label, ParsedItem, SourceRef, ThemeId
from briefings.model.times import Period, Published
from storage.database import open_database
from storage.items import StoredItems
from storage.rows import dump_wish, load_wish
from storage.search import Window, day_of, item_of, search_id
from storage.types import UtcDateTime

NUMBERS = count(1)
SEOUL = ZoneInfo("Asia/Seoul")
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
days = st.dates(date(1980, 1, 1), date(2100, 1, 1))
instants = st.datetimes(
    datetime(1980, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=9)), SEOUL]),
)
published = st.one_of(
    st.none(),
    days.map(Published.on),
    days.map(lambda day: Published.in_month(day.year, day.month)),
    instants.map(Published.at),
)
themes = st.sampled_from(["ai", "fintech", "o2o"]).map(ThemeId)
labels = st.lists(
    st.builds(
        Label,
        theme=themes,
        score=st.floats(0, 1),
        because=st.lists(texts, max_size=2).map(tuple),
    ),
    max_size=3,
    unique_by=lambda label: label.theme,
).map(tuple)
parsed_items = st.builds(
    ParsedItem,
    position=st.just(1),
    title=st.none() | texts,
    body=texts,
    published=published,
    sources=st.lists(
        st.builds(SourceRef, name=st.none() | texts, url=st.none() | texts), max_size=2
    ).map(tuple),
    urls=st.lists(texts, max_size=2).map(tuple),
    language=st.sampled_from(["ko", "en", "und"]),
    section=st.none() | texts,
    span=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)),
    external_id=st.none() | texts,
)
periods = st.tuples(days, days).map(lambda pair: Period(since=min(pair), until=max(pair)))
wishes = st.builds(
    BriefingWish,
    themes=st.lists(themes, max_size=2).map(tuple),
    words=st.lists(texts, max_size=3).map(tuple),
    without=st.lists(texts, max_size=2).map(tuple),
    period=st.none() | periods,
    length=st.sampled_from(Length),
)


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredItems]:
    path: Path = tmp_path_factory.mktemp("rows") / "rows.db"
    database = open_database(f"sqlite:///{path}")
    yield StoredItems(database, zone=SEOUL)
    database.close()


@settings(max_examples=100, deadline=None)
@given(item=parsed_items, given_labels=labels, text=texts)
def test_an_item_is_the_same_after_storing(items: StoredItems, item, given_labels, text):
    name = f"{next(NUMBERS)}"
    document = ParsedDocument(name=name, format="x", text=f"{name} {text}", items=(item,))
    now = datetime(2026, 1, 1, tzinfo=UTC)

    report = items.put_document(document, [given_labels], source=name, now=now)
    (stored,) = items.items(report.new)

    assert (stored.title, stored.body, stored.published) == (item.title, item.body, item.published)
    assert (stored.sources, stored.urls, stored.section) == (item.sources, item.urls, item.section)
    assert (stored.span, stored.external_id) == (item.span, item.external_id)
    assert (stored.language, stored.stored_at) == (item.language, now)
    assert set(stored.labels) == set(given_labels)
    assert items.document_text(stored.id) == document.text


@given(wishes)
def test_a_wish_is_the_same_after_storing(wish: BriefingWish):
    assert load_wish(dump_wish(wish)) == wish


@given(instants)
def test_an_instant_is_kept_to_the_microsecond_and_comes_back_in_utc(instant: datetime):
    kept = UtcDateTime().process_bind_param(instant, None)
    back = UtcDateTime().process_result_value(kept, None)

    assert back == instant
    assert back.tzinfo is UTC


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="needs a zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001


@given(instants, st.integers(1, 2**30 - 1))
def test_a_row_of_the_index_tells_its_day_and_its_item(moment: datetime, item: int):
    row = search_id(moment, item)
    window = Window.of_days(moment.date(), moment.date())

    assert (day_of(row), item_of(row)) == (moment.date(), item)
    assert window.first <= row <= window.last
    assert 0 < row < 2**63


@given(instants, instants, st.integers(1, 2**30 - 1), st.integers(1, 2**30 - 1))
def test_a_later_minute_is_a_higher_row(first, second, one: int, other: int):
    earlier, later = sorted(
        moment.replace(tzinfo=None, second=0, microsecond=0) for moment in (first, second)
    )

    assert earlier == later or search_id(earlier, one) < search_id(later, other)
