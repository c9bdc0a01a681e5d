"""A disk that is full for a minute: what is due then comes after it, and nothing comes twice."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.soak.real import LimitingTelegram, Wave, program, subscribe, until

pytestmark = pytest.mark.soak

FULL_SECONDS = 60
FIRST, SECOND = range(1, 151), range(151, 251)
BLOCK = b"\0" * 4096


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 32 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None or os.geteuid() != 0:
        pytest.skip("only root may mount the small file system that this fills")
    tried = subprocess.run(  # noqa: S603 - found above
        [mount, "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(place)], check=False
    )
    if tried.returncode != 0:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run([unmount, "-l", str(place)], check=True)  # noqa: S603 - found above


@contextmanager
def filled(place: Path) -> Iterator[None]:
    """No free block is left on the disk of `place`."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(BLOCK):
            pass
    try:
        yield
    finally:
        filler.unlink()


async def test_a_full_disk_delays_and_loses_nothing(tmp_path: Path, small_disk: Path):
    now = datetime.now(UTC)
    subscribe(
        small_disk,
        Wave(chats=FIRST, due_at=now - timedelta(seconds=1)),
        Wave(chats=SECOND, due_at=now + timedelta(seconds=FULL_SECONDS / 2)),
    )
    log = tmp_path / "log"
    async with LimitingTelegram(limited=1, seconds=3) as telegram:
        for chat in (*FIRST, *SECOND):
            telegram.person(chat)
        async with program(small_disk, telegram, log) as process:
            await until(lambda: len(telegram.shown) >= 30, 60)
            with filled(small_disk):
                await asyncio.sleep(FULL_SECONDS)
                assert process.returncode is None
            await until(lambda: len(telegram.texts_by_chat()) == len(FIRST) + len(SECOND), 240)
            await asyncio.sleep(5)  # a repeat would come with one of the next ticks
    assert telegram.texts_by_chat() == Counter((*FIRST, *SECOND))
    assert telegram.impolite == []
    assert "disk is full" in log.read_text()
