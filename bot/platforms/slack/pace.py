"""Channels in, turns out: one post a second to each, none while Slack asks to wait."""

from __future__ import annotations

import asyncio

from briefings.errors import WaitBeforeSending

SECONDS_BETWEEN_POSTS = 1.05
"""Slack allows one message a second and channel; a little more, so that jitter breaks nothing."""
LONGEST_TURN_SECONDS = 10.0
_KEPT_CHANNELS = 10_000


class Pace:
    """When each channel may be posted to next, on the event loop's clock."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._held_until: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Wait for the channel's next turn and take it.

        Raises `WaitBeforeSending` where that would take longer than `LONGEST_TURN_SECONDS`.
        """
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            at = max(now, self._next.get(channel, now), self._held_until.get(channel, now))
            if at - now > LONGEST_TURN_SECONDS:
                raise WaitBeforeSending("a rate limit still runs", after_seconds=at - now)
            self._forget_the_past(now)
            self._next[channel] = at + SECONDS_BETWEEN_POSTS
            await asyncio.sleep(at - now)
            if self._held_until.get(channel, at) <= loop.time():  # no limit came meanwhile
                return

    def hold(self, channel: str, seconds: float) -> None:
        """No post to the channel for so long: Slack said so."""
        until = asyncio.get_running_loop().time() + seconds
        self._held_until[channel] = max(until, self._held_until.get(channel, until))

    def _forget_the_past(self, now: float) -> None:
        if len(self._next) >= _KEPT_CHANNELS:
            self._next = {channel: at for channel, at in self._next.items() if at > now}
            self._held_until = {name: at for name, at in self._held_until.items() if at > now}
