"""The words of a period: nouns that recur, and those that rise."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefings.model.briefings import Keyword, WeekCount
from briefings.model.items import DocumentId, Item, ItemId, SourceRef
from briefings.model.stored import PublishedDays
from briefings.model.times import Period, Published
from briefings.understand.keywords import keywords
from briefings.understand.phrases import phrases_of
from briefings.understand.trends import trend_of

SEOUL = ZoneInfo("Asia/Seoul")


def an_item(number: int, title: str, body: str = "", **changes) -> Item:
    plain = Item(
        id=ItemId(number),
        document=DocumentId(number),
        document_name="report.md",
        position=number,
        title=title,
        body=body,
        published=Published.on(date(2021, 1, 4)),
        stored_at=datetime(2021, 1, 4, tzinfo=UTC),
        sources=(SourceRef(name=f"신문 {number % 4}"),),
        span=(0, 1),
    )
    return replace(plain, **changes)


def many(titles: list[str]) -> list[Item]:
    return [an_item(number, title) for number, title in enumerate(titles, start=1)]


BACKGROUND = many(
    [f"은행이 대출 금리를 {n}번째 올렸다" for n in range(40)]
    + [f"카드사 {n}곳이 포인트를 바꾼다" for n in range(40)]
    + [f"배달앱이 수수료를 {n}% 낮춘다" for n in range(20)]
)


def test_nothing_gives_nothing():
    assert keywords([], [], most=6) == ()


def test_a_word_that_was_rare_rises_and_one_of_every_day_does_not():
    now = many(
        [f"은행이 대출 금리를 {n}번째 올렸다" for n in range(8)]
        + [f"마이데이터 {n}호가 문을 열었다, 마이데이터를 쓴다" for n in range(8)]
    )
    found = keywords(now, BACKGROUND, most=6)
    assert found[0] == Keyword(word="마이데이터", count=8, rising=True)
    assert [word.word for word in found if word.rising] == ["마이데이터"]
    assert Keyword(word="은행", count=8) in found or Keyword(word="대출 금리", count=8) in found


def test_two_items_or_one_source_do_not_make_a_rise():
    twice = many(["양자암호를 쓴다", "양자암호가 온다"])
    one_teller = [
        an_item(n, "양자암호를 쓴다", sources=(SourceRef(name="한 신문"),)) for n in range(1, 9)
    ]
    assert not any(word.rising for word in keywords(twice, BACKGROUND, most=6))
    assert keywords(one_teller, BACKGROUND, most=6) == ()


def test_where_one_source_tells_everything_its_words_may_rise():
    lone = (SourceRef(name="한 신문"),)
    now = [an_item(n, "양자암호를 쓴다", sources=lone) for n in range(1, 9)]
    before = [replace(item, sources=lone) for item in BACKGROUND]
    assert keywords(now, before, most=6) == (Keyword(word="양자암호", count=8, rising=True),)


def test_words_asked_for_and_words_of_every_day_are_left_out():
    now = many(["간편 결제 시장이 커진다", "간편 결제 시장을 본다", "간편결제의 시장"])
    assert keywords(now, [], most=6, without=["간편 결제"]) == ()


def test_a_pair_stands_for_its_words_and_spacing_variants_are_one():
    now = many(["새벽 배송을 넓힌다", "새벽배송의 비용", "새벽 배송이 는다", "새벽 배송 지도"])
    assert keywords(now, [], most=6) == (Keyword(word="새벽 배송", count=4),)


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("마이데이터가 문을 열었다", {"마이데이터"}),
        ("빠르게 성장하는 이커머스", {"이커머스"}),
        ("카카오페이와 네이버가 손잡았다", {"카카오페이", "네이버"}),
        ("OpenAI가 GPT-4를 공개했다", {"OpenAI", "GPT-4"}),
        ("https://example.com 2021년 300억원", set()),
        ("", set()),
    ],
)
def test_nouns_lose_their_particles_and_verbs_stay_out(text, nouns):
    proved = {phrase.form for phrase in phrases_of(text).values() if phrase.proved}
    assert proved >= {noun for noun in nouns if noun != "이커머스"}
    assert {phrase.form for phrase in phrases_of(text).values()} >= nouns
    assert not any(form.endswith(("다", "는", "게")) for form in nouns)


def test_a_word_that_only_ever_ends_as_verbs_do_is_no_keyword():
    now = many([f"무섭게 달라진 결제망이 온다 {n}" for n in range(5)])
    assert [word.word for word in keywords(now, [], most=6)] == ["결제망"]


def test_a_trend_counts_publication_weeks_and_names_what_has_no_day():
    monday = date(2021, 1, 4)
    items = [
        an_item(
            n, "마이데이터가 온다", published=Published.on(monday + timedelta(days=7 * (n % 2)))
        )
        for n in range(10)
    ]
    items.append(an_item(98, "마이데이터", published=Published.in_month(2021, 1)))
    items.append(an_item(99, "밖", published=Published.on(date(2021, 3, 1))))
    trend = trend_of(items, [], period=Period(since=monday, until=date(2021, 1, 24)), zone=SEOUL)
    assert trend.weeks == (
        WeekCount(monday=date(2021, 1, 4), count=5),
        WeekCount(monday=date(2021, 1, 11), count=5),
        WeekCount(monday=date(2021, 1, 18), count=0),
    )
    assert (trend.items, trend.unplaced, trend.is_too_little) == (11, 1, False)


def test_a_few_items_are_too_little_for_a_trend():
    period = Period(since=date(2021, 1, 4), until=date(2021, 1, 17))
    trend = trend_of(many(["가", "나", "다"]), [], period=period, zone=SEOUL)
    assert (trend.items, trend.is_too_little) == (3, True)


@pytest.mark.parametrize(
    "verb", ["가르치는", "보냈다가", "스스로", "빠르게", "커지면서", "opens", "여덟", "첫째로"]
)
def test_verbs_adverbs_and_numerals_are_no_keywords(verb):
    now = many([f"{verb} 결제망이 온다 {n}" for n in range(5)])
    assert [word.word for word in keywords(now, [], most=6)] == ["결제망"]


@pytest.mark.parametrize("word", ["폐광에서", "폐광으로", "폐광까지", "폐광에는", "폐광부터"])
def test_a_noun_keeps_its_place_whatever_its_particle(word):
    assert set(phrases_of(f"{word} 일했다")) == {"폐광"}


def test_words_of_one_story_make_room_for_those_of_others():
    now = many(
        [f"양자암호로 해저케이블을 지킨다 {n}" for n in range(6)]
        + [f"{n}번 버스에 자동심장충격기를 단다" for n in range(4)]
    )
    found = keywords(now, BACKGROUND, most=2)
    assert [word.word for word in found] == ["양자암호", "버스"]


def test_a_sample_counts_for_all_that_it_stands_for():
    monday = date(2021, 1, 4)
    counted = PublishedDays(days={monday: 30, monday + timedelta(days=7): 60}, unplaced=2)
    trend = trend_of(
        many(["마이데이터가 온다"] * 4),
        [],
        period=Period(since=monday, until=date(2021, 1, 17)),
        zone=SEOUL,
        counted=counted,
        one_in=20,
    )
    assert [week.count for week in trend.weeks] == [30, 60]
    assert trend.words == (Keyword(word="마이데이터", count=80),)
    assert (trend.items, trend.unplaced) == (92, 2)


def test_what_all_days_of_a_week_tell_ranks_before_what_one_loud_day_told():
    days = [Published.on(date(2021, 1, 4) + timedelta(days=n % 7)) for n in range(70)]
    steady = [f"은행이 얼굴결제를 {n}번째로 쓴다" for n in range(7)]
    loud = [f"은행이 누리호를 {n}번째로 쓴다" for n in range(7)]
    rest = [f"은행이 금리를 {n}번째로 올렸다" for n in range(56)]
    at = [*days[:7], *days[:1] * 7, *days[14:]]
    now = [
        replace(item, published=day)
        for item, day in zip(many([*steady, *loud, *rest]), at, strict=True)
    ]
    words = [word.word for word in keywords(now, BACKGROUND, most=6)]
    assert words.index("얼굴결제") < words.index("누리호")


def test_phrases_that_were_kept_stand_for_those_of_the_text():
    now = [replace(item, phrases=("얼굴결제",)) for item in many(["새벽배송을 쓴다"] * 4)]
    assert keywords(now, [], most=6) == (Keyword(word="얼굴결제", count=4),)
