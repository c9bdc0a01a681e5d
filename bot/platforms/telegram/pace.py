"""Chats in, when each may be written to out: answers keep Telegram's limits by themselves.

What is pushed was paced by the outbox before it comes here. It is only counted, and gives way for
a moment where answers went out beside it, so that both together keep the bot's limit.
"""

from __future__ import annotations

import asyncio
from collections import deque

from briefings.errors import WaitBeforeSending

# Telegram allows about one message a second in a chat and twenty a minute in a group; a little
# less, so that jitter on the way breaks nothing.
SECONDS_BETWEEN_MESSAGES = 1.05
GROUP_MESSAGES = 20
GROUP_WINDOW_SECONDS = 61.0
LONGEST_TURN_SECONDS = 90.0
# Thirty messages a second from a bot, evenly spread: bursts of as many are refused.
SECONDS_BETWEEN_ANY = 1 / 29
GIVE_WAY_SECONDS = 1.0
# Limits met in two chats within this time are the bot's own.
WHOLE_BOT_WINDOW_SECONDS = 1.0
_KEPT_CHATS = 10_000


class Pace:
    """What was sent to each chat lately, and the waits that Telegram asked for."""

    def __init__(self) -> None:
        self._sent: dict[str, deque[float]] = {}
        self._held_until: dict[str, float] = {}
        self._bot_held_until = 0.0
        self._last_limit: tuple[str, float] | None = None
        self._next_slot = 0.0
        self._answers_until = -GIVE_WAY_SECONDS

    def refuse_early(self, chat: str) -> None:
        """Raise `WaitBeforeSending` where Telegram asked to wait and the time is not over."""
        now = asyncio.get_running_loop().time()
        bot, here = self._bot_held_until - now, self._held_until.get(chat, now) - now
        if max(bot, here) > 0:
            raise WaitBeforeSending(
                "a limit that Telegram set still runs",
                after_seconds=max(bot, here),
                whole_bot=bot > 0,
            )

    async def turn(self, chat: str) -> None:
        """Wait until one more answer fits the chat's limits and the bot's.

        Raises `WaitBeforeSending` where that takes longer than an answer is worth waiting for.
        """
        loop = asyncio.get_running_loop()
        while (wait := self._ready_at(chat) - loop.time()) > 0:
            if wait > LONGEST_TURN_SECONDS:
                raise WaitBeforeSending("the chat's limit is used up", after_seconds=wait)
            await asyncio.sleep(wait)
        now = loop.time()
        slot = max(now, self._next_slot)
        self._next_slot = slot + SECONDS_BETWEEN_ANY
        self._answers_until = slot
        if slot > now:
            await asyncio.sleep(slot - now)

    async def give_way(self) -> None:
        """Wait for the bot's next slot before a push, where answers go out or just did."""
        now = asyncio.get_running_loop().time()
        slot = now
        if now < self._answers_until + GIVE_WAY_SECONDS:
            slot = max(now, self._next_slot)
        latest = max(slot, min(self._next_slot, now + GIVE_WAY_SECONDS))
        self._next_slot = latest + SECONDS_BETWEEN_ANY
        if slot > now:
            await asyncio.sleep(slot - now)

    def sent(self, chat: str) -> None:
        """A message to the chat, or an edit in it, is on its way."""
        if len(self._sent) >= _KEPT_CHATS:
            self._forget_the_past()
        times = self._sent.setdefault(chat, deque(maxlen=GROUP_MESSAGES))
        times.append(asyncio.get_running_loop().time())

    def landed(self, chat: str) -> None:
        """The call is over: only now is it sure that Telegram counted it no later."""
        times = self._sent.get(chat)
        if times:
            times[-1] = asyncio.get_running_loop().time()

    def hold(self, chat: str, seconds: float) -> bool:
        """Telegram asked to wait so long; whether that now goes for the whole bot."""
        now = asyncio.get_running_loop().time()
        until = now + seconds
        self._held_until[chat] = until
        last, self._last_limit = self._last_limit, (chat, now)
        is_the_bots = (
            last is not None and last[0] != chat and now - last[1] <= WHOLE_BOT_WINDOW_SECONDS
        )
        if is_the_bots:
            self._bot_held_until = max(self._bot_held_until, until)
        return is_the_bots

    def _ready_at(self, chat: str) -> float:
        """When the chat takes one more message."""
        held = max(self._bot_held_until, self._held_until.get(chat, 0.0))
        times = self._sent.get(chat)
        if not times:
            return held
        ready = max(held, times[-1] + SECONDS_BETWEEN_MESSAGES)
        is_group = chat.startswith("-")
        if is_group and len(times) == GROUP_MESSAGES:
            ready = max(ready, times[0] + GROUP_WINDOW_SECONDS)
        return ready

    def _forget_the_past(self) -> None:
        now = asyncio.get_running_loop().time()
        old = now - GROUP_WINDOW_SECONDS
        self._sent = {chat: times for chat, times in self._sent.items() if times[-1] > old}
        self._held_until = {chat: at for chat, at in self._held_until.items() if at > now}
