"""A reader's own marks: stories that are kept, words that are muted, what is exported, erased."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import SQLModel

from bot.platforms.terminal.render import plain_text
from briefings.ask.questions import BriefQuestion, ExportQuestion, SavedQuestion, SaveQuestion
from briefings.model.chats import ChatKind, ChatRef
from briefings.model.codes import FORGET_CODE, page_code, story_code
from briefings.model.languages import Language
from briefings.model.marks import ChatHoldings
from briefings.model.pages import Buttons, Quote
from briefings.model.subscriptions import Window
from briefings.steps.answer import answer
from briefings.steps.push import writer_of
from tests.builders import CHAT, NOW, ask, document, parsed_item, store

OTHER = ChatRef(platform="telegram", address="200")


def said(product, text: str = "", **fields) -> str:
    return plain_text(answer(ask(text, **fields), product.newsroom).page)


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def labels(page) -> list[str]:
    rows = [block for block in page.blocks if isinstance(block, Buttons)]
    return [button.label for row in rows for button in row.buttons]


def pushed(product) -> tuple[str, ...]:
    """The headlines of what the chat's subscription would tell now."""
    (subscription,) = product.subscriptions.of_chat(CHAT)
    window = Window(after=NOW - timedelta(days=7), until=NOW + timedelta(days=1))
    draft = writer_of(product.newsroom)(subscription, window, NOW + timedelta(days=1))
    return tuple(pick.candidate.item.headline for pick in draft.briefing.numbered)


def rows_of(product, chat: ChatRef) -> int:
    tables = [table for table in SQLModel.metadata.sorted_tables if "chat" in table.c]
    with product.database.reading() as connection:
        return sum(
            len(connection.execute(table.select().where(table.c.chat == chat.key)).all())
            for table in tables
        )


def test_a_story_is_saved_by_its_number_and_listed_under_a_new_one(product):
    said(product, "/brief 핀테크 송금")
    assert "저장했습니다: 온새미 송금 앱 시작" in said(product, "/save 1")
    assert "이미 저장한" in said(product, "/save 1")
    listed = said(product, "/saved")
    assert listed.startswith("저장한 소식 · 1건\n")
    assert numbers(listed) == [1]
    assert "온새미 송금 앱" in said(product, "/detail 1")


def test_the_detail_of_a_story_carries_a_save_button(product):
    briefing = answer(ask("/brief 핀테크"), product.newsroom).briefing
    detail = answer(ask(action=story_code("detail", briefing, 2)), product.newsroom)
    assert labels(detail.page) == ["출처", "관련 소식", "고른 까닭", "저장"]
    pressed = said(product, action=story_code("save", briefing, 2))
    assert "저장했습니다" in pressed
    assert len(product.newsroom.marks.saved(CHAT)) == 1


def test_a_saved_story_is_let_go_by_its_number_in_the_list(product):
    said(product, "/brief 핀테크 송금")
    said(product, "/save 1")
    said(product, "/saved")
    assert "저장을 취소했습니다" in said(product, "/unsave 1")
    assert "저장하지 않은" in said(product, "/unsave 1")
    assert "아직 저장한 소식이 없습니다" in said(product, "/saved")


def test_a_long_list_of_saved_stories_is_paged_like_a_search(product):
    said(product, "/brief 핀테크 titles")
    for number in range(1, 13):
        said(product, f"/save {number}")
    first = answer(ask("/saved"), product.newsroom)
    second = answer(ask(action=page_code(first.briefing, 10)), product.newsroom)
    assert numbers(plain_text(first.page)) == list(range(1, 11))
    assert plain_text(second.page).startswith("저장한 소식 · 12건\n")
    assert (numbers(plain_text(second.page)), second.edits) == ([11, 12], True)


def test_what_a_curator_hides_is_no_more_in_the_list(product):
    said(product, "/brief 핀테크 송금")
    said(product, "/save 1")
    (item,) = product.newsroom.marks.saved(CHAT)
    product.mendings.hide(item, by="dana", now=NOW)
    assert "아직 저장한 소식이 없습니다" in said(product, "/saved")


def test_saving_needs_a_briefing_and_a_number(product):
    assert "아직 브리핑이 없습니다" in said(product, "/save 1")
    said(product, "/brief 핀테크")
    assert "/save 2" in said(product, "/save")
    assert "1번부터 12번까지" in said(product, "/save 99")


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("export growth", BriefQuestion),
        ("저장 장치 소식", BriefQuestion),
        ("saved energy", BriefQuestion),
        ("/export growth", ExportQuestion),
        ("내보내기 부탁해", ExportQuestion),
        ("저장목록 보여줘", SavedQuestion),
        ("저장 2번", SaveQuestion),
        ("2번 저장", SaveQuestion),
    ],
)
def test_words_of_commands_may_begin_what_is_asked_about(product, typed, question):
    read = product.newsroom.grammar.read(typed, NOW.date())
    assert isinstance(read, question)


def test_marks_belong_to_one_chat(product):
    said(product, "/brief 핀테크 송금")
    said(product, "/save 1")
    said(product, "/mute 코인")
    assert "아직 저장한" in said(product, "/saved", chat=OTHER)
    assert "라온코인" in said(product, "/brief 핀테크 titles", chat=OTHER)


def test_a_muted_word_drops_stories_until_it_is_unmuted(product):
    assert "라온코인" in said(product, "/brief 핀테크 titles")
    assert "‘코인’" in said(product, "/mute 코인")
    assert "라온코인" not in said(product, "/brief 핀테크 titles")
    assert "뮤트를 풀었습니다" in said(product, "/unmute 코인")
    assert "라온코인" in said(product, "/brief 핀테크 titles")


def test_a_muted_word_drops_search_results_unless_it_is_searched_for(product):
    assert "라온코인" in said(product, "/search 거래소")
    said(product, "/mute 코인")
    assert "뮤트한 낱말을 담고 있습니다: 코인" in said(product, "/search 거래소")
    assert "라온코인" in said(product, "/search 코인")


def test_a_muted_word_drops_stories_of_pushes_too(product):
    said(product, "/subscribe 핀테크 매일 09:00 titles")
    assert "라온코인 거래소 허가 시작" in pushed(product)
    said(product, "/mute 코인")
    assert "라온코인 거래소 허가 시작" not in pushed(product)
    assert len(pushed(product)) == 11


def test_a_story_is_dropped_where_any_telling_holds_the_word(product):
    title = "달빛시장 앱 하루 주문 7000건 돌파"
    body = "재래시장 상인들이 운영하는 장보기 앱 달빛시장의 하루 주문이 7000건을 넘어섰다."
    more = f"{body} 배달원은 오토바이를 탄다."
    store(
        product,
        document("a.md", parsed_item(1, title, body, source="갑일보", themes=["o2o"])),
        document("b.md", parsed_item(1, title, more, source="을신문", themes=["o2o"])),
    )
    assert numbers(said(product, "/brief o2o")) == [1]
    said(product, "/mute 오토바이")
    assert "뮤트한 낱말을 담고 있습니다: 오토바이" in said(product, "/brief o2o")


def test_a_word_muted_later_is_passed_over_by_more(product):
    said(product, "/brief 핀테크")
    briefing = product.newsroom.briefings.briefing(1)
    rest = product.items.items([pick.item for pick in briefing.picks[10:]])
    said(product, f"/mute {rest[0].headline.split()[0]}")
    assert numbers(said(product, "/more")) == [12]
    assert "여기까지" in said(product, "/more")


def test_muted_words_are_listed_and_phrases_stay_whole(product):
    assert "뮤트한 낱말이 없습니다" in said(product, "/mute")
    said(product, '/mute 코인 "버스 결제"')
    said(product, "/mute 코인")
    listed = said(product, "/unmute")
    assert re.findall(r"^- (.*)$", listed, re.MULTILINE) == ["버스 결제", "코인"]
    assert "‘비둘기’" in said(product, "/unmute 비둘기")


@pytest.mark.parametrize("word", ["/mute !!", f"/mute {'가' * 41}"])
def test_what_no_story_could_hold_is_not_muted(product, word):
    said(product, word)
    assert product.newsroom.marks.muted(CHAT) == ()


def test_only_those_who_manage_a_group_mute_and_forget(product):
    group = {"chat": ChatRef(platform="telegram", address="-5"), "kind": ChatKind.GROUP}
    asked = ("/mute 코인", "/unmute 코인", "/forget", "/forget 네")
    refused = [said(product, text, may_manage=False, **group) for text in asked]
    refused.append(said(product, action=FORGET_CODE, may_manage=False, **group))
    assert [("관리자만" in text) for text in refused] == [True] * 5
    assert "뮤트한 낱말이 없습니다" in said(product, "/mute", may_manage=False, **group)
    said(product, "/brief 핀테크", **group)
    assert "저장했습니다" in said(product, "/save 1", may_manage=False, **group)


def test_an_export_holds_all_that_the_chat_left_as_json(product):
    said(product, "/settings zone Asia/Tokyo")
    said(product, "/subscribe 핀테크 -코인 매일 09:00")
    said(product, "/brief 핀테크 송금")
    said(product, "/save 1")
    said(product, "/mute 복권")
    page = answer(ask("/export"), product.newsroom).page
    (quote,) = [block for block in page.blocks if isinstance(block, Quote)]
    data = json.loads(quote.text)
    assert data["chat"] == "telegram:100"
    assert data["settings"]["zone"] == "Asia/Tokyo"
    (subscription,) = data["subscriptions"]
    assert (subscription["themes"], subscription["without"]) == (["fintech"], ["코인"])
    assert [saved["title"] for saved in data["saved"]] == ["온새미 송금 앱 시작"]
    assert data["muted"] == ["복권"]


def test_an_export_of_a_new_chat_is_empty_json(product):
    page = answer(ask("/export"), product.newsroom).page
    data = json.loads(page.blocks[-1].text)
    assert (data["subscriptions"], data["saved"], data["muted"]) == ([], [], [])


def fill(product, chat: ChatRef) -> None:
    said(product, "/settings language ko", chat=chat)
    said(product, "/subscribe ai 매일 09:00", chat=chat)
    made = answer(ask("/brief 핀테크", chat=chat), product.newsroom)
    product.newsroom.briefings.remember_messages(made.briefing, chat, ["501", "502"])
    said(product, "/save 1", chat=chat)
    said(product, "/mute 복권", chat=chat)


HELD = ChatHoldings(subscriptions=1, briefings=1, messages=2, saved=1, muted=1, settings=1)
NOTHING = ChatHoldings(subscriptions=0, briefings=0, messages=0, saved=0, muted=0, settings=0)


def test_forgetting_asks_first_and_says_what_it_would_erase(product):
    fill(product, CHAT)
    asked = answer(ask("/forget"), product.newsroom)
    assert labels(asked.page) == ["모두 지우기"]
    assert "구독 1개" in plain_text(asked.page)
    assert product.newsroom.marks.held(CHAT) == HELD


@pytest.mark.parametrize(
    "confirmed", [{"text": "/forget 네"}, {"text": "/forget yes"}, {"action": FORGET_CODE}]
)
def test_forgetting_erases_everything_of_this_chat_alone(product, confirmed):
    fill(product, CHAT)
    fill(product, OTHER)
    text = said(product, **confirmed)
    assert "모두 지웠습니다" in text
    assert "기억한 메시지 2개" in text
    assert rows_of(product, CHAT) == 0
    assert product.newsroom.marks.held(OTHER) == HELD
    assert product.items.item_count() == 12
    assert "아직 브리핑이 없습니다" in said(product, "/detail 1")


def test_forgetting_twice_erases_nothing_more(product):
    fill(product, CHAT)
    said(product, "/forget 네")
    assert "구독 0개" in said(product, "/forget 네")
    assert product.newsroom.marks.held(CHAT) == NOTHING


def test_marks_follow_a_chat_to_its_new_address(product):
    fill(product, CHAT)
    moved = replace(CHAT, address="-100100")
    product.newsroom.chats.move(CHAT, moved)
    assert product.newsroom.marks.held(moved) == HELD
    assert product.newsroom.marks.held(CHAT) == NOTHING


@pytest.mark.parametrize(
    "text",
    ["/save 1", "/saved", "/unsave 1", "/mute", "/mute coin", "/unmute", "/unmute coin", "/forget"],
)
def test_english_readers_are_answered_in_english(product, text):
    title = "Harbour Bank opens payments by app"
    item = parsed_item(1, title, f"{title} from Monday.", source="City Wire", themes=["ai"])
    store(product, document("wire.md", item))
    said(product, "/brief ai", language=Language.ENGLISH)
    said(product, "/save 1", language=Language.ENGLISH)
    assert not re.search("[가-힣]", said(product, text, language=Language.ENGLISH))
