"""Work is done in order within a lane, lanes side by side, and known while it is under way."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.telegram.lanes import Lanes


@pytest.fixture
async def lanes():
    made = Lanes()
    yield made
    await made.cancel()


async def test_a_lane_keeps_its_order_and_holds_up_no_other(lanes):
    done = []

    def work(name, seconds):
        async def doing():
            await asyncio.sleep(seconds)
            done.append(name)

        return doing

    lanes.put("a", 1, work("slow", 0.1))
    lanes.put("a", 2, work("behind", 0.0))
    lanes.put("b", 3, work("beside", 0.0))
    assert await lanes.idle(2.0)
    assert done == ["beside", "slow", "behind"]


async def test_what_is_under_way_is_known_by_its_number(lanes):
    release = asyncio.Event()
    lanes.put("a", 5, release.wait)
    lanes.put("a", 7, release.wait)
    assert (lanes.oldest(), 5 in lanes, 6 in lanes, len(lanes)) == (5, True, False, 2)
    assert await lanes.idle(0.01) is False
    await asyncio.sleep(0.05)
    assert (lanes.oldest(within_seconds=0.01), lanes.oldest(within_seconds=10)) == (None, 5)
    release.set()
    assert await lanes.idle(1.0)
    assert (lanes.oldest(), len(lanes)) == (None, 0)


async def test_work_that_fails_is_logged_and_the_next_is_done(lanes, caplog):
    done = []

    async def failing():
        raise RuntimeError("boom")

    async def fine():
        done.append("fine")

    lanes.put("a", 1, failing)
    lanes.put("a", 2, fine)
    assert await lanes.idle(1.0)
    assert (done, "boom" in caplog.text) == (["fine"], True)


async def test_what_is_broken_off_stays_under_way(lanes):
    lanes.put("a", 1, asyncio.Event().wait)
    await asyncio.sleep(0)
    await lanes.cancel()
    assert lanes.oldest() == 1
