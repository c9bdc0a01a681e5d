"""A crash at every single statement in turn: after a restart the outbox ends the same."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from briefings.model.subscriptions import Delivered, Outcome, SlotState
from storage.database import Database, open_database
from tests.deliver.conftest import Post, a_wish, make_post
from tests.deliver.fakes import NINE, draft

LATER = NINE + timedelta(seconds=40)
CHATS = ("1", "-2")
EXPECTED = {"1-1", "1-2", "2-1", "2-2"}
MOST_STATEMENTS = 150


class Crash(BaseException):
    """The process ends here; nothing catches it."""


@dataclass
class Fuse:
    """Burns down with every statement and commit; at its end the process crashes."""

    left: int

    def burn(self, *_unused: object, **_also: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise Crash


@contextmanager
def crashing(database: Database, after: int) -> Iterator[Fuse]:
    """The database of a process that ends at its `after`-th statement or commit."""
    fuse = Fuse(after)
    for engine in (database.engine, database.durable_engine):
        event.listen(engine, "before_cursor_execute", fuse.burn)
        event.listen(engine, "commit", fuse.burn)
    try:
        yield fuse
    except Crash:
        return


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with two subscriptions that are due."""
    path = tmp_path_factory.mktemp("prepared") / "post.db"
    database = open_database(f"sqlite:///{path}")
    post = make_post(database)
    for address in CHATS:
        post.subscribe(a_wish(address))
    database.close()
    return path


def run(post: Post, arrived: list[str]) -> None:
    """One process from its start to the end of its work; `arrived` is the chats' side."""
    now = post.clock.now()
    post.outbox.recover(now, now=now)
    steps = post.with_write(lambda sub, *_: draft(f"{sub.id}-1\n{sub.id}-2"))
    steps.tick(now)
    steps.assemble(now)
    while post.outbox.waiting():
        now = post.clock.move(seconds=2)
        for part in post.outbox.claim("telegram", now, ahead_seconds=1, limit=9):
            arrived.append(part.message.payload)
            sent = Delivered(message_id=str(len(arrived)), at=now)
            post.outbox.record([Outcome(part=part, verdict=sent, tried_at=now)], now=now)


@pytest.mark.parametrize("after", range(1, MOST_STATEMENTS))
def test_after_a_crash_at_any_statement_everything_arrives_and_ends(
    after: int, prepared: Path, tmp_path: Path
):
    path = Path(shutil.copy(prepared, tmp_path / "post.db"))
    arrived: list[str] = []
    first = open_database(f"sqlite:///{path}")
    with crashing(first, after):
        run(make_post(first), arrived)
    first.close()

    second = open_database(f"sqlite:///{path}")
    post = make_post(second)
    post.clock.move(seconds=40)
    run(post, arrived)

    twice = [key for key, times in Counter(arrived).items() if times > 1]
    assert set(arrived) == EXPECTED
    assert len(arrived) - len(EXPECTED) == len(twice) <= 1
    counts = post.outbox.counts()
    assert (counts.sent, counts.waiting, counts.parked) == (4, 0, 0)
    assert counts.maybe_twice >= len(twice)
    ends = [post.ends(each) for each in post.subscriptions.all()]
    assert [[state for state, _ in slots] for slots in ends] == [[SlotState.EMPTY]] * 2
    second.close()


def test_the_longest_run_has_fewer_statements_than_the_crashes_that_are_tried(
    prepared: Path, tmp_path: Path
):
    database = open_database(f"sqlite:///{shutil.copy(prepared, tmp_path / 'post.db')}")
    with crashing(database, 10**6) as fuse:
        run(make_post(database), [])
    database.close()
    assert 50 < 10**6 - fuse.left < MOST_STATEMENTS
