"""A delivering process that the soak kills: database and receiver in, messages over HTTP out."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp

from bot.clock import SystemClock
from bot.delivery import Delivery
from briefings.deliver.due import no_holidays
from briefings.errors import NotSent, OutcomeUnknown, WaitBeforeSending
from briefings.model.chats import ChatRef
from briefings.model.languages import Language
from briefings.model.pages import MessagePart, Page, Paragraph, Text
from briefings.model.subscriptions import DeliveryPolicy, Subscription, Window
from briefings.steps.drafts import Draft
from briefings.steps.due import DueSteps
from storage.database import open_database
from storage.items import StoredItems
from storage.outbox import StoredOutbox
from storage.subscriptions import StoredSubscriptions

PARTS = 2


class HttpSender:
    """Posts the delivery key; errors sorted as a platform's sender sorts them."""

    platform = "telegram"

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def send(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """Post once."""
        del message
        try:
            async with self._session.post(
                self._url, data=f"{target.address} {delivery_key}"
            ) as answer:
                text = await answer.text()
        except aiohttp.ClientConnectorError as error:
            raise NotSent(str(error)) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutcomeUnknown(str(error)) from error
        if answer.status == 429:
            raise WaitBeforeSending("too many", after_seconds=float(text))
        if answer.status != 200:
            raise NotSent(f"status {answer.status}")
        return text

    async def send_plain(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """As `send`."""
        return await self.send(target, message, delivery_key=delivery_key)

    async def is_alive(self) -> bool:
        """Whether the receiver answers at all."""
        try:
            async with self._session.get(self._url) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


def two_parts(page: Page) -> tuple[MessagePart, ...]:
    """Every page as two messages."""
    return tuple(
        MessagePart(payload=f"{page.summary} {number}", plain=page.summary)
        for number in range(1, PARTS + 1)
    )


def write(subscription: Subscription, window: Window, now: datetime) -> Draft:
    """One line for everybody."""
    del window, now
    text = f"for {subscription.id}"
    page = Page(blocks=(Paragraph((Text(text),)),), summary=text, language=Language.KOREAN)
    return Draft(briefing=None, page=lambda _number: page)


async def deliver(path: str, url: str, now: datetime) -> None:
    """Tick, assemble and deliver as if it were `now`, until nothing is left or it is killed."""
    database = open_database(f"sqlite:///{path}")
    clock, policy = SystemClock(), DeliveryPolicy(max_attempts=10)
    outbox = StoredOutbox(database, policy)
    steps = DueSteps(
        subscriptions=StoredSubscriptions(database),
        outbox=outbox,
        write=write,
        renderers={"telegram": two_parts},
        close_window=StoredItems(database, zone=ZoneInfo("Asia/Seoul")).close_window,
        policy=policy,
        is_holiday=no_holidays,
    )
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        delivery = Delivery(outbox, {"telegram": HttpSender(session, url)}, clock, policy)
        await delivery.start()
        print("started", flush=True)  # noqa: T201 - the soak waits for it
        await asyncio.to_thread(steps.tick, now)
        while (await asyncio.to_thread(steps.assemble, now)).made:
            delivery.poke()
        drained = await delivery.drain()
        await delivery.stop()
        print(f"done {drained.waiting}", flush=True)  # noqa: T201
    database.close()


if __name__ == "__main__":
    asyncio.run(deliver(sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])))
