"""What the store gives back by period, window, theme and story."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefings.model.items import ItemId, Joined, StoryId
from briefings.model.stored import PublishedDays
from briefings.model.times import Period
from storage.items import StoredItems
from tests.contracts.made import AI, FINTECH, NOW, a_document, about, an_item, put, titles

MIDDLE_OF_JANUARY = Period(since=date(2026, 1, 10), until=date(2026, 1, 15))


def dated(items: StoredItems, *dates: str | None, name: str = "날짜.md") -> list[ItemId]:
    """Store an item for each date, titled by it and labelled AI."""
    made = [an_item(str(when), f"{when}의 소식", published=when) for when in dates]
    return list(put(items, a_document(*made, name=name), *([about(AI)] * len(made))).new)


@pytest.mark.parametrize("themes", [(), (AI,)])
def test_a_period_holds_days_inclusive_and_a_day_more_for_other_zones(items: StoredItems, themes):
    dated(items, "2026-01-08", "2026-01-09", "2026-01-10", "2026-01-15", "2026-01-16", "2026-01-17")

    assert titles(items.published_within(MIDDLE_OF_JANUARY, themes=themes, limit=9)) == [
        "2026-01-16",
        "2026-01-15",
        "2026-01-10",
        "2026-01-09",
    ]


@pytest.mark.parametrize("themes", [(), (AI,), (AI, FINTECH)])
def test_the_days_of_a_period_are_counted_and_what_says_no_day_apart(items: StoredItems, themes):
    dated(items, "2026-01-09", "2026-01-10", "2026-01-15", "2026-01-15", "2026-01-16", "2026-01")
    dated(items, None, "2025-12", name="undated.md")

    assert items.published_days(MIDDLE_OF_JANUARY, themes=themes) == PublishedDays(
        days={date(2026, 1, 10): 1, date(2026, 1, 15): 2}, unplaced=1
    )


def test_an_item_of_several_themes_is_counted_once(items: StoredItems):
    put(
        items, a_document(an_item("a", "둘", published="2026-01-12")), (*about(AI), *about(FINTECH))
    )

    found = items.published_days(MIDDLE_OF_JANUARY, themes=(AI, FINTECH))
    assert found == PublishedDays(days={date(2026, 1, 12): 1})


def test_a_sample_holds_every_second_item(items: StoredItems):
    ids = dated(items, *["2026-01-12"] * 10)

    found = items.ids_published_within(MIDDLE_OF_JANUARY, themes=(AI,), limit=99, one_in=2)
    assert set(found) == {number for number in ids if number % 2 == 0}


def test_an_item_dated_by_month_counts_on_each_of_its_days(items: StoredItems):
    dated(items, "2026-01", "2025-12")

    assert titles(items.published_within(MIDDLE_OF_JANUARY, themes=(AI,), limit=9)) == ["2026-01"]


def test_an_instant_counts_on_the_local_day_of_the_default_zone(items: StoredItems):
    dated(items, "2026-01-09T14:59:00+00:00", "2026-01-08T14:59:00+00:00")

    assert titles(items.published_within(MIDDLE_OF_JANUARY, themes=(), limit=9)) == [
        "2026-01-09T14:59:00+00:00"
    ]


def test_an_undated_item_counts_on_the_day_it_was_stored(items: StoredItems):
    dated(items, None)

    assert items.newest_day(themes=(AI,)) == date(2026, 3, 10)


def test_several_themes_are_joined_by_or_and_each_item_comes_once(items: StoredItems):
    put(
        items,
        a_document(
            an_item("둘 다", published="2026-01-11"),
            an_item("하나", "하나뿐", published="2026-01-12"),
            an_item("없음", "없다", published="2026-01-13"),
        ),
        [*about(AI), *about(FINTECH)],
        about(FINTECH),
    )

    found = items.published_within(MIDDLE_OF_JANUARY, themes=(AI, FINTECH), limit=9)

    assert titles(found) == ["하나", "둘 다"]


def test_the_limit_keeps_the_newest(items: StoredItems):
    dated(items, "2026-01-11", "2026-01-13", "2026-01-12")

    found = items.published_within(MIDDLE_OF_JANUARY, themes=(AI,), limit=2)

    assert titles(found) == ["2026-01-13", "2026-01-12"]


def test_a_window_starts_after_one_instant_and_ends_with_the_other(items: StoredItems):
    for minute in range(4):
        put(
            items,
            a_document(an_item(f"{minute}", f"{minute}분"), name=f"{minute}.md"),
            about(AI),
            now=NOW + timedelta(minutes=minute),
        )

    found = items.ids_stored_within(NOW, NOW + timedelta(minutes=2), themes=(AI,), limit=9)

    assert titles(items.items(found)) == ["2", "1"]


def test_a_window_can_leave_out_what_was_published_long_ago(items: StoredItems):
    dated(items, "2025-06-01", "2026-03-01")

    found = items.ids_stored_within(
        NOW - timedelta(days=1), NOW, themes=(), limit=9, published_since=date(2026, 2, 1)
    )

    assert titles(items.items(found)) == ["2026-03-01"]


@pytest.mark.parametrize(
    ("themes", "before", "day"),
    [
        ((), None, date(2026, 1, 31)),
        ((AI,), None, date(2026, 1, 31)),
        ((AI,), date(2026, 1, 20), date(2026, 1, 19)),
        ((AI,), date(2026, 1, 1), date(2025, 11, 3)),
        ((FINTECH,), None, None),
        ((AI,), date(2025, 1, 1), None),
    ],
)
def test_the_newest_day_is_the_last_on_which_an_item_counts(
    items: StoredItems, themes, before, day
):
    dated(items, "2026-01", "2026-01-05", "2025-11-03")

    assert items.newest_day(themes=themes, before=before) == day


def test_items_come_in_the_order_asked_for_and_unknown_ones_are_left_out(items: StoredItems):
    first, second = dated(items, "2026-01-01", "2026-01-02")

    assert titles(items.items([second, ItemId(999), first])) == ["2026-01-02", "2026-01-01"]
    assert items.document_text(ItemId(999)) is None


def joined_story(
    items: StoredItems, item: ItemId, same_as: ItemId | None, *, update: bool = False
) -> StoryId:
    items.assign_stories([Joined(item=item, same_as=same_as, is_update=update)])
    story = items.items([item])[0].story
    assert story is not None
    return story


def test_items_without_a_story_wait_in_the_order_they_were_stored(items: StoredItems):
    ids = dated(items, "2026-01-02", "2026-01-01", "2026-01-03")
    story = joined_story(items, ids[1], None)

    assert [item.id for item in items.stories_to_assign(limit=9)] == [ids[0], ids[2]]
    assert [item.id for item in items.of_story(story)] == [ids[1]]


def test_an_item_joins_the_story_of_another_as_an_update(items: StoredItems):
    first, second, third = dated(items, "2026-01-01", "2026-01-02", "2026-01-03")
    story = joined_story(items, first, None)

    joined = joined_story(items, second, first)
    updated = joined_story(items, third, second, update=True)

    assert {story, joined, updated} == {story}
    assert [(item.id, item.is_update) for item in items.of_story(story)] == [
        (third, True),
        (second, False),
        (first, False),
    ]


def test_an_item_that_joins_one_without_a_story_gives_it_one(items: StoredItems):
    first, second = dated(items, "2026-01-01", "2026-01-02")

    story = joined_story(items, second, first)

    assert [item.story for item in items.items([first, second])] == [story, story]
    assert items.of_story(StoryId(story + 1)) == ()


def test_an_item_that_has_a_story_by_now_stays_in_it(items: StoredItems):
    first, second = dated(items, "2026-01-01", "2026-01-02")
    story = joined_story(items, second, first)

    items.assign_stories([Joined(item=second, same_as=None)])

    assert items.items([second])[0].story == story


def test_likely_tellings_share_more_than_common_words(items: StoredItems):
    stored = put(
        items,
        a_document(
            an_item("물결카드 새 앱", "물결카드가 앱을 냈다.", published="2026-01-10"),
            an_item("앱 낸 물결카드", "카드사의 첫 앱이다.", published="2026-01-11"),
            an_item("무관한 소식", "봄꽃이 피었다.", published="2026-01-10"),
        ),
    ).new
    both = items.items([stored[0], stored[2]])

    near, none = items.likely_tellings(both, days=3, limit=5)

    assert ([item.id for item in near], none) == ([stored[1]], ())


def test_candidates_share_words_or_links_and_are_near_in_time(items: StoredItems):
    stored = put(
        items,
        a_document(
            an_item("은행이 새 앱을 냈다", "카드사와 함께 만들었다.", published="2026-01-10"),
            an_item("새 은행 앱 출시", "카드사도 참여했다.", published="2026-01-11"),
            an_item("무관한 소식", "봄꽃이 피었다.", published="2026-01-10"),
            an_item("한 줄 알림", "짧다.", published="2026-01-12", url="https://b.example/x"),
            an_item("은행이 새 앱을 냈다", "작년 일이다.", published="2025-01-10"),
        ),
    ).new
    linked = put(
        items,
        a_document(
            an_item("다른 알림", "길이가 다르다.", published="2026-01-12", url="b.example/x"),
            an_item("링크", "같은 쪽.", published="2026-01-12", url="http://b.example/x#top"),
            name="둘째.md",
        ),
    ).new
    bank, line = items.items([stored[0], linked[1]])

    assert [item.id for item in items.story_candidates(bank, days=3, limit=5)] == [stored[1]]
    assert [item.id for item in items.story_candidates(line, days=3, limit=1)] == [stored[3]]


def test_an_empty_store_answers_with_nothing(items: StoredItems):
    assert items.published_within(MIDDLE_OF_JANUARY, themes=(), limit=9) == ()
    assert items.newest_day(themes=()) is None
    assert items.search(["은행"], newest=False, limit=9) == ()
    assert items.theme_counts() == ()
    assert items.sources() == ()
    assert items.item_count() == 0


def test_periods_at_the_ends_of_the_calendar_are_answered(items: StoredItems):
    dated(items, "2026-01-01")
    ages = Period(since=date.min, until=date.max)

    assert titles(items.published_within(ages, themes=(), limit=9)) == ["2026-01-01"]
    assert len(items.search(["2026"], newest=False, limit=9, period=ages)) == 1
