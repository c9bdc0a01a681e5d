"""A question in, whether its asker may change subscriptions and settings there out."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from bot.logs import log
from bot.platforms.telegram.listen import Asked
from bot.platforms.telegram.refusals import sorted_refusal

KEPT_SECONDS = 30.0
_MANAGING = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)


class Rights:
    """Asks Telegram who administers a group, only where it matters; keeps the answer briefly.

    `admins` are persons (`telegram:123`) who may do everything everywhere.
    """

    def __init__(self, bot: Bot, admins: Collection[str]) -> None:
        self._bot = bot
        self._admins = frozenset(admins)
        self._kept: dict[tuple[str, int], tuple[float, bool]] = {}

    async def may_manage(self, asked: Asked) -> bool:
        """Whether the asker may; no where Telegram does not say so."""
        if asked.ask.person in self._admins:
            return True
        if asked.rights_of is None:
            return asked.ask.may_manage
        who = (asked.ask.chat.address, asked.rights_of)
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(who)
        if kept is not None and kept[0] > now:
            return kept[1]
        try:
            member = await self._bot.get_chat_member(int(who[0]), asked.rights_of)
        except TelegramError as error:
            told = {"chat": asked.ask.chat.key, "error": sorted_refusal(error)}
            log.warning("telegram_rights_unknown", extra=told)
            return False
        allowed = member.status in _MANAGING
        self._kept = {one: entry for one, entry in self._kept.items() if entry[0] > now}
        self._kept[who] = (now + KEPT_SECONDS, allowed)
        return allowed
