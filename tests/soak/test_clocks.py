"""A wall clock that is set while messages go out: each briefing comes once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.soak.real import LimitingTelegram, Wave, program, subscribe, until

pytestmark = pytest.mark.soak

CHATS = range(1, 101)
LIMITED, LIMIT_SECONDS = 3, 6
JUMPS = ("+3600", "-3600", "+86400")
LIBRARIES = tuple(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class WallClock:
    """The wall clock of the processes that are started with `settings`; limits' clock goes on."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "wall-clock"
        self.set("+0")

    @property
    def settings(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, seconds: str) -> None:
        """So many seconds away from the true time."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds}\n")
        fresh.replace(self._file)


@pytest.fixture
def wall_clock(tmp_path: Path) -> WallClock:
    if not LIBRARIES:
        pytest.skip("libfaketime is not installed (`apt-get install faketime`)")
    return WallClock(tmp_path)


async def everybody_was_told_once(telegram: LimitingTelegram) -> None:
    await until(lambda: set(telegram.texts_by_chat()) == set(CHATS), 240)
    await asyncio.sleep(5)  # a repeat would come with one of the next ticks
    assert telegram.texts_by_chat() == Counter(CHATS)
    assert telegram.impolite == []
    assert f"Too Many Requests: retry after {LIMIT_SECONDS}" in telegram.refusals


@pytest.mark.parametrize("jump", JUMPS)
async def test_a_clock_that_is_set_while_messages_go_out_loses_and_repeats_nothing(
    tmp_path: Path, wall_clock: WallClock, jump: str
):
    subscribe(tmp_path, Wave(chats=CHATS, due_at=datetime.now(UTC) - timedelta(seconds=1)))
    async with LimitingTelegram(limited=LIMITED, seconds=LIMIT_SECONDS) as telegram:
        for chat in CHATS:
            telegram.person(chat)
        log = tmp_path / "log"
        async with program(tmp_path, telegram, log, **wall_clock.settings):
            await until(lambda: len(telegram.shown) >= 30, 60)
            wall_clock.set(jump)
            await everybody_was_told_once(telegram)
        told = log.read_text()
        assert "clock_was_set" in told
        assert "silence" not in told
        assert "maximum number of running instances" not in told


@pytest.mark.parametrize("jump", JUMPS)
async def test_a_clock_that_is_set_between_two_runs_loses_and_repeats_nothing(
    tmp_path: Path, wall_clock: WallClock, jump: str
):
    subscribe(tmp_path, Wave(chats=CHATS, due_at=datetime.now(UTC) - timedelta(seconds=1)))
    async with LimitingTelegram(limited=LIMITED, seconds=1) as telegram:
        for chat in CHATS:
            telegram.person(chat)
        log = tmp_path / "log"
        async with program(tmp_path, telegram, log, **wall_clock.settings):
            await until(lambda: len(telegram.shown) >= 30, 60)
        assert len(telegram.shown) < len(CHATS)
        await asyncio.sleep(1)  # the limit of the one chat ends
        wall_clock.set(jump)
        async with program(tmp_path, telegram, log, **wall_clock.settings):
            await until(lambda: set(telegram.texts_by_chat()) == set(CHATS), 240)
            await asyncio.sleep(5)
        assert telegram.texts_by_chat() == Counter(CHATS)
        assert telegram.impolite == []
        assert "silence" not in log.read_text()
