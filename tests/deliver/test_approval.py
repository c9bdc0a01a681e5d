"""A draft is shown before the hour, decided on by buttons, and sent as it then stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from briefings.model.chats import ChatKind, ChatSettings
from briefings.model.habits import Approval, NothingNew, QuietHours
from briefings.model.subscriptions import Schedule, SlotState
from tests.deliver.approving import (
    EDITOR,
    GROUP,
    HALF_PAST_EIGHT,
    NAMES,
    NINE,
    Desk,
    a_desk,
    a_wish,
    buttons,
    stock,
    words,
)

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def titles(text: str) -> list[str]:
    """The names of the stories that a text tells, in its order."""
    found = [(text.index(f"{name} 시작"), name) for name in NAMES if f"{name} 시작" in text]
    return [name for _, name in sorted(found)]


def test_a_draft_comes_so_many_minutes_before_and_never_sooner(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT - MINUTE)
    assert desk.sent == []
    desk.at(HALF_PAST_EIGHT)
    desk.at(HALF_PAST_EIGHT + MINUTE)
    assert [key for key, _ in desk.sent] == [EDITOR.key]
    assert titles(desk.texts(EDITOR)[0]) == list(NAMES)
    assert "11월 23일(월) 09:00" in desk.texts(EDITOR)[0]


def test_silence_sends_what_was_shown_on_time_and_once(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.at(NINE)
    desk.at(NINE + MINUTE)
    assert [titles(text) for text in desk.texts(GROUP)] == [list(NAMES)]
    assert desk.ends(subscription) == [(SlotState.SENT, None)]


def test_what_was_dropped_and_pinned_is_what_is_sent(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    codes = desk.codes()
    desk.press(codes["2 빼기"])
    page = desk.press(codes["4 맨 위로"]).page
    desk.at(NINE)
    expected = [NAMES[3], NAMES[0], NAMES[2], *NAMES[4:]]
    assert titles(words(page).split("뺀 소식")[0]) == expected
    assert titles(desk.texts(GROUP)[0]) == expected


def test_a_story_that_moves_up_is_told_as_fully_as_the_others(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press(desk.codes()["1 빼기"])
    desk.at(NINE)
    sixth = f"{NAMES[5]} 서비스를 다음 달부터 시작한다고 밝혔다."
    assert sixth not in desk.texts(EDITOR)[0]
    assert sixth in desk.texts(GROUP)[0]


def test_the_answer_to_a_press_stands_in_the_place_of_the_draft_with_its_buttons(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    answer = desk.press(desk.codes()["2 빼기"])
    assert answer.edits
    shown = buttons(answer.page)
    assert shown["2 빼기"] == "draft:1:drop:3"  # what stands second now was third in the draft
    assert shown["되돌리기: 누리페이 버스 결제 시작"] == "draft:1:keep:2"


def test_a_button_pressed_twice_or_on_an_old_message_means_its_story(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    code = desk.codes()["2 빼기"]
    once = desk.press(code)
    assert desk.press(code) == once
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == [NAMES[0], *NAMES[2:]]


def test_a_dropped_story_can_be_taken_back(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press(desk.codes()["2 빼기"])
    desk.press("draft:1:keep:2")
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES)


def test_a_stopped_briefing_is_skipped_and_its_stories_wait_for_the_next(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    page = desk.press(desk.codes()["보내지 않기"]).page
    desk.at(NINE)
    assert desk.texts(GROUP) == []
    assert desk.ends(subscription) == [(SlotState.SKIPPED, "stopped by 김편집")]
    assert "김편집이 중단했습니다" in words(page)
    assert buttons(page) == {"그래도 보내기": "draft:1:go"}
    assert "건너뜀 (중단: 김편집)" in desk.say("/status")
    desk.at(NINE + DAY - 30 * MINUTE)
    desk.at(NINE + DAY)
    assert [titles(text) for text in desk.texts(GROUP)] == [list(NAMES)]


def test_what_was_stopped_may_be_sent_after_all_until_the_hour(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:stop")
    desk.press("draft:1:go")
    desk.at(NINE)
    assert desk.ends(subscription) == [(SlotState.SENT, None)]


def test_an_approved_draft_says_by_whom_and_is_sent_on_time(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    page = desk.press(desk.codes()["이대로 승인"]).page
    assert "김편집이 승인했습니다" in words(page)
    assert "이대로 승인" not in buttons(page)
    assert "초안 승인: 김편집" in desk.say("/status")
    desk.at(NINE)
    assert desk.ends(subscription) == [(SlotState.SENT, None)]


def test_an_answer_after_the_hour_is_told_so_and_changes_nothing(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    codes = desk.codes()
    desk.at(NINE)
    desk.clock.move(minutes=3)
    answers = [desk.press(codes[label]) for label in ("1 빼기", "보내지 않기")]
    assert ["11월 23일(월) 09:00에 이미 보냈습니다" in words(a.page) for a in answers] == [True] * 2
    assert [buttons(a.page) for a in answers] == [{}, {}]
    assert titles(words(answers[0].page)) == list(NAMES)
    assert desk.ends(subscription) == [(SlotState.SENT, None)]
    assert desk.product.newsroom.briefings.told(GROUP, since=NINE - DAY)


def test_an_answer_after_it_was_stopped_says_that_nothing_was_sent(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:stop")
    desk.at(NINE)
    assert "보내지 않았습니다(중단: 김편집)" in words(desk.press("draft:1:go").page)


def test_while_the_hour_has_come_but_nothing_is_made_yet_a_decision_still_counts(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.clock.move(minutes=30)
    desk.steps.tick(NINE)
    desk.press("draft:1:stop")
    desk.at(NINE)
    assert desk.ends(subscription) == [(SlotState.SKIPPED, "stopped by 김편집")]


def test_a_decision_between_reading_and_writing_makes_the_briefing_anew(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    proofs = desk.steps.proofs
    assert proofs is not None

    class Interrupted(type(proofs)):  # type: ignore[misc]
        def draft_of(self, *given: object):
            desk.press("draft:1:drop:1")
            return super().draft_of(*given)

    fields = {name: getattr(proofs, name) for name in proofs.__dataclass_fields__}
    stale = replace(desk.steps, proofs=Interrupted(**fields))
    desk.clock.move(minutes=30)
    stale.tick(NINE)
    stale.assemble(NINE)
    assert desk.ends(subscription) == [(SlotState.DUE, None)]
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES[1:])


def test_nobody_else_may_decide(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    stranger = replace(EDITOR, address="8")
    answer = desk.press("draft:1:stop", chat=stranger, person=stranger.key)
    in_group = desk.press("draft:1:stop", chat=GROUP, kind=ChatKind.GROUP, person="telegram:9")
    assert (answer.only_for_asker, answer.edits) == (True, False)
    assert "받은 분만" in words(answer.page)
    assert "받은 분만" in words(in_group.page)
    desk.at(NINE)
    assert desk.ends(subscription) == [(SlotState.SENT, None)]


def test_in_a_group_whoever_manages_it_decides(desk: Desk):
    room = replace(GROUP, address="-2002")
    subscription = desk.subscribe(a_wish(approval=Approval(minutes=30, approver=room.key)))
    desk.at(HALF_PAST_EIGHT)
    assert [key for key, _ in desk.sent] == [room.key]
    pressed = {"chat": room, "kind": ChatKind.GROUP, "person": "telegram:9"}
    refused = desk.press("draft:1:stop", **pressed, may_manage=False)
    assert "받은 분만" in words(refused.page)
    desk.press("draft:1:stop", **pressed, name="이관리")
    desk.at(NINE)
    assert desk.ends(subscription) == [(SlotState.SKIPPED, "stopped by 이관리")]


def test_what_comes_in_after_the_draft_waits_for_the_next_briefing(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    stock(desk.product, ("온새미 송금 앱",), now=HALF_PAST_EIGHT + MINUTE)
    desk.at(NINE)
    desk.at(NINE + DAY)
    first, second = desk.texts(GROUP)
    assert "온새미 송금 앱" not in first
    assert "온새미 송금 앱 시작" in second
    assert titles(second) == []


def test_a_dropped_story_does_not_come_back_in_the_next_briefing(desk: Desk):
    desk.subscribe(a_wish(nothing_new=NothingNew.SILENT))
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:drop:3")
    desk.at(NINE)
    stock(desk.product, ("온새미 송금 앱",), now=NINE + MINUTE)
    desk.at(NINE + DAY)
    assert [NAMES[2] in text for text in desk.texts(GROUP)] == [False, False]


def test_a_dropped_story_does_not_come_back_after_the_briefing_was_stopped(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:drop:3")
    desk.press("draft:1:stop")
    desk.at(NINE)
    desk.at(NINE + DAY)
    assert titles(desk.texts(GROUP)[0]) == [*NAMES[:2], *NAMES[3:]]


def test_where_all_is_left_out_the_readers_hear_what_they_chose_for_nothing_new(desk: Desk):
    says = desk.subscribe()
    silent = desk.subscribe(
        a_wish(chat=replace(GROUP, address="-1002"), nothing_new=NothingNew.SILENT)
    )
    desk.at(HALF_PAST_EIGHT)
    for proof in (1, 2):
        for number in range(1, 9):
            last = desk.press(f"draft:{proof}:drop:{number}")
    assert "남은 소식이 없습니다" in words(last.page)
    desk.at(NINE)
    assert desk.ends(says) == [(SlotState.EMPTY, "everything was left out")]
    assert desk.ends(silent) == [(SlotState.EMPTY, "everything was left out")]
    assert ["새 소식이 없습니다" in text for text in desk.texts(GROUP)] == [True]


def test_nothing_new_is_shown_as_a_draft_and_stays_so_until_the_hour(tmp_path: Path):
    with a_desk(tmp_path, stories=0) as desk:
        subscription = desk.subscribe()
        desk.at(HALF_PAST_EIGHT)
        stock(desk.product, NAMES[:1], now=HALF_PAST_EIGHT + MINUTE)
        desk.at(NINE)
        assert "아직 새 소식이 없습니다" in desk.texts(EDITOR)[0]
        assert list(desk.codes()) == ["이대로 승인", "보내지 않기"]
        assert desk.ends(subscription) == [(SlotState.EMPTY, "nothing new, and said so")]
        desk.at(NINE + DAY)
        assert titles(desk.texts(GROUP)[1]) == [NAMES[0]]


def test_where_silence_was_chosen_no_draft_of_nothing_is_shown(tmp_path: Path):
    with a_desk(tmp_path, stories=0) as desk:
        subscription = desk.subscribe(a_wish(nothing_new=NothingNew.SILENT))
        desk.at(HALF_PAST_EIGHT)
        desk.at(HALF_PAST_EIGHT + MINUTE)
        desk.at(NINE)
        assert desk.sent == []
        assert desk.ends(subscription) == [(SlotState.EMPTY, "nothing new")]


def test_after_an_outage_over_the_hour_it_is_sent_late_without_a_draft(desk: Desk):
    subscription = desk.subscribe()
    desk.at(NINE + 20 * MINUTE)
    assert [key for key, _ in desk.sent] == [GROUP.key]
    assert desk.ends(subscription) == [(SlotState.LATE, "made 20 minutes after its time")]


def test_after_an_outage_before_the_hour_the_draft_comes_with_the_minutes_left(desk: Desk):
    desk.subscribe()
    desk.at(NINE - 5 * MINUTE)
    assert [key for key, _ in desk.sent] == [EDITOR.key]


def test_decisions_hold_when_the_outage_begins_after_the_draft(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:drop:1")
    desk.at(NINE + 60 * MINUTE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES[1:])
    assert desk.ends(subscription) == [(SlotState.LATE, "made 60 minutes after its time")]


def test_a_restart_between_draft_and_hour_loses_and_repeats_nothing(tmp_path: Path):
    with a_desk(tmp_path) as desk:
        subscription = desk.subscribe()
        desk.at(HALF_PAST_EIGHT)
        desk.press("draft:1:drop:1")
    with a_desk(tmp_path, now=HALF_PAST_EIGHT + MINUTE, stories=0) as again:
        again.at(HALF_PAST_EIGHT + MINUTE)
        again.press("draft:1:pin:3")
        again.at(NINE)
        assert [key for key, _ in again.sent] == [GROUP.key]
        assert titles(again.texts(GROUP)[0]) == [NAMES[2], NAMES[1], *NAMES[3:]]
        assert again.ends(subscription) == [(SlotState.SENT, None)]


def test_where_the_approver_is_gone_it_is_sent_on_time_and_nothing_is_paused(desk: Desk):
    subscription = desk.subscribe()
    desk.gone.add(EDITOR.key)
    desk.at(HALF_PAST_EIGHT)
    desk.at(NINE)
    kept = desk.product.subscriptions.get(subscription.id)
    assert [(e.draft_of, e.state, e.paused) for e in desk.ended] == [
        (NINE, SlotState.FAILED, False),
        (None, SlotState.SENT, False),
    ]
    assert kept is not None
    assert not kept.paused
    assert titles(desk.texts(GROUP)[0]) == list(NAMES)


def test_a_draft_that_was_not_shown_by_the_hour_is_not_shown_any_more(desk: Desk):
    subscription = desk.subscribe()
    desk.clock.move(minutes=0)
    desk.steps.tick(HALF_PAST_EIGHT)  # the approver's platform is down: nothing is sent
    desk.at(NINE)
    assert [key for key, _ in desk.sent] == [GROUP.key]
    assert desk.ends(subscription) == [(SlotState.SENT, None)]
    assert desk.outbox.counts().waiting == 0


def test_a_platform_without_a_token_shows_no_draft_and_hinders_nothing(desk: Desk):
    subscription = desk.subscribe(a_wish(approval=Approval(minutes=30, approver="slack:T1:U1")))
    first = desk.steps.tick(HALF_PAST_EIGHT)
    second = desk.steps.tick(HALF_PAST_EIGHT + MINUTE)
    assert [each.error for each in first.undrafted] == [
        "LookupError: slack is not connected: its token is missing"
    ]
    assert (first.drafted, second.undrafted) == (0, ())
    desk.at(NINE)
    assert desk.ends(subscription) == [(SlotState.SENT, None)]


def test_a_pause_sends_nothing_and_the_draft_says_so(desk: Desk):
    subscription = desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.say("/pause")
    page = desk.press("draft:1:drop:1").page
    desk.at(NINE)
    assert "일시중지되어" in words(page)
    assert desk.texts(GROUP) == []
    assert desk.ends(subscription) == []


def test_a_resume_before_the_hour_sends_what_was_decided(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:drop:1")
    desk.say("/pause")
    desk.say("/resume")
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES[1:])


def test_an_ended_subscription_takes_its_draft_with_it(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.say("/unsubscribe")
    answer = desk.press("draft:1:stop")
    desk.at(NINE)
    assert "이 초안은 이제 없습니다" in words(answer.page)
    assert desk.texts(GROUP) == []


def test_a_new_draft_never_answers_to_the_buttons_of_an_ended_one(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.say("/unsubscribe")
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT + MINUTE)
    assert "이 초안은 이제 없습니다" in words(desk.press("draft:1:stop").page)
    assert desk.codes()["보내지 않기"] == "draft:2:stop"


def test_another_time_zone_gives_the_old_draft_up(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.say("/settings zone UTC")
    assert "구독 시각이 바뀌었습니다" in words(desk.press("draft:1:stop").page)
    desk.at(NINE)
    assert desk.texts(GROUP) == []
    desk.at(NINE + timedelta(hours=8, minutes=30))
    assert len(desk.texts(EDITOR)) == 2


def test_quiet_hours_of_the_readers_put_the_draft_off_with_the_briefing(desk: Desk):
    quiet = QuietHours(start=time(22), end=time(10))
    subscription = desk.subscribe(a_wish(quiet=quiet))
    desk.at(HALF_PAST_EIGHT)
    desk.at(NINE)
    assert desk.sent == []
    desk.at(NINE + 30 * MINUTE)
    assert [key for key, _ in desk.sent] == [EDITOR.key]
    assert "10:00" in desk.texts(EDITOR)[0]
    desk.press("draft:1:drop:1")
    desk.at(NINE + 60 * MINUTE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES[1:])
    assert desk.ends(subscription) == [(SlotState.SENT, None)]


def test_the_approver_is_not_disturbed_in_quiet_hours_of_their_own(desk: Desk):
    quiet = QuietHours(start=time(22), end=time(8, 50))
    desk.product.newsroom.chats.change(EDITOR, ChatSettings(quiet=quiet))
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    assert desk.sent == []
    desk.at(NINE - 10 * MINUTE)
    assert [key for key, _ in desk.sent] == [EDITOR.key]


def test_what_a_curator_hides_or_the_chat_mutes_meanwhile_is_not_sent(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    desk.say("/mute 누리페이")
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == [NAMES[0], *NAMES[2:]]


def test_what_another_subscription_told_meanwhile_is_not_told_twice(desk: Desk):
    desk.subscribe(due=NINE)
    every_day = Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(8, 50))
    early = a_wish(approval=None, words=("누리페이",), schedule=every_day)
    desk.subscribe(early, due=NINE - 10 * MINUTE)
    desk.at(HALF_PAST_EIGHT)
    desk.at(NINE - 10 * MINUTE)
    desk.at(NINE)
    assert [titles(text) for text in desk.texts(GROUP)] == [[NAMES[1]], [NAMES[0], *NAMES[2:]]]


def test_who_forgets_is_shown_no_drafts_any_more(desk: Desk):
    subscription = desk.subscribe()
    desk.say("/forget yes", chat=EDITOR, kind=ChatKind.PRIVATE)
    kept = desk.product.subscriptions.get(subscription.id)
    assert kept is not None
    assert kept.wish.approval is None
    desk.at(HALF_PAST_EIGHT)
    desk.at(NINE)
    assert [key for key, _ in desk.sent] == [GROUP.key]


def test_an_approving_group_that_moves_goes_on_deciding(desk: Desk):
    room, moved = replace(GROUP, address="-22"), replace(GROUP, address="-10022")
    desk.subscribe(a_wish(approval=Approval(minutes=30, approver=room.key)))
    desk.at(HALF_PAST_EIGHT)
    desk.product.newsroom.chats.move(room, moved)
    answer = desk.press("draft:1:drop:1", chat=moved, kind=ChatKind.GROUP, person="telegram:9")
    assert answer.edits
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES[1:])


def test_a_forged_code_is_answered_and_changes_nothing(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    forged = (
        "draft:1:drop",
        "draft:1:stop:2",
        "draft:1:burn:1",
        "draft:99:stop",
        "draft:1:drop:77",
    )
    answers = [desk.press(code) for code in forged]
    assert [answer.edits for answer in answers] == [False, False, False, False, True]
    desk.at(NINE)
    assert titles(desk.texts(GROUP)[0]) == list(NAMES)


def test_a_name_that_would_break_markup_is_shown_as_it_is(desk: Desk):
    desk.subscribe()
    desk.at(HALF_PAST_EIGHT)
    page = desk.press("draft:1:stop", name="<b>{who}</b> @all " + "가" * 90).page
    assert "&lt;b&gt;{who}&lt;/b&gt;" in words(page)
    assert "가" * 40 not in words(page)


def test_a_draft_that_waits_is_no_silence_of_the_briefing(desk: Desk):
    desk.subscribe(a_wish(approval=Approval(minutes=60, approver=EDITOR.key)))
    desk.steps.tick(NINE - 60 * MINUTE)
    assert desk.outbox.counts().waiting == 1
    assert desk.outbox.silences(NINE - MINUTE) == ()


def test_many_drafts_of_one_hour_are_all_shown_before_it(desk: Desk):
    for number in range(60):
        desk.subscribe(a_wish(chat=replace(GROUP, address=f"-3{number}")))
    assert desk.steps.tick(HALF_PAST_EIGHT).drafted == 60
    assert desk.steps.tick(HALF_PAST_EIGHT + MINUTE).drafted == 0
