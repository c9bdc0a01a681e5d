"""Answers keep each chat's limits by themselves."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest

from bot.platforms.telegram.pace import (
    GROUP_WINDOW_SECONDS,
    SECONDS_BETWEEN_ANY,
    SECONDS_BETWEEN_MESSAGES,
    Pace,
)
from briefings.errors import WaitBeforeSending


async def waited(pace, chat):
    loop = asyncio.get_running_loop()
    began = loop.time()
    await pace.turn(chat)
    return loop.time() - began


async def test_messages_in_a_chat_keep_their_distance_and_others_do_not_wait():
    pace = Pace()
    pace.sent("11")
    assert await waited(pace, "12") < 0.2
    assert SECONDS_BETWEEN_MESSAGES - 0.2 < await waited(pace, "11") < 2.0


async def test_the_twenty_first_message_of_a_minute_in_a_group_has_to_wait():
    pace, now = Pace(), asyncio.get_running_loop().time()
    pace._sent["-20"] = deque(now - GROUP_WINDOW_SECONDS + 0.3 + n for n in range(20))
    pace._sent["11"] = deque(now - GROUP_WINDOW_SECONDS + 0.3 + n for n in range(20))
    assert 0.2 < await waited(pace, "-20") < 1.0
    assert await waited(pace, "11") < 0.2


async def test_what_is_not_worth_waiting_for_is_refused():
    pace = Pace()
    pace.hold("11", 600)
    with pytest.raises(WaitBeforeSending):
        await pace.turn("11")
    with pytest.raises(WaitBeforeSending) as raised:
        pace.refuse_early("11")
    assert (599 < raised.value.after_seconds <= 600, raised.value.whole_bot) == (True, False)


async def test_pushes_go_at_once_until_answers_take_their_share():
    pace, loop = Pace(), asyncio.get_running_loop()

    async def seconds_of_pushes():
        began = loop.time()
        for _ in range(10):
            await pace.give_way()
        return loop.time() - began

    unhindered = await seconds_of_pushes()
    await pace.turn("11")
    assert (unhindered < 0.1, await seconds_of_pushes() > 9 * SECONDS_BETWEEN_ANY) == (True, True)


async def test_answers_to_many_chats_are_spread_evenly():
    pace, loop = Pace(), asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(pace.turn(str(chat)) for chat in range(15)))
    assert 14 * SECONDS_BETWEEN_ANY <= loop.time() - began < 2.0


async def test_only_limits_in_two_chats_hold_the_bot():
    pace = Pace()
    assert [pace.hold("11", 5), pace.hold("11", 5), pace.hold("12", 5)] == [False, False, True]
    with pytest.raises(WaitBeforeSending) as raised:
        pace.refuse_early("13")
    assert raised.value.whole_bot is True


async def test_old_chats_are_forgotten():
    pace, now = Pace(), asyncio.get_running_loop().time()
    pace._sent = {str(number): deque([now - 100]) for number in range(10_000)}
    pace.sent("-1")
    assert list(pace._sent) == ["-1"]
