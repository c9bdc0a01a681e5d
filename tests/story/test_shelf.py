"""The shelf gives what the store would, whoever asked before, and finds words in all that came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import Product
from briefings.model.items import Item, Label, ThemeId
from briefings.model.languages import Language
from briefings.model.subscriptions import Window
from briefings.steps.brief import Reader
from briefings.steps.shelf import MAX_SEARCHED_ITEMS, Shelf
from briefings.text.words import Haystack, Pile
from tests.builders import NOW, document, parsed_item, product_in

AI, FINTECH = ThemeId("ai"), ThemeId("fintech")
LABELS = ((AI,), (FINTECH,), (AI, FINTECH), ())
WORDS = ("결제", "은행", "quantum", "새벽 배송")
HOURS = 72
LONG_AGO = date(2026, 1, 1)
PLENTY = 100


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """An item an hour for three days, of all mixtures of two themes and four words."""
    with product_in(tmp_path_factory.mktemp("shelf")) as product:
        for hour in range(HOURS):
            item = parsed_item(1, f"{hour}번째 {WORDS[hour % 4]} 소식", day=None)
            labels = tuple(Label(theme=theme, score=0.9) for theme in LABELS[hour // 4 % 4])
            product.items.put_document(
                document(f"{hour}.md", item), (labels,), source=None, now=at(hour)
            )
        yield product


def at(hour: float) -> datetime:
    return NOW - timedelta(hours=HOURS - hour)


HOUR = st.floats(0, HOURS - 1, allow_nan=False)
THEMES = st.sampled_from([(), (AI,), (FINTECH,), (AI, FINTECH)])
ASKED = st.tuples(HOUR, THEMES)


def asked_of(shelf: Shelf, hour: float, themes: tuple[ThemeId, ...]) -> list[int]:
    window = Window(after=at(hour), until=NOW)
    return [item.id for item in shelf.arrived(window, themes, published_since=LONG_AGO)]


@given(st.lists(ASKED, min_size=1, max_size=6))
def test_whatever_was_asked_before_the_answer_is_the_stores(
    stocked: Product, asked: list[tuple[float, tuple[ThemeId, ...]]]
):
    shelf = Shelf(stocked.items)
    answers = [asked_of(shelf, hour, themes) for hour, themes in asked]
    assert answers == [
        list(stocked.items.ids_stored_within(at(hour), NOW, themes=themes, limit=PLENTY))
        for hour, themes in asked
    ]


def test_only_items_that_hold_every_word_come(stocked: Product):
    shelf, window = Shelf(stocked.items), Window(after=at(60), until=NOW)
    found = shelf.holding(window, (), ("결제를", "소식"), published_since=LONG_AGO)
    assert titles(found) == ["68번째 결제 소식", "64번째 결제 소식"]


def test_items_that_come_onto_the_shelf_later_are_looked_through_too(stocked: Product):
    shelf = Shelf(stocked.items)
    short, long = Window(after=at(70), until=NOW), Window(after=at(65), until=NOW)
    assert shelf.holding(short, (), ("결제",), published_since=LONG_AGO) == []
    found = shelf.holding(long, (), ("결제",), published_since=LONG_AGO)
    assert titles(found) == ["68번째 결제 소식"]


def test_in_a_flood_of_items_an_old_one_is_found_by_its_word(tmp_path: Path):
    flood = tuple(parsed_item(place, f"소식 {place}") for place in range(MAX_SEARCHED_ITEMS))
    with product_in(tmp_path) as product:
        for hour, items in enumerate([(parsed_item(1, "양자암호망 개통"),), flood]):
            product.items.put_document(
                document(f"{hour}.md", *items), [()] * len(items), source=None, now=at(hour)
            )
        shelf, window = Shelf(product.items), Window(after=at(0) - timedelta(hours=1), until=NOW)
        found = shelf.holding(window, (), ("양자암호망",), published_since=LONG_AGO)
    assert titles(found) == ["양자암호망 개통"]


def titles(items: list[Item]) -> list[str]:
    return [item.headline for item in items]


TEXTS = st.lists(st.text(st.sampled_from("가나다라 ab\n.1"), max_size=12), max_size=6)


@given(TEXTS, st.text(st.sampled_from("가나다라 ab1을"), max_size=4))
def test_a_pile_finds_what_each_text_holds(texts: list[str], word: str):
    pile = Pile.of(dict(enumerate(texts)))
    holding = {at for at, text in enumerate(texts) if Haystack.of(text).holds(word)}
    assert pile.holding(word) == holding


def test_chats_that_wish_alike_share_a_briefing_under_a_curators_weights():
    readers = [
        Reader(now=NOW, zone=ZoneInfo("Asia/Seoul"), language=Language.KOREAN, source_weights=each)
        for each in ({"지역통신": 2.0}, {"지역통신": 2.0}, {})
    ]
    assert len(set(readers)) == 2
