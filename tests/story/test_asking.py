"""One chat on a real database: what is asked is answered, with the numbers that were shown."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.platforms.terminal.render import plain_text
from briefings.ask.commands import COMMANDS
from briefings.model.chats import ChatKind, ChatRef
from briefings.model.codes import more_code, page_code, story_code
from briefings.model.habits import NothingNew
from briefings.model.languages import Language
from briefings.model.pages import Buttons, Group
from briefings.steps.answer import answer
from tests.builders import CHAT, NOW, ask, document, parsed_item, store


def said(product, text: str = "", **fields) -> str:
    return plain_text(answer(ask(text, **fields), product.newsroom).page)


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


def labels(page) -> list[str]:
    blocks = [
        b for block in page.blocks for b in (block.blocks if isinstance(block, Group) else (block,))
    ]
    return [
        button.label for block in blocks if isinstance(block, Buttons) for button in block.buttons
    ]


def test_a_briefing_tells_five_stories_and_five_titles(stocked):
    text = said(stocked, "/brief 핀테크")
    assert text.startswith("핀테크 브리핑 · 11월 14일–20일\n")
    assert numbers(text) == list(range(1, 11))
    assert "그 밖의 소식" in text


def test_a_document_gives_two_stories_at_most_while_others_wait(stocked):
    page = answer(ask("/brief 핀테크"), stocked.newsroom)
    kept = stocked.newsroom.briefings.briefing(page.briefing)
    items = stocked.items.items([pick.item for pick in kept.picks[:5]])
    documents = [item.document for item in items]
    assert max(documents.count(document) for document in documents) <= 2


def test_more_goes_on_where_the_briefing_ended(stocked):
    said(stocked, "/brief 핀테크")
    assert numbers(said(stocked, "/more")) == [11, 12]
    assert "여기까지" in said(stocked, "더 보기")


def test_titles_fit_twenty_lines_and_have_no_story_buttons(stocked):
    page = answer(ask("/brief 핀테크 제목만"), stocked.newsroom).page
    assert numbers(plain_text(page)) == list(range(1, 13))
    assert labels(page) == []


def test_stories_carry_buttons_for_detail_and_sources_and_more(stocked):
    page = answer(ask("/brief 핀테크"), stocked.newsroom).page
    expected = [f"{number} {what}" for number in range(1, 6) for what in ("자세히", "출처")]
    assert labels(page) == [*expected, "더 보기"]


def test_a_number_means_the_story_of_the_briefing_replied_to(stocked):
    first = answer(ask("/brief 핀테크"), stocked.newsroom)
    stocked.newsroom.briefings.remember_messages(first.briefing, CHAT, ["501"])
    told = stocked.newsroom.briefings.briefing(first.briefing).picks[0]
    title = stocked.items.items([told.item])[0].title
    said(stocked, "/brief 양자")
    assert title in said(stocked, "/detail 1", answered_message="501")
    assert "양자 센서 시험" in said(stocked, "/detail 1")


def test_a_button_means_its_own_briefing_for_ever(stocked):
    first = answer(ask("/brief 핀테크"), stocked.newsroom)
    said(stocked, "/brief 양자")
    pressed = said(stocked, action=story_code("source", first.briefing, 2))
    assert "출처" in pressed
    assert "https://news.example.com/" in pressed


def test_a_button_of_a_briefing_that_is_gone_says_so(stocked):
    assert "보관되어 있지 않습니다" in said(stocked, action=more_code(10**9))
    assert "이제 쓸 수 없습니다" in said(stocked, action="nonsense")


@pytest.mark.parametrize("number", ["0", "13", "999999999"])
def test_a_number_out_of_range_is_told_with_the_range(stocked, number):
    said(stocked, "/brief 핀테크")
    assert "1번부터 12번까지" in said(stocked, f"/detail {number}")


def test_a_follow_up_without_a_briefing_says_so(product):
    assert "아직 브리핑이 없습니다" in said(product, "/detail 1")


def test_an_empty_store_says_how_to_feed_it(product):
    assert "trendbrief ingest" in said(product, "/brief")


def test_an_empty_period_tells_the_newest_news_and_says_so(stocked):
    later = NOW + timedelta(days=40)
    text = said(stocked, "/brief 핀테크", now=later)
    assert "가장 최근 소식" in text
    assert numbers(text)[0] == 1


def test_an_empty_theme_says_that_nothing_is_stored_about_it(stocked):
    assert "O2O 소식은 아직 없습니다" in said(stocked, "/brief o2o")


def test_an_unknown_word_offers_the_nearest_theme(stocked):
    text = said(stocked, "/brief 핀텍")
    assert "‘핀텍’에 관한 소식은 없습니다" in text
    assert "혹시 핀테크" in text
    assert "/brief fintech" in text


def test_words_narrow_a_theme(stocked):
    text = said(stocked, "/brief 핀테크 송금")
    assert "온새미 송금 앱" in text
    assert numbers(text) == [1]


def test_words_after_a_minus_are_left_out(stocked):
    assert "라온코인" not in said(stocked, "/brief 핀테크 titles -코인")
    assert "라온코인" in said(stocked, "/brief 핀테크 titles")


def test_search_results_are_numbered_and_can_be_asked_about(stocked):
    text = said(stocked, "/search 누리페이")
    assert "‘누리페이’ 검색 · 1건" in text
    assert "누리페이 버스 결제" in said(stocked, "/detail 1")


def test_search_pages_turn_in_place(stocked):
    first = answer(ask("/search 시작"), stocked.newsroom)
    second = answer(ask(action=page_code(first.briefing, 10)), stocked.newsroom)
    assert labels(first.page) == ["더 보기"]
    assert (numbers(plain_text(second.page)), second.edits) == ([11, 12], True)
    assert labels(second.page) == ["이전"]


def test_the_credit_that_a_document_asks_for_is_shown(stocked):
    assert "출처 표시: 출처를 밝혀 주세요" in said(stocked, "/brief 핀테크 titles")


def test_the_same_story_is_told_once_with_its_other_sources(product):
    title = "달빛시장 앱 하루 주문 7000건 돌파"
    body = "재래시장 상인들이 운영하는 장보기 앱 달빛시장의 하루 주문이 7000건을 넘어섰다."
    store(
        product,
        document("a.md", parsed_item(1, title, body, source="갑일보", themes=["o2o"])),
        document("b.md", parsed_item(1, f"{title}했다", body, source="을신문", themes=["o2o"])),
    )
    text = said(product, "/brief o2o")
    assert numbers(text) == [1]
    assert "외 1곳" in text


def test_hostile_titles_are_shown_as_words(product):
    title = "<!channel> <script>alert(1)</script> \u202e\u200b" + "가" * 5000
    store(product, document("a.md", parsed_item(1, title, "본문이다.", themes=["ai"])))
    text = said(product, "/brief ai")
    assert "<script>alert(1)</script>" in text
    assert len(text) < 1000


def test_english_readers_are_answered_in_english(stocked):
    text = said(stocked, "/brief fintech", language=Language.ENGLISH)
    assert text.startswith("Fintech briefing · Nov 14–20\n")
    assert (
        "details"
        in labels(answer(ask("/brief fintech", language=Language.ENGLISH), stocked.newsroom).page)[
            0
        ]
    )


def test_groups_are_answered_in_the_default_language(stocked):
    group = ChatRef(platform="telegram", address="-5")
    text = said(
        stocked, "/brief fintech", chat=group, kind=ChatKind.GROUP, language=Language.ENGLISH
    )
    assert text.startswith("핀테크 브리핑")


def test_settings_change_language_and_zone_for_one_chat(stocked):
    assert "English" in said(stocked, "/settings language en")
    assert "Asia/Tokyo" in said(stocked, "/settings zone Asia/Tokyo")
    assert said(stocked, "/brief fintech").startswith("Fintech briefing")
    other = ChatRef(platform="telegram", address="200")
    assert said(stocked, "/brief fintech", chat=other).startswith("핀테크 브리핑")


@pytest.mark.parametrize(
    "text",
    ["/settings", "/settings colour red", "/settings zone Mars/Base", "/settings language xx"],
)
def test_settings_answer_everything(stocked, text):
    assert said(stocked, text)


def test_only_those_who_manage_a_group_change_it(stocked):
    refused = said(stocked, "/subscribe 핀테크 매일 09:00", may_manage=False)
    assert "관리자만" in refused
    assert "구독이 없습니다" in said(stocked, "/subscriptions")
    assert "언어" in said(stocked, "/settings", may_manage=False)


def test_subscribing_answers_with_three_times_and_a_sample(stocked):
    text = said(stocked, "/subscribe 핀테크 -코인 평일 9시")
    assert "핀테크 (‘코인’ 제외) — 평일 09:00" in text
    assert "11월 23일(월) 09:00 · 11월 24일(화) 09:00 · 11월 25일(수) 09:00" in text
    assert "핀테크 브리핑" in text


def test_a_subscription_is_listed_paused_resumed_and_ended(stocked):
    said(stocked, "/subscribe 핀테크 매일 09:00")
    said(stocked, "/subscribe ai 월·목 18:30")
    listed = said(stocked, "/subscriptions")
    assert "1. 핀테크 — 매일 09:00" in listed
    assert "2. 인공지능 — 매주 월·목 18:30" in listed
    assert "멈췄습니다" in said(stocked, "/pause 1")
    assert "멈춤" in said(stocked, "/subscriptions")
    assert "다시 보냅니다" in said(stocked, "/resume 1")
    assert "끝냈습니다" in said(stocked, "/unsubscribe 1")
    assert "1. 인공지능" in said(stocked, "/subscriptions")


def test_all_subscriptions_are_paused_resumed_and_ended_at_once(stocked):
    said(stocked, "/subscribe 핀테크 매일 09:00")
    said(stocked, "/subscribe ai 월·목 18:30")
    paused = said(stocked, "/pause 전부 내일")
    assert "핀테크 — 매일 09:00. 다음 브리핑은 11월 21일(토) 09:00에 보냅니다." in paused
    assert "다음 브리핑은 11월 23일(월) 18:30에 보냅니다." in paused
    assert said(stocked, "/resume all").count("다시 보냅니다") == 2
    assert "멈춘 구독이 없습니다" in said(stocked, "/resume")
    assert said(stocked, "/unsubscribe 전부").count("끝냈습니다") == 2
    assert "아직 구독이 없습니다" in said(stocked, "/subscriptions")


def test_a_button_resumes_what_its_own_subscriber_paused_and_nobody_elses(stocked):
    group = ChatRef(platform="telegram", address="-1001")
    said(stocked, "/subscribe 핀테크 매일 09:00", chat=group, kind=ChatKind.GROUP)
    [made] = stocked.subscriptions.of_chat(group)
    said(stocked, "/pause", chat=group, kind=ChatKind.GROUP)
    stranger = replace(ask(action=f"resume:{made.id}"), person="telegram:999")
    assert "쓸 수 없습니다" in plain_text(answer(stranger, stocked.newsroom).page)
    assert "다시 보냅니다" in said(stocked, "", action=f"resume:{made.id}")
    assert stocked.subscriptions.get(made.id).paused is False


def test_in_the_general_topic_those_of_other_topics_say_so(stocked):
    general = ChatRef(platform="telegram", address="-1001")
    topic = replace(general, thread="7")
    said(stocked, "/subscribe 핀테크 매일 09:00", chat=topic, kind=ChatKind.GROUP)
    said(stocked, "/subscribe ai 매일 09:00", chat=general, kind=ChatKind.GROUP)
    listed = said(stocked, "/subscriptions", chat=general, kind=ChatKind.GROUP)
    assert "핀테크 — 매일 09:00 · 토픽 7 · 다음" in listed
    assert "인공지능 — 매일 09:00 · 다음" in listed
    assert "토픽" not in said(stocked, "/subscriptions", chat=topic, kind=ChatKind.GROUP)


def test_subscribing_twice_is_told(stocked):
    said(stocked, "/subscribe 핀테크 매일 09:00")
    assert "이미 1번으로" in said(stocked, "/subscribe 핀테크 매일 9시")


def test_which_subscription_is_asked_where_there_are_several(stocked):
    said(stocked, "/subscribe 핀테크 매일 09:00")
    said(stocked, "/subscribe ai 매일 09:00")
    assert "몇 번인가요" in said(stocked, "/unsubscribe")
    assert "3번 구독은 없습니다" in said(stocked, "/unsubscribe 3")


@pytest.mark.parametrize(
    "text",
    ["/themes", "/sources", "/status", "/help", "/help brief", "/start", "/why 1", "/related 1"],
)
@pytest.mark.parametrize("language", list(Language))
def test_every_command_answers_in_both_languages(stocked, text, language):
    said(stocked, "/brief fintech", language=language)
    answered = said(stocked, text, language=language)
    own_words = {Language.KOREAN: r"[가-힣]", Language.ENGLISH: r"[A-Za-z]{3}"}
    assert re.search(own_words[language], answered)


def test_on_slack_commands_are_spelled_as_they_are_typed_there(stocked):
    channel = ChatRef(platform="slack", address="T1:C1")
    text = said(stocked, "help", chat=channel, kind=ChatKind.CHANNEL)
    assert "/brief search" in text
    assert "/brief [주제나 낱말]" in text


ENGLISH_QUESTIONS = (
    "/brief fintech",
    "/brief fintech long",
    "/brief fintech titles 30d",
    "/brief nowhere",
    "/brief o2o",
    "/brief 2020-01-01..2020-01-02",
    "/more",
    "/detail 1",
    "/detail 9",
    "/source 1",
    "/related 1",
    "/search bank",
    "/search nowhere",
    "/subscribe fintech -coin every weekday 9am",
    "/subscriptions",
    "/status",
    "/pause 1 2w",
    "/resume",
    "/unsubscribe 7",
    "/settings",
    "/settings zone Mars",
    "/themes",
    "/sources",
    "/start",
    "/help",
    *(f"/help {command.name}" for command in COMMANDS),
    "/foo",
    "/subscribe fintech hourly",
)


@pytest.mark.parametrize("text", ENGLISH_QUESTIONS)
def test_english_answers_hold_no_korean(product, text):
    store(
        product,
        document(
            "wire.md",
            parsed_item(
                1,
                "Harbour Bank opens payments by app",
                "Harbour Bank lets customers pay by app from Monday.",
                source="City Wire",
                themes=["fintech"],
            ),
        ),
    )
    said(product, "/brief fintech", language=Language.ENGLISH)
    said(product, "/subscribe ai daily 09:00", language=Language.ENGLISH)
    assert not re.search("[가-힣]", said(product, text, language=Language.ENGLISH))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/settings quiet 22:00-07:00", "22:00–07:00"),
        ("/settings 방해금지 22시~7시", "22:00–07:00"),
        ("/settings 방해 금지 시간 밤 11시-아침 7시", "23:00–07:00"),
        ("/settings quiet hours 10:30pm to 7am", "22:30–07:00"),
        ("/settings 새 소식이 없을 때 조용히", "보내지 않음"),
        ("/settings nothing-new silent", "보내지 않음"),
        ("/settings 도착했는지 알 수 없을 때 다시 보내지 않음", "다시 보내지 않음"),
        ("/settings 불확실 한 번 더", "한 번 더 보냄"),
        ("/settings time zone tokyo", "Asia/Tokyo"),
        ("/settings quiet off", "없음"),
        ("/settings empty silent", "보내지 않음"),
        ("/settings unsure never", "다시 보내지 않음"),
        ("/settings length long", "길게"),
    ],
)
def test_how_a_chat_is_pushed_to_is_a_setting(stocked, text, shown):
    assert shown in said(stocked, text)
    assert shown in said(stocked, "/settings")


@pytest.mark.parametrize(
    "text", ["/settings quiet 25:00-07:00", "/settings quiet 평일-7시", "/settings empty maybe"]
)
def test_a_setting_that_cannot_be_is_refused_with_an_example(stocked, text):
    assert "예: /settings" in said(stocked, text)


def test_a_subscription_to_a_misspelt_theme_is_made_and_the_theme_offered(stocked):
    answered = said(stocked, "/subscribe 핀텍 매일 09:00")
    assert "구독했습니다: ‘핀텍’ — 매일 09:00" in answered
    assert "혹시 핀테크 아닌가요? /subscribe fintech" in answered


def test_subscriptions_follow_the_settings_of_their_chat(stocked):
    said(stocked, "/subscribe 핀테크 매일 09:00")
    said(stocked, "/settings quiet 22:00-07:00")
    said(stocked, "/settings zone Europe/Berlin")
    said(stocked, "/settings empty silent")
    said(stocked, "/subscribe ai 매일 10:00")
    one, two = stocked.subscriptions.of_chat(CHAT)
    assert {one.wish.zone, two.wish.zone} == {"Europe/Berlin"}
    assert one.next_due_at.isoformat() == "2026-11-20T08:00:00+00:00"
    assert one.wish.quiet == two.wish.quiet
    assert one.wish.nothing_new == two.wish.nothing_new == NothingNew.SILENT


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("/search", "/search 마이데이터"),
        ("/subscribe", "/subscribe 핀테크 매일 09:00"),
        ("/pause", "/subscribe 핀테크 매일 09:00"),
    ],
)
def test_an_example_is_given_in_the_language_of_the_reader(stocked, text, example):
    assert f"예: {example}" in said(stocked, text)


def test_a_month_without_its_year_is_the_newest_one(stocked):
    assert said(stocked, "/brief 핀테크 11월").startswith("핀테크 브리핑 · 11월 1일–30일")


def test_a_pause_ends_on_the_next_day_of_that_name(stocked):
    said(stocked, "/subscribe 핀테크 매일 09:00")
    assert said(stocked, "/pause 1 12월 24일").startswith("12월 24일까지 멈춥니다")


def test_a_forged_button_opens_no_other_chats_briefing(stocked):
    private = answer(ask("/brief 핀테크"), stocked.newsroom)
    group = ChatRef(platform="telegram", address="-5")
    code = story_code("detail", private.briefing, 1)
    told = said(stocked, action=code, chat=group, kind=ChatKind.GROUP)
    assert "보관되어 있지 않습니다" in told
