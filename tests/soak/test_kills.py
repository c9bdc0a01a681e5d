"""SIGKILL at random moments: nothing is lost, and only what was under way comes twice."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

from briefings.model.subscriptions import SlotState
from storage.database import open_database
from tests.deliver.conftest import a_wish, make_post
from tests.deliver.fakes import NINE
from tests.soak.process import PARTS
from tests.soak.receiver import Receiver

pytestmark = pytest.mark.soak

KILLS = 100
CHATS = 1000
LONGEST_LIFE_SECONDS = 1.2
ROOT = Path(__file__).parents[2]


def prepared(path: Path) -> None:
    database = open_database(f"sqlite:///{path}")
    post = make_post(database)
    post.subscriptions.add_many(
        [(a_wish(str(number)), NINE) for number in range(1, CHATS + 1)], now=NINE
    )
    database.close()


def process(path: Path, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "tests.soak.process", str(path), url, NINE.isoformat()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_a_hundred_kills_lose_nothing_and_repeat_only_what_was_under_way(tmp_path: Path):
    path = tmp_path / "post.db"
    prepared(path)
    receiver = Receiver()
    chance = random.Random(20261123)  # noqa: S311 - repeatable, not secret
    for _ in range(KILLS):
        with process(path, receiver.url) as victim:
            assert victim.stdout.readline() == "started\n", victim.stderr.read()
            sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            victim.kill()
    started = monotonic()
    before = sum(receiver.record.arrived.values())
    with process(path, receiver.url) as last:
        said = last.communicate(timeout=300)[0]
    receiver.close()

    arrived = receiver.record.arrived
    twice = sum(arrived.values()) - len(arrived)
    with closing(sqlite3.connect(path)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    database = open_database(f"sqlite:///{path}")
    post = make_post(database)
    counts = post.outbox.counts()
    states = {post.subscriptions.last_slot(each.id).state for each in post.subscriptions.all()}
    database.close()
    sys.stderr.write(
        f"\nkills={KILLS} messages={CHATS * PARTS} twice={twice} counted={counts.maybe_twice} "
        f"before_last={before} last_seconds={monotonic() - started:.0f}\n"
    )
    assert said == "started\ndone 0\n"
    assert len(arrived) == CHATS * PARTS  # lost 0
    assert twice <= min(counts.maybe_twice, 2 * KILLS)
    assert (counts.sent, counts.parked, counts.waiting) == (CHATS * PARTS, 0, 0)
    assert states == {SlotState.EMPTY}
    assert integrity == "ok"
