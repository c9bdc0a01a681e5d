"""A platform that resets, fails, limits and is slow, and a database that is locked or full."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from storage.database import open_database
from tests.deliver.conftest import make_post
from tests.soak.receiver import Fault, Receiver
from tests.soak.test_kills import prepared, process

pytestmark = pytest.mark.soak

CHATS = 1000
PARTS = 2


def finished(path: Path, url: str, timeout: float = 400) -> str:
    with process(path, url) as one:
        try:
            return one.communicate(timeout=timeout)[0]
        except subprocess.TimeoutExpired:
            one.kill()
            raise


def outcome(path: Path) -> tuple[int, int, int]:
    database = open_database(f"sqlite:///{path}")
    counts = make_post(database).outbox.counts()
    database.close()
    return counts.sent, counts.parked, counts.waiting


def test_a_storm_of_faults_loses_nothing_and_sends_nothing_before_a_wait_is_over(tmp_path: Path):
    path = tmp_path / "post.db"
    prepared(path)
    chance = random.Random(5)  # noqa: S311
    kinds = [Fault.NONE] * 80 + [
        *[Fault.RESET_BEFORE] * 4,
        *[Fault.RESET_AFTER] * 2,
        *[Fault.ERROR] * 6,
        *[Fault.LIMIT] * 4,
        *[Fault.SLOW] * 4,
    ]
    receiver = Receiver(lambda _n: chance.choice(kinds))
    finished(path, receiver.url)
    receiver.close()
    record = receiver.record
    sent, parked, waiting = outcome(path)
    assert len(record.arrived) == CHATS * PARTS  # lost 0
    assert (sent + parked, waiting) == (CHATS * PARTS, 0)
    assert parked == 0
    assert record.too_early == 0
    assert record.requests <= 2 * CHATS * PARTS


def test_a_locked_database_delays_and_loses_nothing(tmp_path: Path):
    path = tmp_path / "post.db"
    prepared(path)
    receiver = Receiver()

    def lock_it() -> None:
        sleep(5)
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            sleep(30)
            connection.execute("ROLLBACK")

    locker = threading.Thread(target=lock_it)
    locker.start()
    said = finished(path, receiver.url)
    locker.join()
    receiver.close()
    assert said == "started\ndone 0\n"
    assert len(receiver.record.arrived) == CHATS * PARTS
    assert sum(receiver.record.arrived.values()) == CHATS * PARTS
