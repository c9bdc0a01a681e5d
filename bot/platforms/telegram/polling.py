"""Long polling: getUpdates in, updates put on their chats' lanes and confirmed once handled.

An update is confirmed by asking for what follows it, and the server forgets it then. So the
confirmation waits for the handling: while something is under way, the poller asks again from the
oldest update that is not done, shortly and without waiting at the server. A process that is
killed meanwhile gets that update again.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.logs import log
from bot.platforms.telegram.lanes import Lanes
from bot.platforms.telegram.listen import ALLOWED_UPDATES
from bot.platforms.telegram.refusals import sorted_refusal
from bot.platforms.telegram.request import AiohttpRequest
from briefings.errors import SendError, WaitBeforeSending

LONG_POLL_SECONDS = 30
ANSWER_SECONDS = 10.0  # beyond the long poll
PEEK_SECONDS = 0.25
# An update that takes longer is confirmed unfinished: the server gives a hundred updates a call,
# and one slow chat must not fill them.
HOLD_SECONDS = 10.0
MAX_HELD = 50
MAX_UNDER_WAY = 500
FIRST_RETRY_SECONDS = 0.5
MAX_RETRY_SECONDS = 30.0
CONFLICT_SECONDS = 5.0
REFUSED_SECONDS = 60.0
CONFIRM_SECONDS = 1.0
CONFIRM_TRIES = 4
_REMEMBERED = 2_000


class Poller:
    """Fetches updates for good, whatever the network does, and hands each on once."""

    def __init__(
        self,
        bot: Bot,
        request: AiohttpRequest,
        handle: Callable[[Update], Awaitable[None]],
        greet: Callable[[Update], None],
    ) -> None:
        """`greet` is called as soon as an update is here, `handle` when its lane is free."""
        self._bot = bot
        self._request = request
        self._handle = handle
        self._greet = greet
        self._lanes = Lanes()
        self._next: int | None = None
        self._seen: deque[int] = deque(maxlen=_REMEMBERED)
        self._failures = 0

    @property
    def is_well(self) -> bool:
        """Whether the last call that ended was answered."""
        return self._failures == 0

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            await self._lanes.idle(PEEK_SECONDS)
            if len(self._lanes) >= MAX_UNDER_WAY:
                continue  # the server keeps the rest meanwhile
            held = self._held()
            try:
                found = await self._fetch(
                    self._next if held is None else held,
                    wait_seconds=LONG_POLL_SECONDS if held is None else 0,
                )
            except TelegramError as error:
                await asyncio.sleep(self._pause_after(error))
                continue
            self._reached()
            for raw in found:
                self._take(raw)

    async def finish(self, within_seconds: float) -> None:
        """After `run` was cancelled: end what is under way, confirm what is done, forget the rest.

        What cannot be ended in time stays unconfirmed and comes again after the next start.
        """
        await self._lanes.idle(within_seconds)
        unfinished = self._lanes.oldest()
        offset = self._next if unfinished is None else unfinished
        if offset is not None:
            await self._confirm(offset)
        await self._lanes.cancel()

    async def _confirm(self, offset: int) -> None:
        """Let the server forget what comes before `offset`; a failure costs one repetition."""
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                for _ in range(CONFIRM_TRIES):
                    if await self._is_confirmed(offset):
                        return
                    await asyncio.sleep(PEEK_SECONDS)
        except TimeoutError:
            pass
        log.warning("telegram_not_confirmed", extra={"offset": offset})

    async def _is_confirmed(self, offset: int) -> bool:
        try:
            await self._fetch(offset, wait_seconds=0, at_most=1)
        except TelegramError:
            return False
        return True

    def _held(self) -> int | None:
        """The oldest update whose confirmation waits; `None` where all may be confirmed."""
        if len(self._lanes) > MAX_HELD:
            return None
        return self._lanes.oldest(within_seconds=HOLD_SECONDS)

    async def _fetch(
        self, offset: int | None, *, wait_seconds: int, at_most: int = 100
    ) -> list[object]:
        """Updates as they come: read one by one, so that an odd one cannot hide the others."""
        asked: dict[str, object] = {
            "timeout": wait_seconds,
            "limit": at_most,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if offset is not None:
            asked["offset"] = offset
        answer = await self._request.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}",
            read_timeout=wait_seconds + ANSWER_SECONDS,
        )
        return cast("list[object]", answer) if isinstance(answer, list) else []

    def _take(self, raw: object) -> None:
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(number, int):
            log.error("telegram_update_unnumbered")
            return
        self._next = number + 1
        if number in self._lanes or number in self._seen:
            return
        self._seen.append(number)
        try:
            update = Update.de_json(cast("dict[str, object]", raw), self._bot)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            log.error("telegram_update_unread", extra={"update": number, "error": repr(error)})
            return
        self._greet(update)
        chat = update.effective_chat
        lane = f"update {number}" if chat is None else str(chat.id)
        self._lanes.put(lane, number, lambda: self._handle(update))

    def _reached(self) -> None:
        if self._failures:
            log.warning("telegram_reached_again", extra={"failures": self._failures})
        self._failures = 0

    def _pause_after(self, error: TelegramError) -> float:
        """Seconds to wait. Of an outage only the first failure is logged."""
        self._failures += 1
        refusal = sorted_refusal(error)
        if isinstance(error, Conflict):
            hint = "another program polls with the same token, or a webhook is set"
            log.error("telegram_conflict", extra={"error": error.message, "hint": hint})
            return CONFLICT_SECONDS
        if isinstance(error, InvalidToken):
            log.error("telegram_token_refused", extra={"error": error.message})
            return REFUSED_SECONDS
        if self._failures == 1:
            log.warning("telegram_unreachable", extra={"error": refusal})
        return retry_seconds(refusal, self._failures)


def retry_seconds(refusal: SendError, failures: int) -> float:
    """How long to wait after so many failures in a row: what the server says, else doubling."""
    if isinstance(refusal, WaitBeforeSending):
        return refusal.after_seconds
    return min(FIRST_RETRY_SECONDS * 2.0 ** min(failures - 1, 10), MAX_RETRY_SECONDS)
