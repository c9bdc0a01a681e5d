"""Which texts tell the same story: numbers, dates and names decide."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.items import DocumentId, Item, ItemId, SourceRef
from briefings.model.times import Published
from briefings.understand.names import sounds_alike
from briefings.understand.quantities import match, quantities
from briefings.understand.stories import Assigned, Relation, StoryText, assign, links_of, relate

QR = StoryText(
    title="달음페이, 편의점 QR 결제 9개국으로 넓혀",
    text="달음페이는 4일 QR 결제 가맹점을 9개국 편의점 3만 2000곳으로 넓힌다고 밝혔다.",
)


def an_item(number: int, title: str | None, body: str, **changes) -> Item:
    plain = Item(
        id=ItemId(number),
        document=DocumentId(number),
        document_name="a.md",
        position=1,
        title=title,
        body=body,
        published=Published.on(date(2021, 1, 4)),
        stored_at=datetime(2021, 1, 4, tzinfo=UTC),
        span=(0, 1),
    )
    return replace(plain, **changes)


def relation(a: StoryText, b: StoryText) -> Relation:
    return relate(a, b).relation


def test_the_same_text_is_the_same_story():
    assert relation(QR, QR) is Relation.SAME


@pytest.mark.parametrize(
    "text", [StoryText(title="하나", text="둘"), StoryText(title="A", text="")]
)
def test_texts_that_say_the_same_are_one_story_however_short(text):
    assert relation(text, text) is Relation.SAME


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("달음페이, 모아카드 인수 협상 중", "달음페이, 모아카드 인수 포기"),
        ("달음페이 해킹 의심… 원인 미상", "달음페이 해킹 원인 확정… 내부 서버"),
        ("데이터법 시행령 초안, 유예 6개월", "데이터법 시행령 확정, 유예 1년"),
        ("달음페이 라이더 15일 파업 예고", "달음페이 라이더 파업 철회"),
        ("모아카드 유출 피해 270명", "모아카드 유출 피해 360명으로 늘어"),
        ("한별물류 이천 창고 화재, 1명 중상", "한별물류 이천 창고 화재로 1명 사망"),
        ("Lyra in talks to buy Zapp", "Lyra walks away from Zapp takeover"),
    ],
)
def test_another_state_of_an_event_is_an_update(early, late):
    assert relation(StoryText(title=early, text=""), StoryText(title=late, text="")) is (
        Relation.UPDATE
    )


def test_a_rewrite_with_few_words_in_common_is_found_by_its_facts():
    release = StoryText(
        title="모아로봇, 창고 로봇으로 시리즈B 240억",
        text="모아로봇이 벤처캐피털 네 곳에서 240억 원을 받았다. 누적 310억 원이다.",
    )
    told = StoryText(
        title="상자 나르는 팔에 돈이 몰린다",
        text="물류 자동화가 뜨면서 모아로봇이 240억을 새로 얻었다. 지금까지 모은 돈은 310억이다.",
    )
    assert relation(release, told) is Relation.SAME


def test_common_words_prove_nothing():
    one = StoryText(title="배달앱 수수료 논란", text="점주들은 수수료가 높다고 한다.")
    other = StoryText(title="배달앱 수수료 공개", text="정부가 수수료를 공개하게 했다.")
    assert relation(one, other) is Relation.DIFFERENT


def test_a_link_proves_a_story_whatever_its_tracking():
    one = StoryText(title="앱 개편", text="", urls=("https://www.example.com/a/1?utm_source=x",))
    other = StoryText(title="달라진 화면", text="", urls=("http://example.com/a/1/",))
    assert relation(one, other) is Relation.SAME


def test_a_front_page_proves_nothing():
    assert links_of(["https://example.com/", "http://www.example.com", "no link"]) == frozenset()


def test_a_link_does_not_join_two_quarters():
    one = StoryText(title="한 은행 1분기 순이익", text="", urls=("https://example.com/ir",))
    other = StoryText(title="한 은행 2분기 순이익", text="", urls=("https://example.com/ir",))
    assert relation(one, other) is Relation.DIFFERENT


def test_the_same_words_long_apart_are_another_story():
    early = replace(QR, published=date(2021, 1, 4))
    late = replace(QR, published=date(2021, 6, 4))
    assert relation(early, late) is Relation.DIFFERENT


def test_a_judgement_says_why():
    judged = relate(
        QR, StoryText(title="편의점에서 QR로", text="달음페이가 9개국 3만 2000곳에서 결제된다.")
    )
    assert judged.relation is Relation.SAME
    assert any(reason.startswith("figures") for reason in judged.because)


def test_an_item_joins_the_surest_story():
    item = an_item(1, QR.title, QR.text)
    near = an_item(2, "QR 결제 9개국", "달음페이가 편의점 3만 2000곳에서 QR 결제를 연다.")
    other = an_item(3, "배달앱 수수료", "배달앱 수수료가 7.8%로 내린다.")
    found = assign(item, [other, near, item])
    assert (found.same_as, found.is_update) == (ItemId(2), False)


def test_an_item_with_changed_facts_joins_as_an_update():
    item = an_item(1, "온뱅크 매각 협상 결렬", "온뱅크 매각 협상이 가격 차이로 결렬됐다.")
    before = an_item(2, "온뱅크 매각 협상 막바지", "온뱅크 매각을 놓고 막판 협상이 이어진다.")
    found = assign(item, [before])
    assert (found.same_as, found.is_update) == (ItemId(2), True)


def test_an_item_without_its_like_stands_alone():
    item = an_item(1, QR.title, QR.text)
    assert assign(item, []) == Assigned(same_as=None)
    assert assign(item, [item]) == Assigned(same_as=None)


def test_items_of_one_document_are_different_stories_unless_repeated():
    near = StoryText(title="QR 결제 9개국", text="달음페이가 편의점 3만 2000곳에서 QR 결제를 연다.")
    item = an_item(1, QR.title, QR.text, document=DocumentId(7))
    other = an_item(2, near.title, near.text, document=DocumentId(7))
    again = an_item(3, QR.title, QR.text, document=DocumentId(7))
    assert assign(item, [other]).same_as is None
    assert assign(item, [other, again]).same_as == ItemId(3)


def test_lines_of_a_data_file_are_not_one_document():
    near = StoryText(title="QR 결제 9개국", text="달음페이가 편의점 3만 2000곳에서 QR 결제를 연다.")
    item = an_item(1, QR.title, QR.text, document=DocumentId(7), external_id="a")
    other = an_item(2, near.title, near.text, document=DocumentId(7), external_id="b")
    assert assign(item, [other]).same_as == ItemId(2)


def test_only_source_links_join_items():
    one = an_item(1, "앱 개편", "가", urls=("https://example.com/a/1",))
    other = an_item(2, "카드 발급", "나", sources=(SourceRef(url="https://example.com/a/1"),))
    assert assign(one, [other]).same_as is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1조 7700억 위안", "1.77조 위안"),
        ("5천만 명", "5000만 명"),
        ("약 1000억 원", "980억 원"),
        ("9억 4000만 호주달러", "A$940 million"),
        ("91억 3000만 위안", "9.13 billion yuan"),
        ("3800억 위안", "3800亿元"),
        ("여덟 곳", "8곳"),
        ("여든 곳", "80곳"),
        ("백서른 명", "130명"),
        ("석 달", "3개월"),
        ("백만 명", "100만 명"),
        ("87퍼센트", "87%"),
    ],
)
def test_figures_match_however_they_are_written(one, other):
    assert match(quantities(one)[0], quantities(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("1112억 원", "1202억 원"), ("40억 달러", "40억 원"), ("10%", "10명"), ("3배", "4배")],
)
def test_other_figures_do_not_match(one, other):
    assert not match(quantities(one)[0], quantities(other)[0])


@pytest.mark.parametrize(
    "text", ["2024년 3월 2일", "1분기", "제5회", "205호", "GPT-4", "iOS 18", "11. 18.", ""]
)
def test_dates_and_numbering_are_no_figures(text):
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [("그랩", "Grab"), ("프로서스", "Prosus"), ("쏘카", "SOCAR"), ("브리즈번", "Brisbane")],
)
def test_a_name_is_known_by_its_sound(hangul, latin):
    assert sounds_alike(hangul, latin)


@pytest.mark.parametrize(("hangul", "latin"), [("토스", "Tesla"), ("은행", "Bank"), ("가", "K")])
def test_other_names_sound_apart(hangul, latin):
    assert not sounds_alike(hangul, latin)


_TEXTS = st.builds(
    StoryText,
    title=st.one_of(
        st.none(), st.sampled_from([QR.title, "은행, 앱 2.0 공개", "Grab Q3", "第3期"])
    ),
    text=st.one_of(st.text(max_size=200), st.sampled_from([QR.text, "Grab raised $40m. 3월 2일"])),
)


@given(_TEXTS, _TEXTS)
def test_the_order_of_two_texts_does_not_matter(a, b):
    assert relate(a, b).relation is relate(b, a).relation


@given(_TEXTS)
def test_a_score_is_a_probability(text):
    assert 0 <= relate(text, QR).score <= 1


def test_one_title_is_one_story_however_the_words_below_it_differ():
    title = "달음페이, 편의점 QR 결제 9개국으로 넓혀"
    one = StoryText(
        title=title, text="환전하지 않고도 편의점에서 물건을 산다. 달음페이의 새 서비스다."
    )
    other = StoryText(title=f"[단독] {title}(종합)", text="여행객은 편의점에서 휴대전화를 내민다.")
    assert relation(one, other) is Relation.SAME
    assert relation(one, StoryText(title=title, text="")) is Relation.SAME


def test_the_standing_title_of_a_column_joins_nothing():
    title = "월요일 아침에 읽는 핀테크 소식"
    one = StoryText(title=title, text="토큰증권 법안이 상임위를 넘었습니다. 은행들이 분주합니다.")
    other = StoryText(title=title, text="배달앱이 구독료를 올립니다. 점주는 걱정합니다.")
    assert relation(one, other) is Relation.DIFFERENT


@pytest.mark.parametrize("empty", [StoryText(title=None, text=""), StoryText(title="", text=" \n")])
def test_nothing_is_no_story(empty):
    assert relation(empty, empty) is Relation.DIFFERENT
    assert relation(empty, QR) is Relation.DIFFERENT


def test_of_two_states_told_on_one_day_the_further_one_is_the_update():
    over = an_item(1, "온뱅크 매각 협상 결렬", "온뱅크 매각 협상이 가격 차이로 결렬됐다.")
    going_on = an_item(2, "온뱅크 매각 협상 막바지", "온뱅크 매각을 놓고 막판 협상이 이어진다.")
    assert assign(over, [going_on]).is_update
    assert not assign(going_on, [over]).is_update


def test_a_story_that_holds_another_edition_is_not_joined():
    told = "가람전자가 3월 2일 AI 기능을 더한 135만 5000원짜리 휴대전화를"
    mine = an_item(1, "가람전자 갤럭시 S26 공개", f"{told} 내놓았다.")
    near = an_item(2, "가람전자 갤럭시 공개", f"{told} 선보였다.", story=5)
    other = an_item(3, "가람전자 갤럭시 S25 공개", f"{told} 내놓았다.", story=5)
    assert assign(mine, [near]).same_as == ItemId(2)
    assert assign(mine, [near, other]).same_as is None
