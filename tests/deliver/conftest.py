from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock, SystemClock
from bot.delivery import Delivery
from briefings.deliver.due import no_holidays
from briefings.model.chats import ChatRef
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.subscriptions import (
    DeliveryPolicy,
    Schedule,
    SlotState,
    Subscription,
    SubscriptionWish,
)
from briefings.ports import Sender
from briefings.steps.drafts import Write
from briefings.steps.due import DueSteps
from storage.database import Database, open_database
from storage.items import StoredItems
from storage.outbox import StoredOutbox
from storage.subscriptions import StoredSubscriptions
from tests.deliver.fakes import NINE, HandClock, say_parts, write_always

DAILY = Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(9))


def a_wish(address: str = "1", **changes: object) -> SubscriptionWish:
    wish = SubscriptionWish(
        chat=ChatRef(platform="telegram", address=address),
        themes=(ThemeId("fintech"),),
        schedule=DAILY,
        zone="Asia/Seoul",
        language=Language.KOREAN,
    )
    return replace(wish, **changes)


@dataclass
class Post:
    """Stores and steps on one database file, with a clock that is moved by hand."""

    database: Database
    subscriptions: StoredSubscriptions
    outbox: StoredOutbox
    steps: DueSteps
    clock: HandClock

    def subscribe(
        self, wish: SubscriptionWish | None = None, *, due: datetime = NINE
    ) -> Subscription:
        return self.subscriptions.add(wish or a_wish(), next_due_at=due, now=due)

    def ends(self, subscription: Subscription) -> list[tuple[SlotState, str | None]]:
        """The slots of a subscription, oldest first, as their state and reason."""
        slots = self.subscriptions.slots(subscription.id, limit=100)
        return [(slot.state, slot.reason) for slot in reversed(slots)]

    def with_write(self, write: Write) -> DueSteps:
        return replace(self.steps, write=write)

    @asynccontextmanager
    async def delivering(
        self, *senders: Sender, clock: Clock | None = None
    ) -> AsyncIterator[Delivery]:
        """Real delivery, on the real clock if no other is given; the outbox goes out."""
        delivery = Delivery(
            self.outbox,
            {sender.platform: sender for sender in senders},
            clock or SystemClock(),
            self.steps.policy,
            jitter=lambda: 0.0,
        )
        await delivery.start()
        try:
            yield delivery
        finally:
            await delivery.stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'post.db'}", busy_timeout_seconds=2)
    yield opened
    opened.close()


@pytest.fixture
def post(database: Database) -> Post:
    return make_post(database)


def make_post(database: Database, policy: DeliveryPolicy | None = None) -> Post:
    policy = policy or DeliveryPolicy()
    subscriptions, outbox = StoredSubscriptions(database), StoredOutbox(database, policy)
    steps = DueSteps(
        subscriptions=subscriptions,
        outbox=outbox,
        write=write_always,
        renderers={"telegram": say_parts, "slack": say_parts},
        close_window=StoredItems(database, zone=ZoneInfo("Asia/Seoul")).close_window,
        policy=policy,
        is_holiday=no_holidays,
    )
    return Post(database, subscriptions, outbox, steps, HandClock())
