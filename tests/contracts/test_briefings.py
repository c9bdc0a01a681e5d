"""What keeping briefings promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefings.model.briefings import BriefingId, StoredPick, Weight
from briefings.model.items import ItemId
from storage.briefings import StoredBriefings, keep_briefing, mark_pushed
from storage.database import Database
from storage.items import StoredItems
from tests.contracts.made import GROUP, NOW, TOPIC, a_briefing, a_document, an_item, put


@pytest.fixture
def three(items: StoredItems) -> tuple[ItemId, ...]:
    made = [an_item(f"소식 {number}", f"글 {number}") for number in range(3)]
    return put(items, a_document(*made)).new


def test_a_briefing_comes_back_with_its_numbers(
    items: StoredItems, briefings: StoredBriefings, three
):
    briefing = a_briefing(items, *three)

    kept = briefings.briefing(briefings.keep(briefing, GROUP))

    assert kept is not None
    assert kept.wish == briefing.wish
    assert kept.period == briefing.period
    assert kept.chat == "telegram:-1001"
    assert kept.shown == 2
    assert kept.written_at == NOW
    assert kept.picks[0] == StoredPick(
        number=1,
        item=three[0],
        story=None,
        others=(),
        score=1.0,
        weights=(Weight(name="theme", value=0.5), Weight(name="fresh", value=0.25)),
    )
    assert [pick.number for pick in kept.picks] == [1, 2, 3]


def test_an_empty_briefing_is_kept_too(items: StoredItems, briefings: StoredBriefings):
    kept = briefings.briefing(briefings.keep(a_briefing(items), None))

    assert kept is not None
    assert kept.picks == ()
    assert briefings.briefing(BriefingId(99)) is None


def test_what_was_shown_only_grows(items: StoredItems, briefings: StoredBriefings, three):
    kept = briefings.keep(a_briefing(items, *three), GROUP)

    briefings.shown(kept, 3)
    briefings.shown(kept, 1)

    stored = briefings.briefing(kept)
    assert stored is not None
    assert stored.shown == 3


def test_a_message_speaks_for_its_briefing_until_it_is_edited_into_another(
    items: StoredItems, briefings: StoredBriefings, three
):
    first = briefings.keep(a_briefing(items, *three), GROUP)
    second = briefings.keep(a_briefing(items, *three), GROUP)
    briefings.remember_messages(first, GROUP, ["10", "11"])
    briefings.remember_messages(second, GROUP, ["11"])
    briefings.remember_messages(second, GROUP, [])

    assert briefings.of_message(GROUP, "10") == first
    assert briefings.of_message(TOPIC, "11") == second
    assert briefings.of_message(replace(GROUP, address="-1002"), "10") is None


def test_the_newest_briefing_is_that_of_the_thread_where_one_is_named(
    items: StoredItems, briefings: StoredBriefings, three
):
    in_topic = briefings.keep(a_briefing(items, *three), TOPIC)
    in_group = briefings.keep(a_briefing(items, *three), GROUP)

    assert briefings.newest(TOPIC) == in_topic
    assert briefings.newest(GROUP) == in_group
    assert briefings.newest(replace(GROUP, thread="8")) is None


def test_only_what_a_pushed_briefing_showed_in_this_place_was_told(
    items: StoredItems, briefings: StoredBriefings, database: Database, three
):
    briefings.keep(a_briefing(items, three[2]), GROUP)
    with database.writing(durable=True) as connection:
        pushed = keep_briefing(connection, a_briefing(items, *three), GROUP)
        keep_briefing(connection, a_briefing(items, three[2]), TOPIC)
        mark_pushed(connection, pushed, NOW)

    assert briefings.told(GROUP, since=NOW) == frozenset(three[:2])
    assert briefings.told(GROUP, since=NOW + timedelta(seconds=1)) == frozenset()
    assert briefings.told(TOPIC, since=NOW) == frozenset()
