"""What people must hear outside a chat: a subscriber whose chat is gone, operators of silence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.logs import log
from briefings.deliver.outcomes import said
from briefings.errors import SendError
from briefings.model.chats import ChatRef
from briefings.model.pages import Page
from briefings.model.subscriptions import (
    Ended,
    Silence,
    SlotState,
    Subscription,
    SubscriptionId,
    SubscriptionWish,
)
from briefings.ports import Renderer, Sender
from briefings.steps.newsroom import Newsroom
from briefings.write.alerts import paused_page, silence_page, undrafted_page
from briefings.write.voice import Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A platform as an alert uses it."""

    sender: Sender
    renderer: Renderer


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerts:
    """Tells people privately. What cannot be told is logged; it never stops delivery.

    `admins` are the operators, as `telegram:123` or `slack:T1:U2`.
    """

    newsroom: Newsroom
    lines: Mapping[str, Line]
    admins: Sequence[str]
    now: Callable[[], datetime]

    async def ended(self, ended: Ended) -> None:
        """A slot ended: where its subscription was paused for it, the subscriber hears why; where
        a draft could not be shown, the operators do.
        """
        unshown = ended.draft_of is not None and ended.state is SlotState.FAILED
        if not (ended.paused or unshown):
            return
        subscription = await asyncio.to_thread(self.newsroom.subscriptions.get, ended.subscription)
        if subscription is None:
            return
        if ended.draft_of is not None:
            await self._undrafted(subscription, ended.draft_of, ended.reason or "")
            return
        await self._lost(subscription, ended.reason or "")

    async def gone(self, paused: Sequence[SubscriptionId], reason: str) -> None:
        """Subscriptions were paused because their chat is gone: each subscriber hears why."""
        for number in paused:
            subscription = await asyncio.to_thread(self.newsroom.subscriptions.get, number)
            if subscription is not None:
                await self._lost(subscription, reason)

    async def _lost(self, subscription: Subscription, reason: str) -> None:
        for person in self._who_hears(subscription):
            await self._tell(person, self._paused(subscription, reason, person))

    async def silence(self, silence: Silence) -> None:
        """A slot should have ended long ago: the operators hear of it."""
        subscription = await asyncio.to_thread(
            self.newsroom.subscriptions.get, silence.subscription
        )
        if subscription is None:
            return
        for admin in self.admins:
            voice = self._voice(subscription.wish, admin)
            await self._tell(admin, silence_page(subscription, silence, voice))

    async def _undrafted(self, subscription: Subscription, due_at: datetime, reason: str) -> None:
        keys = {"subscription": subscription.id, "chat": subscription.wish.chat.key}
        log.error("draft_not_shown", extra={**keys, "reason": reason})
        for admin in self.admins:
            voice = self._voice(subscription.wish, admin)
            await self._tell(admin, undrafted_page(subscription, due_at, reason, voice))

    def _who_hears(self, subscription: Subscription) -> tuple[str, ...]:
        """The subscriber, where that is not the chat itself that is gone; else the operators."""
        person = subscription.wish.subscribed_by
        if person is not None and person != subscription.wish.chat.key:
            return (person,)
        return tuple(self.admins)

    def _paused(self, subscription: Subscription, reason: str, person: str) -> Page:
        voice = self._voice(subscription.wish, person)
        to_operator = person != subscription.wish.subscribed_by
        return paused_page(subscription, reason, voice, to_operator=to_operator)

    def _voice(self, wish: SubscriptionWish, person: str) -> Voice:
        platform = person.partition(":")[0]
        return self.newsroom.voice(
            wish.language, ZoneInfo(wish.zone), self.now(), platform=platform
        )

    async def _tell(self, person: str, page: Page) -> None:
        platform, _, address = person.partition(":")
        line = self.lines.get(platform)
        if line is None:
            return
        target = ChatRef(platform=platform, address=address)
        try:
            for part in line.renderer(page):
                await line.sender.send(target, part, delivery_key=f"alert:{person}")
        except SendError as error:
            log.warning("alert_not_told", extra={"person": person, "error": said(error)})
