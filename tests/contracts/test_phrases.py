"""Noun phrases kept with items."""

from __future__ import annotations

from briefings.model.items import ItemId
from storage.items import StoredItems
from tests.contracts.made import a_document, an_item, put


def stored(items: StoredItems, *bodies: str, name: str = "a.md") -> list[ItemId]:
    made = [an_item(str(number), body) for number, body in enumerate(bodies)]
    report = put(items, a_document(*made, name=name))
    return [*report.new, *report.changed]


def test_phrases_are_given_back_with_their_item_and_none_is_told_from_unread(items: StoredItems):
    first, second, third = stored(items, "새벽배송", "하나", "둘")
    items.put_phrases({first: ("새벽배송", "새벽배송 시장"), second: ()})
    found = [item.phrases for item in items.items([first, second, third])]
    assert found == [("새벽배송", "새벽배송 시장"), (), None]


def test_phrases_found_anew_stand_for_those_before(items: StoredItems):
    (item,) = stored(items, "새벽배송")
    items.put_phrases({item: ("새벽",)})
    items.put_phrases({item: ("새벽배송",)})
    assert items.items([item])[0].phrases == ("새벽배송",)


def test_an_item_that_says_something_else_now_loses_its_phrases(items: StoredItems):
    first, second = stored(items, "새벽배송이 늘었다", "그대로인 글")
    items.put_phrases({first: ("새벽배송",), second: ("글",)})
    stored(items, "간편결제가 늘었다", "그대로인 글")
    assert [item.phrases for item in items.items([first, second])] == [None, ("글",)]


def test_items_without_phrases_are_listed_in_portions_and_all_where_asked(items: StoredItems):
    first, second, third = stored(items, "하나", "둘", "셋")
    items.put_phrases({second: ()})
    assert items.to_phrase(after=ItemId(0), limit=1) == (first,)
    assert items.to_phrase(after=first, limit=9) == (third,)
    assert items.to_phrase(after=ItemId(0), limit=9, anew=True) == (first, second, third)
