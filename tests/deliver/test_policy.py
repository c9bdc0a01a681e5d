import itertools
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.deliver.gate import (
    GateState,
    after_clock_change,
    after_send,
    banned,
    earliest,
    paces_of,
)
from briefings.deliver.health import Health, is_an_answer
from briefings.deliver.outcomes import Situation, verdict_on
from briefings.deliver.plan import quiet_until
from briefings.deliver.retries import LONGEST_RETRY_SECONDS, retry_after
from briefings.errors import (
    DestinationGone,
    DestinationMoved,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    WaitBeforeSending,
)
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart
from briefings.model.subscriptions import (
    Banned,
    Gone,
    Later,
    Moved,
    OutboxPart,
    Parked,
    PartId,
    QuietHours,
    SlotId,
    SubscriptionId,
)
from tests.deliver.fakes import NINE

SEOUL = ZoneInfo("Asia/Seoul")
GROUP = ChatRef(platform="telegram", address="-100")
READER = ChatRef(platform="telegram", address="7")
SECOND = timedelta(seconds=1)
WELL = Situation(now=NINE, max_attempts=5, platform_up=True, jitter=0.0)
PART = OutboxPart(
    id=PartId(1),
    slot=SlotId(1),
    subscription=SubscriptionId(1),
    briefing=None,
    target=READER,
    number=1,
    of=1,
    message=MessagePart(payload="{}", plain="text"),
    delivery_key="1-1",
    send_at=NINE,
    due_at=NINE,
)


def sends(chat: ChatRef, count: int) -> list[datetime]:
    """When so many messages to one chat go out, each at the first instant it may."""
    pace, state, now, times = paces_of(chat).chat, GateState(), NINE, []
    for _ in range(count):
        now = earliest(state, now)
        state = after_send(state, pace, now)
        times.append(now)
    return times


@given(st.integers(1, 70))
def test_a_group_gets_twenty_in_61_seconds_and_one_in_1_05(count: int):
    times = sends(GROUP, count)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    windows = [later - earlier for earlier, later in zip(times, times[20:], strict=False)]
    assert min(gaps, default=SECOND * 2) >= SECOND * 1.05
    assert min(windows, default=SECOND * 61) >= SECOND * 61


def test_a_reader_gets_one_message_in_1_05_seconds():
    assert sends(READER, 3) == [NINE, NINE + SECOND * 1.05, NINE + SECOND * 2.1]


def test_a_slack_workspace_and_its_channels_have_gates_of_their_own():
    one = paces_of(ChatRef(platform="slack", address="T1:C1"))
    other = paces_of(ChatRef(platform="slack", address="T2:C1"))
    assert (one.bot_key, other.bot_key) == ("slack:T1", "slack:T2")


def test_a_shorter_wait_never_ends_a_longer_one():
    long = banned(GateState(), NINE, 60)
    assert banned(long, NINE + SECOND, 5) == long
    assert earliest(long, NINE) == NINE + SECOND * 60


def test_waits_of_a_clock_that_was_ahead_count_from_now():
    ahead = NINE + timedelta(hours=1)
    state = banned(after_send(GateState(), paces_of(GROUP).chat, ahead), ahead, 30)
    mended = after_clock_change(state, paces_of(GROUP).chat, NINE)
    assert earliest(mended, NINE) <= NINE + SECOND * 63
    assert mended.banned_until == NINE + SECOND * 30


@given(st.integers(1, 30), st.floats(0, 1), st.floats(0, 1))
def test_retries_only_grow_to_their_longest(tries: int, jitter: float, other: float):
    pause, longer = retry_after(tries, jitter), retry_after(tries + 1, other)
    longest = timedelta(seconds=LONGEST_RETRY_SECONDS)
    assert pause <= longer or longer >= longest
    assert timedelta(seconds=2) <= pause <= longest * 1.25


@pytest.mark.parametrize(
    ("error", "part", "expected"),
    [
        (
            WaitBeforeSending("slow", after_seconds=9),
            PART,
            Later(until=NINE + SECOND * 9, error="slow", ban=Banned(until=NINE + SECOND * 9)),
        ),
        (DestinationGone("blocked"), PART, Gone(error="blocked")),
        (DestinationMoved("up", address="-9"), PART, Moved(address="-9", error="up")),
        (DestinationMoved("up", address="-9"), replace(PART, moved=True), Parked(error="up")),
        (MarkupRefused("tag"), PART, Later(until=NINE, error="tag", plain=True)),
        (MarkupRefused("tag"), replace(PART, plain=True), Parked(error="tag")),
        (
            NotSent("down"),
            PART,
            Later(until=NINE + SECOND * 2, error="down", spends_attempt=True),
        ),
        (
            NotSent("down"),
            replace(PART, attempts=4),
            Parked(error="given up after 5 tries: down"),
        ),
        (
            OutcomeUnknown("cut"),
            PART,
            Later(until=NINE + SECOND * 2, error="cut", spends_attempt=True, unsure=True),
        ),
        (
            OutcomeUnknown("cut"),
            replace(PART, unsure_since=NINE),
            Parked(error="nobody knows whether it arrived, also when repeated: cut", unsure=True),
        ),
        (
            OutcomeUnknown("cut"),
            replace(PART, repeats_unsure=False),
            Parked(error="nobody knows whether it arrived, and repeating is off: cut", unsure=True),
        ),
    ],
)
def test_every_error_has_its_verdict(error: Exception, part: OutboxPart, expected: object):
    assert verdict_on(part, error, WELL) == expected


def test_an_outage_spends_no_attempt_however_long():
    tired = replace(PART, attempts=4)
    verdict = verdict_on(tired, NotSent("down"), replace(WELL, platform_up=False))
    assert verdict == Later(until=NINE + SECOND * 32, error="down")


def test_where_connections_break_at_random_a_message_is_repeated_again():
    unsure = replace(PART, unsure_since=NINE, attempts=1)
    verdict = verdict_on(unsure, OutcomeUnknown("cut"), replace(WELL, is_flaky=True))
    assert isinstance(verdict, Later)


def test_a_platform_rests_after_three_failures_and_is_probed_ever_more_seldom():
    health, pauses = Health(), []
    for _ in range(12):
        health = health.after_failure(NINE, 0.0)
        pauses.append(health.probe_at - NINE)
    assert [health.is_up, health.may_try(NINE)] == [False, False]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(seconds=60)
    assert health.after_answer() == Health()


@pytest.mark.parametrize(
    ("error", "answers"),
    [
        (NotSent("x"), False),
        (OutcomeUnknown("x"), False),
        (DestinationGone("x", whole_bot=True), False),
        (DestinationGone("x"), True),
        (WaitBeforeSending("x", after_seconds=1), True),
        (TypeError("x"), False),
    ],
)
def test_some_errors_show_that_the_platform_is_there(error: Exception, answers: bool):
    assert is_an_answer(error) is answers


@pytest.mark.parametrize(
    ("start", "end", "hour", "expected"),
    [
        (time(22), time(7), 23, datetime(2026, 11, 23, 22, 0, tzinfo=UTC)),
        (time(22), time(7), 3, datetime(2026, 11, 22, 22, 0, tzinfo=UTC)),
        (time(22), time(7), 7, None),
        (time(22), time(7), 21, None),
        (time(12), time(14), 13, datetime(2026, 11, 23, 5, 0, tzinfo=UTC)),
        (time(12), time(14), 14, None),
        (time(9), time(9), 9, None),
    ],
)
def test_quiet_hours_end_when_they_say(
    start: time, end: time, hour: int, expected: datetime | None
):
    now = datetime(2026, 11, 23, hour, 0, tzinfo=SEOUL)
    assert quiet_until(QuietHours(start=start, end=end), SEOUL, now) == expected
