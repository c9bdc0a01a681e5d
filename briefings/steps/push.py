"""What a subscription is told about a window: a briefing, one line that nothing is new, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefings.model.briefings import Briefing, BriefingWish
from briefings.model.habits import NothingNew
from briefings.model.items import ItemId
from briefings.model.pages import Page
from briefings.model.subscriptions import Subscription, SubscriptionWish, Window
from briefings.ports import ItemStore
from briefings.steps.brief import Reader, brief_for_push
from briefings.steps.drafts import Draft, Write
from briefings.steps.newsroom import Newsroom
from briefings.steps.shelf import Shelf
from briefings.write.compose import briefing_page
from briefings.write.notes import note_page
from briefings.write.schedules import subject_in_words
from briefings.write.voice import Voice

TOLD_DAYS = 90
"""A story that a chat was told longer ago than this may be told again."""

SHARED_BRIEFINGS = 64
"""Chats that wish for the same, about the same window, and were told the same, share one."""

BRIEFINGS_PER_SHELF = 1000
"""So many are written from one reading of the items; a mending is seen by those that follow."""

Brief = Callable[[BriefingWish, Window, frozenset[ItemId], Reader], Briefing | None]


def writer_of(newsroom: Newsroom) -> Write:
    """What writes the pushes of a newsroom. Not for several threads."""
    shelves = _Shelves(newsroom.items)

    @lru_cache(maxsize=SHARED_BRIEFINGS)
    def brief(
        wish: BriefingWish, window: Window, told: frozenset[ItemId], reader: Reader
    ) -> Briefing | None:
        return brief_for_push(wish, window, told, reader, shelves.at(reader.now))

    def write(subscription: Subscription, window: Window, now: datetime) -> Draft | None:
        return draft_for(subscription.wish, window, now, newsroom, brief)

    return write


class _Shelves:
    """The shelf that briefings of one instant are written from."""

    def __init__(self, items: ItemStore) -> None:
        self._items = items
        self._shelf = Shelf(items)
        self._now: datetime | None = None
        self._left = 0

    def at(self, now: datetime) -> Shelf:
        """The shelf of that instant, a new one where the last is of another, used up or full."""
        if now != self._now or not self._left or self._shelf.is_full:
            self._shelf, self._now, self._left = Shelf(self._items), now, BRIEFINGS_PER_SHELF
        self._left -= 1
        return self._shelf


def draft_for(
    wish: SubscriptionWish, window: Window, now: datetime, newsroom: Newsroom, brief: Brief
) -> Draft | None:
    """What came in within the window and this chat was not told yet.

    Where nothing did: one line, or `None` where the subscription chose silence.
    """
    reader = Reader(
        now=now,
        zone=ZoneInfo(wish.zone),
        language=wish.language,
        muted=newsroom.marks.muted(wish.chat),
        source_weights=newsroom.source_weights,
        theme_names=newsroom.theme_names,
    )
    voice = newsroom.voice(wish.language, reader.zone, now, platform=wish.chat.platform)
    told = newsroom.briefings.told(wish.chat, since=now - timedelta(days=TOLD_DAYS))
    briefing = brief(asked_of(wish), window, told, reader)
    return empty_draft(wish, voice) if briefing is None else briefing_draft(briefing, voice)


def briefing_draft(briefing: Briefing, voice: Voice) -> Draft:
    """What a push that has something to tell would say."""
    return Draft(
        briefing=briefing, page=lambda number: briefing_page(briefing, voice, kept_as=number)
    )


def empty_draft(wish: SubscriptionWish, voice: Voice) -> Draft | None:
    """What a push that has nothing to tell would say: one line, or `None` for silence."""
    if wish.nothing_new is NothingNew.SILENT:
        return None
    return Draft(briefing=None, page=lambda _: _nothing_new(wish, voice))


def asked_of(wish: SubscriptionWish) -> BriefingWish:
    """What a subscription's briefings are asked to hold."""
    return BriefingWish(
        themes=wish.themes, words=wish.words, without=wish.without, length=wish.length
    )


def _nothing_new(wish: SubscriptionWish, voice: Voice) -> Page:
    subject = subject_in_words(wish.themes, wish.words, wish.without, voice)
    return note_page(voice.wording.say("{subject}: nothing new this time.", subject=subject), voice)
