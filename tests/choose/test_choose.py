"""Which stories a briefing tells, in which order, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from briefings.choose import STORIES, candidates_of, choose, sources_of, unseen
from briefings.model.briefings import BriefingWish, Candidate, Length, Weight
from briefings.model.items import DocumentId, Item, ItemId, Label, SourceRef, StoryId, ThemeId
from briefings.model.times import Period, Published

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2021, 1, 15, 0, 0, tzinfo=UTC)
FINTECH = ThemeId("fintech")


def an_item(number: int, **changes) -> Item:
    plain = Item(
        id=ItemId(number),
        document=DocumentId(number),
        document_name=f"report-{number}.md",
        position=1,
        title=f"제목 {number}",
        body="본문이다.",
        published=Published.on(date(2021, 1, 15)),
        stored_at=NOW,
        span=(0, 10),
        labels=(Label(theme=FINTECH, score=0.9),),
    )
    return replace(plain, **changes)


def chosen(items, *, length=Length.SHORT, **kwargs) -> list[int]:
    wish = BriefingWish(themes=(FINTECH,), length=length)
    candidates = candidates_of(items, zone=SEOUL)
    return [
        pick.candidate.item.id
        for pick in choose(candidates, wish=wish, now=NOW, zone=SEOUL, **kwargs)
    ]


def test_nothing_gives_nothing():
    assert chosen([]) == []


def test_the_summands_are_kept_and_make_the_score():
    old = an_item(1, published=Published.on(date(2021, 1, 10)), outlet="금융 주간")
    pick, _ = choose(
        [Candidate(item=old, others=(an_item(2),)), Candidate(item=an_item(3, labels=()))],
        wish=BriefingWish(themes=(FINTECH,)),
        now=NOW,
        zone=SEOUL,
        source_weights={"금융 주간": 1.5},
    )
    assert pick.weights == (
        Weight(name="theme", value=2.7),
        Weight(name="freshness", value=1.0),
        Weight(name="sources", value=0.75),
        Weight(name="novelty", value=1.0),
        Weight(name="source", value=0.5),
    )
    assert pick.score == 5.95
    assert pick.number == 1


def test_stronger_fresher_and_wider_told_stories_come_first():
    weak = an_item(1, labels=(Label(theme=FINTECH, score=0.5),))
    stale = an_item(2, published=Published.on(date(2021, 1, 5)))
    plain = an_item(3)
    wide = an_item(4, story=StoryId(7))
    wide_too = an_item(5, story=StoryId(7))
    assert chosen([weak, stale, plain, wide, wide_too]) == [4, 3, 1, 2]


def test_only_the_wished_themes_count():
    other = an_item(1, labels=(Label(theme=ThemeId("ai"), score=1.0),))
    assert chosen([other, an_item(2)]) == [2, 1]


def test_an_undated_story_ranks_below_a_dated_one_of_the_day_on_which_it_came():
    undated = an_item(1, published=None)
    assert chosen([undated, an_item(2)]) == [2, 1]


def test_an_undated_story_has_half_the_freshness_and_makes_no_dated_one_older():
    undated = an_item(1, published=None)
    dated = an_item(2, published=Published.on(date(2021, 1, 4)))
    picks = choose(
        candidates_of([undated, dated], zone=SEOUL),
        wish=BriefingWish(themes=(FINTECH,)),
        now=NOW,
        zone=SEOUL,
    )
    freshness = {pick.candidate.item.id: pick.weights[1].value for pick in picks}
    assert freshness == {1: 1.0, 2: 2.0}


def test_freshness_counts_back_from_the_end_of_an_old_period():
    wish = BriefingWish(period=Period(since=date(2020, 1, 1), until=date(2020, 1, 31)))
    item = an_item(1, published=Published.on(date(2020, 1, 31)))
    (pick,) = choose([Candidate(item=item)], wish=wish, now=NOW, zone=SEOUL)
    assert Weight(name="freshness", value=2.0) in pick.weights


def test_in_an_archive_the_newest_is_fresh():
    items = [
        an_item(1, published=Published.on(date(2016, 3, 1))),
        an_item(2, published=Published.on(date(2016, 3, 20))),
    ]
    assert chosen(items) == [2, 1]


def test_at_most_two_of_a_document_while_others_wait():
    crowd = [an_item(n, document=DocumentId(1), position=n) for n in range(1, 7)]
    others = [an_item(n, published=Published.on(date(2021, 1, 2))) for n in range(11, 14)]
    assert chosen([*crowd, *others]) == [1, 2, 11, 12, 13, 3, 4, 5, 6]


def test_at_most_three_of_a_source_while_others_wait():
    crowd = [an_item(n, sources=(SourceRef(name="한 신문"),)) for n in range(1, 6)]
    others = [an_item(n, published=Published.on(date(2021, 1, 2))) for n in range(11, 13)]
    assert chosen([*crowd, *others]) == [1, 2, 3, 11, 12, 4, 5]


def test_an_outlet_counts_as_a_source_too():
    crowd = [
        an_item(n, outlet="주간 소식", sources=(SourceRef(name=f"s{n}"),)) for n in range(1, 5)
    ]
    assert chosen([*crowd, an_item(9, labels=())]) == [1, 2, 3, 9, 4]


def test_lines_of_a_data_file_are_capped_by_their_sources_alone():
    lines = [
        an_item(
            n,
            document=DocumentId(1),
            position=n,
            external_id=str(n),
            outlet="모음",
            sources=(SourceRef(name=f"신문 {n}"),),
        )
        for n in range(1, 6)
    ]
    other = an_item(9, published=Published.on(date(2021, 1, 2)))
    assert chosen([*lines, other]) == [1, 2, 3, 4, 5, 9]


def test_a_single_document_still_fills_the_briefing():
    crowd = [an_item(n, document=DocumentId(1), position=n) for n in range(1, 8)]
    assert chosen(crowd) == [1, 2, 3, 4, 5, 6, 7]


def test_two_hundred_items_are_all_numbered_once():
    items = [an_item(n, document=DocumentId(n % 9)) for n in range(1, 201)]
    assert sorted(chosen(items, length=Length.TITLES)) == list(range(1, 201))


def test_a_story_is_led_by_the_fullest_item_in_the_readers_language():
    line = an_item(1, story=StoryId(1), body="한 줄.", language="ko")
    full = an_item(2, story=StoryId(1), body="가" * 700, language="ko")
    foreign = an_item(3, story=StoryId(1), body="a" * 900, language="en")
    (candidate,) = candidates_of([foreign, line, full], zone=SEOUL, language="ko")
    assert candidate == Candidate(item=full, others=(foreign, line))


def test_a_story_is_led_by_its_newest_update():
    first = an_item(1, story=StoryId(1), body="가" * 700)
    update = an_item(2, story=StoryId(1), is_update=True, published=Published.on(date(2021, 1, 16)))
    (candidate,) = candidates_of([first, update], zone=SEOUL)
    assert candidate == Candidate(item=update, others=(first,), is_update=True)


def test_items_without_a_story_stand_alone():
    assert len(candidates_of([an_item(1), an_item(2)], zone=SEOUL)) == 2


def test_a_told_story_comes_back_only_as_an_update():
    told_one = Candidate(item=an_item(1))
    merged = Candidate(item=an_item(2), others=(an_item(3),))
    update = Candidate(item=an_item(4, is_update=True), others=(an_item(5),), is_update=True)
    new = Candidate(item=an_item(6))
    told = frozenset(ItemId(n) for n in (1, 3, 5))
    assert unseen([told_one, merged, update, new], told) == (update, new)


def test_an_update_that_was_told_is_not_told_again():
    update = Candidate(item=an_item(4, is_update=True), is_update=True)
    assert unseen([update], frozenset([ItemId(4)])) == ()


def test_a_told_story_is_less_novel():
    assert chosen([an_item(1), an_item(2)], told=frozenset([ItemId(1)])) == [2, 1]


def test_what_was_told_leads_only_where_nothing_else_can():
    full = an_item(1, story=StoryId(1), body="가" * 700)
    line = an_item(2, story=StoryId(1))
    told = frozenset([ItemId(1)])
    assert candidates_of([full, line], zone=SEOUL, told=told) == (
        Candidate(item=line, others=(full,)),
    )


def test_a_source_counts_once_however_often_it_tells():
    one = an_item(1, sources=(SourceRef(name="Daily"),))
    again = an_item(2, sources=(SourceRef(name="daily"),))
    other = an_item(3, sources=(SourceRef(name="주보"),))
    assert sources_of(Candidate(item=one, others=(again, other))) == ("Daily", "주보")


def test_undated_and_untitled_items_are_chosen_too():
    bare = an_item(1, title=None, published=None, stored_at=NOW - timedelta(days=3), labels=())
    assert chosen([bare]) == [1]


_ITEMS = st.lists(
    st.builds(
        an_item,
        st.integers(1, 10_000),
        document=st.integers(1, 4),
        position=st.integers(1, 9),
        outlet=st.sampled_from([None, "가", "나"]),
    ),
    max_size=30,
    unique_by=lambda item: item.id,
)


@given(_ITEMS, st.sampled_from(Length), st.randoms())
def test_the_order_does_not_depend_on_the_order_given(items, length, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert chosen(shuffled, length=length) == chosen(items, length=length)


@given(_ITEMS)
def test_the_head_is_full_and_every_story_is_numbered_once(items):
    found = chosen(items)
    assert sorted(found) == sorted(item.id for item in items)
    assert len(found[: STORIES[Length.SHORT]]) == min(5, len(items))
