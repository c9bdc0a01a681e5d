from dataclasses import replace
from datetime import time, timedelta

import pytest

from briefings.errors import StoreBusy
from briefings.model.chats import ChatRef
from briefings.model.habits import QuietHours
from briefings.model.subscriptions import (
    Cadence,
    Delivered,
    Outcome,
    Schedule,
    SlotState,
    StartFrom,
    Window,
)
from briefings.steps.due import Assembled
from tests.deliver.conftest import Post, a_wish
from tests.deliver.fakes import NINE, draft

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def fail(*_unused: object) -> None:
    raise RuntimeError("no words")


def test_a_due_subscription_gets_one_slot_and_its_next_due_time(post: Post):
    subscription = post.subscribe()
    ticked = post.steps.tick(NINE)
    again = post.steps.tick(NINE)
    assert (ticked.due, again.due) == (1, 0)
    assert post.ends(subscription) == [(SlotState.DUE, None)]
    assert post.subscriptions.get(subscription.id).next_due_at == NINE + DAY


def test_nothing_is_due_before_its_time(post: Post):
    subscription = post.subscribe()
    assert post.steps.tick(NINE - MINUTE).due == 0
    assert post.ends(subscription) == []


def test_after_an_outage_one_late_briefing_tells_all_that_was_missed(post: Post):
    subscription = post.subscribe()
    now = NINE + 3 * DAY + timedelta(hours=2)
    windows: list[Window] = []
    steps = post.with_write(lambda _sub, window, _now: windows.append(window) or draft())
    steps.tick(now)
    steps.assemble(now)
    told = "told by the briefing due 2026-11-26 00:00 UTC"
    assert post.ends(subscription) == [
        *[(SlotState.SKIPPED, told)] * 3,
        (SlotState.ASSEMBLED, "nothing new, and said so"),
    ]
    assert windows == [Window(after=NINE - 7 * DAY, until=now, late_for=NINE + 3 * DAY)]


def test_a_slot_older_than_the_limit_is_skipped_with_its_reason(post: Post):
    monday_only = a_wish(schedule=Schedule(days=(0,), at=time(9)))
    subscription = post.subscribe(monday_only)
    now = NINE + 2 * DAY
    assert post.steps.tick(now).due == 1
    assert post.ends(subscription) == [
        (SlotState.SKIPPED, "more than 24 hours late; the next briefing tells it")
    ]
    assert post.subscriptions.get(subscription.id).next_due_at == NINE + 7 * DAY
    assert post.steps.assemble(now) == Assembled()


def test_a_year_of_outage_keeps_the_newest_slots_and_counts_the_others(post: Post):
    subscription = post.subscribe()
    post.steps.tick(NINE + 400 * DAY)
    slots = post.subscriptions.slots(subscription.id, limit=1000)
    assert len(slots) == 32
    assert slots[-1].reason == "told by the briefing due 2027-12-28 00:00 UTC (and 369 before it)"


def test_a_clock_that_goes_back_brings_nothing_again(post: Post):
    subscription = post.subscribe()
    post.steps.tick(NINE + MINUTE)
    for minutes in range(-60, 2):
        post.steps.tick(NINE + minutes * MINUTE)
    assert post.ends(subscription) == [(SlotState.DUE, None)]


def test_assembling_twice_makes_one_briefing(post: Post):
    post.subscribe()
    post.steps.tick(NINE)
    assert post.steps.assemble(NINE).made == 1
    assert post.steps.assemble(NINE).made == 0
    assert post.outbox.waiting() == 1


def test_nothing_new_ends_silently_where_the_reader_wants_silence(post: Post):
    subscription = post.subscribe()
    steps = post.with_write(lambda *_: None)
    steps.tick(NINE)
    steps.assemble(NINE + MINUTE)
    assert post.ends(subscription) == [(SlotState.EMPTY, "nothing new")]
    assert post.outbox.waiting() == 0
    assert post.subscriptions.get(subscription.id).window_from == NINE + MINUTE


def test_a_subscription_from_now_starts_its_window_now(post: Post):
    week, now = post.subscribe(), post.subscribe(a_wish(start_from=StartFrom.NOW))
    assert (week.window_from, now.window_from) == (NINE - 7 * DAY, NINE)


def test_one_briefing_that_cannot_be_made_never_stops_the_others(post: Post):
    broken, whole = post.subscribe(a_wish("1")), post.subscribe(a_wish("2"))
    steps = post.with_write(lambda sub, *_: fail() if sub.id == broken.id else draft())
    steps.tick(NINE)
    assembled = steps.assemble(NINE)
    assert (assembled.made, [f.error for f in assembled.failed]) == (1, ["RuntimeError: no words"])
    assert post.ends(whole)[0][0] is SlotState.ASSEMBLED
    assert post.ends(broken)[0][0] is SlotState.DUE


def test_a_briefing_that_can_never_be_made_ends_as_failed_with_its_error(post: Post):
    subscription = post.subscribe()
    steps = post.with_write(fail)
    steps.tick(NINE)
    for minutes in range(10):
        steps.assemble(NINE + minutes * MINUTE)
    reason = "the briefing could not be made in 5 tries: RuntimeError: no words"
    assert post.ends(subscription) == [(SlotState.FAILED, reason)]


def test_a_locked_database_costs_no_try(post: Post):
    subscription = post.subscribe()

    def busy(*_unused: object) -> None:
        raise StoreBusy("somebody writes")

    post.steps.tick(NINE)
    with pytest.raises(StoreBusy):
        post.with_write(busy).assemble(NINE)
    assert post.subscriptions.last_slot(subscription.id).attempts == 0
    assert post.steps.assemble(NINE).made == 1


def test_quiet_hours_put_a_briefing_off_to_their_end_and_it_is_not_late_then(post: Post):
    quiet = QuietHours(start=time(22), end=time(11, 30))
    subscription = post.subscribe(a_wish(quiet=quiet))
    windows: list[Window] = []
    steps = post.with_write(lambda _sub, window, _now: windows.append(window) or draft())
    steps.tick(NINE)
    assert steps.assemble(NINE).put_off == 1
    assert steps.assemble(NINE + 60 * MINUTE) == Assembled()
    assert steps.assemble(NINE + 151 * MINUTE).made == 1
    assert windows[0].late_for is None
    assert post.subscriptions.last_slot(subscription.id).not_before == NINE + 150 * MINUTE


def test_quiet_hours_from_and_to_the_same_time_are_none(post: Post):
    post.subscribe(a_wish(quiet=QuietHours(start=time(9), end=time(9))))
    post.steps.tick(NINE)
    assert post.steps.assemble(NINE).made == 1


def test_a_platform_that_is_not_connected_puts_the_briefing_off_and_keeps_the_reason(post: Post):
    post.subscribe(a_wish(chat=ChatRef(platform="irc", address="x")))
    post.steps.tick(NINE)
    assert post.steps.assemble(NINE).put_off == 1
    silences = post.outbox.silences(NINE + 30 * MINUTE)
    assert [silence.error for silence in silences] == ["irc is not connected: its token is missing"]


def test_a_pause_ends_what_was_due_and_its_end_brings_the_next_due_time(post: Post):
    subscription = post.subscribe()
    post.steps.tick(NINE)
    post.subscriptions.pause(subscription.id, reason=None, until=NINE + 3 * DAY)
    post.steps.tick(NINE + MINUTE)
    assert post.ends(subscription) == [(SlotState.SKIPPED, "paused")]
    post.steps.tick(NINE + 3 * DAY)
    woken = post.subscriptions.get(subscription.id)
    assert (woken.paused, woken.next_due_at) == (False, NINE + 4 * DAY)


def test_a_removed_subscription_takes_its_unsent_parts_along(post: Post):
    subscription = post.subscribe()
    post.steps.tick(NINE)
    post.steps.assemble(NINE)
    assert post.subscriptions.remove(subscription.id) is True
    assert post.subscriptions.remove(subscription.id) is False
    assert post.outbox.waiting() == 0


def test_an_unsent_briefing_is_taken_over_by_the_next_one(post: Post):
    subscription = post.subscribe()
    for day in range(2):
        post.steps.tick(NINE + day * DAY)
        post.steps.assemble(NINE + day * DAY)
    assert [state for state, _ in post.ends(subscription)] == [
        SlotState.SKIPPED,
        SlotState.ASSEMBLED,
    ]
    assert post.outbox.waiting() == 1


def test_what_was_not_sent_within_the_limit_fails_with_its_reason(post: Post):
    subscription = post.subscribe(a_wish(schedule=Schedule(days=(0,), at=time(9))))
    post.steps.tick(NINE)
    post.steps.assemble(NINE)
    ticked = post.steps.tick(NINE + DAY + MINUTE)
    assert [ended.reason for ended in ticked.expired] == ["not sent within 24 hours"]
    assert post.ends(subscription) == [(SlotState.FAILED, "not sent within 24 hours")]


def test_a_silence_is_told_once_after_the_grace_time(post: Post):
    post.subscribe()
    post.steps.tick(NINE)
    assert post.outbox.silences(NINE + 14 * MINUTE) == ()
    assert len(post.outbox.silences(NINE + 16 * MINUTE)) == 1
    assert post.outbox.silences(NINE + 17 * MINUTE) == ()


def test_what_waits_in_a_line_that_moves_is_no_silence(post: Post):
    post.subscribe()
    behind = post.subscribe(a_wish("2"))
    post.steps.tick(NINE)
    post.steps.assemble(NINE)
    [first] = post.outbox.claim("telegram", NINE, ahead_seconds=0, limit=1)
    sent_at = NINE + 20 * MINUTE
    delivered = Outcome(part=first, verdict=Delivered(message_id="1", at=sent_at), tried_at=NINE)
    post.outbox.record([delivered], now=sent_at)
    assert post.outbox.silences(sent_at + MINUTE) == ()
    [silence] = post.outbox.silences(sent_at + 3 * MINUTE)
    assert silence.subscription == behind.id


def test_a_biweekly_subscription_counts_from_its_first_week(post: Post):
    fortnight = Schedule(cadence=Cadence.BIWEEKLY, days=(0,), at=time(9))
    subscription = post.subscribe(a_wish(schedule=fortnight))
    assert subscription.wish.schedule == replace(fortnight, anchor="2026-11-23")
    post.steps.tick(NINE)
    assert post.subscriptions.get(subscription.id).next_due_at == NINE + 14 * DAY


def test_ended_slots_are_dropped_after_three_months_but_the_newest(post: Post):
    subscription = post.subscribe()
    steps = post.with_write(lambda *_: None)
    for day in range(3):
        steps.tick(NINE + day * DAY)
        steps.assemble(NINE + day * DAY)
    assert post.outbox.clean_up(NINE + 100 * DAY, steady=NINE + 100 * DAY) == 2
    assert len(post.ends(subscription)) == 1
