"""Hand-made stand-ins for delivery: a clock that is moved, a sender that plays a script."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.clock import SystemClock
from briefings.errors import SendError
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart, Page, Paragraph, Text
from briefings.model.subscriptions import Subscription, Window
from briefings.steps.drafts import Draft

NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""Nine in the morning of a Monday in Seoul."""


class HandClock:
    """A clock that only moves when it is moved."""

    def __init__(self, now: datetime = NINE) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def steady(self) -> datetime:
        return self._now

    def move(self, **by: float) -> datetime:
        self._now += timedelta(**by)
        return self._now


class HurriedClock:
    """A clock whose seconds pass so many times faster than real ones."""

    def __init__(self, times: float) -> None:
        self._real = SystemClock()
        self._start = self._real.steady()
        self._times = times

    def now(self) -> datetime:
        return self.steady()

    def steady(self) -> datetime:
        return self._start + (self._real.steady() - self._start) * self._times


@dataclass(frozen=True)
class Sent:
    """A message that reached its chat."""

    chat: ChatRef
    text: str
    key: str
    plain: bool = False


@dataclass
class ScriptedSender:
    """Delivers to itself; `script` holds what happens before a chat's next sends succeed.

    An error with `arrives=True` (see `arrived`) is raised after the message has arrived.
    """

    platform: str = "telegram"
    sent: list[Sent] = field(default_factory=list)
    script: dict[str, list[BaseException]] = field(default_factory=lambda: defaultdict(list))
    always: dict[str, BaseException] = field(default_factory=dict)
    arrives: set[int] = field(default_factory=set)
    seconds: float = 0.0
    at: Callable[[], float] | None = None
    tries: list[tuple[str, float]] = field(default_factory=list)

    async def send(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        return await self._send(Sent(target, message.payload, delivery_key), target)

    async def send_plain(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        return await self._send(Sent(target, message.plain, delivery_key, plain=True), target)

    def will_fail(self, address: str, errors: Iterable[BaseException]) -> None:
        self.script[address] += list(errors)

    def arrived(self, error: BaseException) -> BaseException:
        """The same error, raised only after the message has arrived."""
        self.arrives.add(id(error))
        return error

    def texts(self, address: str) -> list[str]:
        return [sent.text for sent in self.sent if sent.chat.address == address]

    async def _send(self, sent: Sent, target: ChatRef) -> str:
        self.tries.append((target.address, asyncio.get_running_loop().time()))
        if self.seconds:
            await asyncio.sleep(self.seconds)
        planned = self.script[target.address]
        error = planned.pop(0) if planned else self.always.get(target.address)
        if error is None or id(error) in self.arrives:
            self.sent.append(sent)
        if error is not None:
            raise error
        return str(len(self.sent))


def page(text: str) -> Page:
    return Page(blocks=(Paragraph((Text(text),)),), summary=text, language="ko")


def draft(text: str = "briefing") -> Draft:
    """A draft without a kept briefing; `say_parts` draws as many parts as it has lines."""
    return Draft(briefing=None, page=lambda _number: page(text))


def write_always(subscription: Subscription, window: Window, now: datetime) -> Draft:
    del window, now
    return draft(f"for {subscription.id}")


def say_parts(shown: Page) -> tuple[MessagePart, ...]:
    return tuple(
        MessagePart(payload=line, plain=f"plain {line}") for line in shown.summary.split("\n")
    )


def refusals(count: int, error: Callable[[str], SendError]) -> list[SendError]:
    return [error(f"no {number}") for number in range(count)]
