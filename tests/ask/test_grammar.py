from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ask import questions as q
from briefings.ask.actions import question_of
from briefings.ask.commands import COMMANDS, command_of, managing_words
from briefings.ask.grammar import Grammar, spellings_of
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingId, BriefingWish, Length
from briefings.model.codes import PROOF_CODE, more_code, page_code, share_code, story_code
from briefings.model.items import ThemeId
from briefings.model.subscriptions import Schedule, StartFrom
from briefings.model.times import Period

TODAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)
FINTECH, AI, QUANTUM = ThemeId("fintech"), ThemeId("ai"), ThemeId("quantum")
GRAMMAR = Grammar(
    spellings_of(
        {
            FINTECH: ("핀테크", "Fintech"),
            AI: ("AI", "인공지능", "artificial intelligence"),
            QUANTUM: ("양자", "양자 기술"),
        }
    )
)


def read(typed: str) -> q.Question:
    return GRAMMAR.read(typed, TODAY)


def wish(typed: str) -> BriefingWish:
    question = read(typed)
    assert isinstance(question, q.BriefQuestion)
    return question.wish


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", BriefingWish()),
        ("/brief", BriefingWish()),
        ("/brief fintech", BriefingWish(themes=(FINTECH,))),
        ("/브리핑 핀테크를", BriefingWish(themes=(FINTECH,))),
        ("핀테크 소식 알려줘", BriefingWish(themes=(FINTECH,))),
        ("/brief 핀테크·AI", BriefingWish(themes=(FINTECH, AI))),
        ("/brief fintech, artificial intelligence", BriefingWish(themes=(FINTECH, AI))),
        ("/brief 양자기술 길게", BriefingWish(themes=(QUANTUM,), length=Length.LONG)),
        ("/brief 마이데이터", BriefingWish(words=("마이데이터",))),
        (
            "/brief 핀테크 -코인 결제",
            BriefingWish(themes=(FINTECH,), words=("결제",), without=("코인",)),
        ),
        ('/brief "오픈 뱅킹"', BriefingWish(words=("오픈 뱅킹",))),
        ("/BRIEF titles AI", BriefingWish(themes=(AI,), length=Length.TITLES)),
        (
            "/brief ai 2021-01-04..2021-01-15",
            BriefingWish(
                themes=(AI,), period=Period(since=date(2021, 1, 4), until=date(2021, 1, 15))
            ),
        ),
        ("/brief 소식", BriefingWish(words=("소식",))),
        ("\u200b핀테크\u200b", BriefingWish(themes=(FINTECH,))),
    ],
)
def test_a_brief_is_read_from_words_in_any_order(typed, expected):
    assert wish(typed) == expected


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("/more", q.MoreQuestion()),
        ("더 보기", q.MoreQuestion()),
        ("/detail 2", q.DetailQuestion(number=2)),
        ("/자세히 2번", q.DetailQuestion(number=2)),
        ("2번 자세히", q.DetailQuestion(number=2)),
        ("3 출처", q.SourceQuestion(number=3)),
        ("/source #3", q.SourceQuestion(number=3)),
        ("/detail ２", q.DetailQuestion(number=2)),
        ("/related 1", q.RelatedQuestion(number=1)),
        ("/why 1", q.WhyQuestion(number=1)),
        ("/search 양자암호 최신순", q.SearchQuestion(words=("양자암호",), newest=True)),
        ("/help", q.HelpQuestion()),
        ("/help 구독", q.HelpQuestion(command="subscribe")),
        ("/help /brief", q.HelpQuestion(command="brief")),
        ("/settings language en", q.SettingsQuestion(name="language", value="en")),
        ("/unsubscribe 2", q.UnsubscribeQuestion(number=2)),
        ("구독취소", q.UnsubscribeQuestion()),
        ("/pause 1 2026-12-24", q.PauseQuestion(number=1, until=date(2026, 12, 24))),
        ("/pause 2w", q.PauseQuestion(until=date(2026, 12, 6))),
        ("/pause all", q.PauseQuestion(every=True)),
        ("/pause 전부 내일", q.PauseQuestion(every=True, until=TOMORROW)),
        ("/unsubscribe all", q.UnsubscribeQuestion(every=True)),
        ("/unsubscribe 전부", q.UnsubscribeQuestion(every=True)),
        ("/구독취소 모두", q.UnsubscribeQuestion(every=True)),
        ("/resume all", q.ResumeQuestion(every=True)),
        ("／brief fintech", q.BriefQuestion(wish=BriefingWish(themes=(FINTECH,)))),
        ("/resume", q.ResumeQuestion()),
        ("/status", q.StatusQuestion()),
        ("주제", q.ThemesQuestion()),
    ],
)
def test_a_command_is_read_in_either_language(typed, question):
    assert read(typed) == question


def test_a_subscription_is_read_with_its_time_and_the_words_left_out():
    assert read("/subscribe 핀테크 -코인 평일 9시 지금부터") == q.SubscribeQuestion(
        wish=BriefingWish(themes=(FINTECH,), without=("코인",)),
        schedule=Schedule(days=(0, 1, 2, 3, 4), at=time(9, 0)),
        start_from=StartFrom.NOW,
    )


def test_a_subscription_without_a_time_leaves_it_open():
    question = read("/subscribe ai")
    assert question == q.SubscribeQuestion(wish=BriefingWish(themes=(AI,)), schedule=None)


@pytest.mark.parametrize(
    "typed",
    [
        "/detail",
        "/detail zwei",
        "/source",
        "/search",
        "/help nonsense",
        "/brief 0d",
        "/pause 1 내일모레쯤",
        "/pause 1 2020-01-01",
        "/pause 1 13/40",
        "/pause 1 7d 8d",
        "/trend 2021-13-01",
        "/trend fintech 7d 8d",
        "/unsubscribe 하나",
        "/subscribe 핀테크 7d",
    ],
)
def test_what_cannot_be_understood_is_told_with_an_example_that_can(typed):
    with pytest.raises(NotUnderstood) as refused:
        read(typed)
    read(refused.value.example)


@pytest.mark.parametrize(
    ("typed", "command"),
    [("/trend fintech 7d 8d", "/trend"), ("/pause 1 7d 8d", "/pause"), ("/sub ai 0d", "/sub")],
)
def test_the_example_of_an_error_is_one_of_the_command_that_was_typed(typed: str, command: str):
    with pytest.raises(NotUnderstood) as refused:
        read(typed)
    assert refused.value.example.startswith(command)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("내일", date(2026, 11, 23)),
        ("내일까지", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 23)),
        ("until tomorrow", date(2026, 11, 23)),
        ("모레", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 24)),
        ("금요일", date(2026, 11, 27)),
        ("until Friday", date(2026, 11, 27)),
        ("till sun", date(2026, 11, 29)),
        ("다음 주", date(2026, 11, 23)),
        ("다음 주 수요일까지", date(2026, 11, 25)),
        ("next week", date(2026, 11, 23)),
        ("다음 달", date(2026, 12, 1)),
        ("next month", date(2026, 12, 1)),
        ("until Dec 1", date(2026, 12, 1)),
        ("1 December", date(2026, 12, 1)),
        ("december 1st", date(2026, 12, 1)),
        ("12/1", date(2026, 12, 1)),
        ("12월 1일까지", date(2026, 12, 1)),
        ("until 2026-12-01", date(2026, 12, 1)),
        ("jan 5", date(2027, 1, 5)),
        ("일주일", date(2026, 11, 29)),
        ("한 달", date(2026, 12, 22)),
        ("2주 동안", date(2026, 12, 6)),
        ("for 2 weeks", date(2026, 12, 6)),
    ],
)
def test_a_pause_ends_on_the_day_that_is_named(typed: str, until: date):
    assert read(f"/pause 1 {typed}") == q.PauseQuestion(number=1, until=until)


@pytest.mark.parametrize(
    "typed", ["/subscribe all daily 9am", "/subscribe 전체 매일 9시", "/subscribe everything 9am"]
)
def test_everything_can_be_subscribed_to_by_saying_so(typed: str):
    question = read(typed)
    assert (question.wish, question.everything) == (BriefingWish(), True)


def test_an_unknown_command_names_a_near_one():
    with pytest.raises(NotUnderstood) as refused:
        read("/breif fintech")
    assert refused.value.suggestions == ("/brief",)


def test_a_misspelt_theme_is_near_its_theme():
    assert GRAMMAR.near_themes("fintec") == (FINTECH,)


def test_every_command_is_read_by_every_spelling():
    spelled = {word: command.name for command in COMMANDS for word in command.spellings}
    assert {word: command_of(word).name for word in spelled} == spelled


def test_every_example_of_the_help_is_understood():
    examples = [example for command in COMMANDS for example in command.examples]
    assert all(read(example) for example in examples)


def test_commands_that_change_a_chat_are_known_in_every_spelling():
    assert {"subscribe", "구독", "settings", "설정", PROOF_CODE} <= managing_words()
    assert managing_words().isdisjoint({"brief", "검색"})


BRIEFING = BriefingId(10**12)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        (more_code(BRIEFING), q.MoreQuestion(briefing=BRIEFING)),
        (share_code(BRIEFING), q.ShareQuestion(briefing=BRIEFING)),
        (page_code(BRIEFING, 20), q.PageQuestion(briefing=BRIEFING, offset=20)),
        (story_code("detail", BRIEFING, 3), q.DetailQuestion(briefing=BRIEFING, number=3)),
        (story_code("source", BRIEFING, 3), q.SourceQuestion(briefing=BRIEFING, number=3)),
        (story_code("related", BRIEFING, 3), q.RelatedQuestion(briefing=BRIEFING, number=3)),
        (story_code("why", BRIEFING, 3), q.WhyQuestion(briefing=BRIEFING, number=3)),
    ],
)
def test_a_button_asks_what_it_was_made_for(code, question):
    assert question_of(code) == question
    assert len(code.encode()) <= 64


@given(st.text(max_size=64))
def test_a_button_that_is_not_ours_is_refused(code):
    with pytest.raises(NotUnderstood):
        question_of(f"x{code}")


@given(st.text(max_size=600))
def test_anything_typed_is_a_question_or_told_why_not(typed):
    with suppress(NotUnderstood):
        assert read(typed)
