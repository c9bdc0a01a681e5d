"""Random histories of items, failures and restarts: nothing is lost, nothing comes twice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.model.subscriptions import (
    Delivered,
    OutboxPart,
    Outcome,
    Parked,
    Slot,
    SlotState,
    Subscription,
    Window,
)
from briefings.steps.drafts import Draft
from storage.database import Database, open_database
from tests.deliver.conftest import Post, a_wish, make_post
from tests.deliver.fakes import NINE, HandClock, draft

HOUR = timedelta(hours=1)


class Fate(Enum):
    """What becomes of a message."""

    ARRIVES = "arrives"
    REFUSED = "refused"
    KILLED_BEFORE = "the process is killed before the request"
    KILLED_AFTER = "the process is killed after the message arrived"


@dataclass(frozen=True)
class Step:
    """Hours pass, items are stored, and what is due meets its fate."""

    hours: int
    items: int
    fate: Fate


STEPS = st.lists(
    st.builds(
        Step,
        hours=st.sampled_from((1, 5, 12, 24, 30, 80)),
        items=st.integers(0, 3),
        fate=st.sampled_from(Fate),
    ),
    max_size=9,
)


@dataclass
class World:
    """A feed of numbered items, a chat that keeps what arrives, and processes that come and go."""

    path: Path
    now: datetime = NINE
    stored: list[tuple[int, datetime]] = field(default_factory=list)
    arrived: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)

    def live_through(self, steps: Sequence[Step]) -> Post:
        for step in steps:
            self.now += step.hours * HOUR
            database = open_database(f"sqlite:///{self.path}")
            self.one_process(database, step)
            database.close()
        return self.last_day()

    def last_day(self) -> Post:
        """All goes well for once, so that whatever was owed is paid."""
        self.now += 24 * HOUR
        post = make_post(open_database(f"sqlite:///{self.path}"))
        self.send_all(post, Fate.ARRIVES)
        return post

    def one_process(self, database: Database, step: Step) -> None:
        first = len(self.stored)
        self.stored += [
            (first + number, self.now - timedelta(minutes=number)) for number in range(step.items)
        ]
        self.send_all(make_post(database), step.fate)

    def send_all(self, post: Post, fate: Fate) -> None:
        post.clock = HandClock(self.now)
        post.outbox.recover(self.now, now=self.now)
        steps = post.with_write(self.write)
        for _ in range(2):  # what waited for an earlier briefing follows it
            steps.tick(self.now)
            steps.assemble(self.now)
            self.send_waiting(post, fate)

    def send_waiting(self, post: Post, fate: Fate) -> None:
        while parts := post.outbox.claim(
            "telegram", post.clock.move(seconds=3), ahead_seconds=1, limit=5
        ):
            for part in parts:
                self.meet(post, part, fate)

    def meet(self, post: Post, part: OutboxPart, fate: Fate) -> None:
        if fate in (Fate.ARRIVES, Fate.KILLED_AFTER):
            told = tuple(int(number) for number in part.message.payload.split()[1:])
            self.arrived.append((part.delivery_key, told))
            self.unsure |= set(told) if fate is Fate.KILLED_AFTER else set()
        verdict = {
            Fate.ARRIVES: Delivered(message_id="7", at=self.now),
            Fate.REFUSED: Parked(error="refused"),
        }.get(fate)
        if verdict is not None:
            outcome = Outcome(part=part, verdict=verdict, tried_at=post.clock.now())
            post.outbox.record([outcome], now=post.clock.now())

    def write(self, subscription: Subscription, window: Window, now: datetime) -> Draft:
        del subscription, now
        new = [str(n) for n, at in self.stored if window.after < at <= window.until]
        return draft(" ".join(["news", *new]))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "post.db"
    database = open_database(f"sqlite:///{path}")
    make_post(database).subscribe(a_wish(), due=NINE)
    database.close()
    return path


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_every_item_is_told_once_whatever_fails_in_between(empty: Path, steps: list[Step]):
    """Only what was under way when the process was killed may come again."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(shutil.copy(empty, Path(folder) / "post.db")))
        post = world.live_through(steps)
        messages = dict(world.arrived)
        told = [number for items in messages.values() for number in items]
        slots: tuple[Slot, ...] = post.subscriptions.slots(
            post.subscriptions.all()[0].id, limit=999
        )
        unended = [slot for slot in slots if slot.ended_at is None]
        unexplained = [
            slot
            for slot in slots
            if slot.reason is None and slot.state not in (SlotState.SENT, SlotState.LATE)
        ]
        post.database.close()
    assert sorted(set(told)) == [number for number, _ in world.stored]
    assert {number for number in told if told.count(number) > 1} <= world.unsure
    assert (unended, unexplained) == ([], [])
