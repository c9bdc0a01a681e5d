"""A wish becomes a briefing: find the items, choose, summarise; on demand or for a push."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from briefings.choose import ALSO, STORIES, candidates_of, choose
from briefings.deliver.plan import archived_before
from briefings.model.briefings import Briefing, BriefingWish, Length, Pick, Sentence
from briefings.model.items import Item, ItemId, ThemeId
from briefings.model.languages import Language
from briefings.model.subscriptions import Window
from briefings.model.themes import ThemeNames
from briefings.model.times import Period
from briefings.ports import ItemStore
from briefings.steps.shelf import MAX_ITEMS, Shelf
from briefings.text.words import Haystack
from briefings.understand.keywords import Background, keywords
from briefings.understand.summary import (
    LONG_CHARS,
    LONG_SENTENCES,
    SHORT_CHARS,
    SHORT_SENTENCES,
    summarise,
)

DEFAULT_DAYS = 7
MAX_KEPT = 60
"""Picks that are kept with a briefing for `/more`."""

MAX_KEYWORDS = 6
BACKGROUND_DAYS = 28


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """For whom a briefing is written, and when; `muted` words drop stories.

    `source_weights` are a curator's, by folded name of the source.
    """

    now: datetime
    zone: ZoneInfo
    language: Language
    muted: tuple[str, ...] = ()
    source_weights: Mapping[str, float] = field(default_factory=dict, hash=False)
    theme_names: Mapping[ThemeId, ThemeNames] = field(default_factory=dict, hash=False)

    @property
    def today(self) -> date:
        """The reader's local day."""
        return self.now.astimezone(self.zone).date()


def brief_on_demand(wish: BriefingWish, reader: Reader, items: ItemStore) -> Briefing | None:
    """A briefing over the wished period, else over the newest one that holds items.

    `None` where nothing that is stored fits the wish at any time.
    """
    asked = wish.period or Period.last_days(DEFAULT_DAYS, reader.today)
    found, period = _found(wish, asked, reader, items), asked
    if not found:
        newest = _newest_day(wish, reader, items)
        if newest is None:
            return None
        period = Period.last_days(asked.days, newest)
        found = _found(wish, period, reader, items)
    if not found:
        return None
    moved = asked if period != asked else None
    background = Shelf(items).before(_before(period), wish.themes)
    return _written(wish, period, found, frozenset(), reader, background, moved_from=moved)


def brief_for_push(
    wish: BriefingWish, window: Window, told: frozenset[ItemId], reader: Reader, shelf: Shelf
) -> Briefing | None:
    """What came in within the window and this chat was not told; `None` where nothing did."""
    fresh = [item for item in _arrived(wish, window, reader, shelf) if item.id not in told]
    news = untold(_heard(fresh, reader.muted, shelf), told, shelf)
    if not news:
        return None
    days = [item.last_day(reader.zone) for item in news]
    period = Period(since=min(*days, reader.today), until=max(*days, reader.today))
    background = shelf.before(_before(period), wish.themes)
    briefing = _written(wish, period, news, told, reader, background)
    return replace(briefing, late_for=window.late_for)


def _arrived(wish: BriefingWish, window: Window, reader: Reader, shelf: Shelf) -> Sequence[Item]:
    since = archived_before(window, reader.zone)
    if wish.words:
        found = shelf.holding(window, wish.themes, wish.words, published_since=since)
    else:
        found = shelf.arrived(window, wish.themes, published_since=since)
    if not wish.without:
        return found
    holders = frozenset().union(*map(shelf.holders, wish.without))
    return [item for item in found if item.id not in holders]


def _found(
    wish: BriefingWish, period: Period, reader: Reader, items: ItemStore
) -> tuple[Item, ...]:
    if wish.words:
        results = items.search(
            wish.words,
            newest=True,
            limit=MAX_ITEMS,
            themes=wish.themes,
            period=period,
            without=wish.without,
        )
        near = tuple(result.item for result in results)
    else:
        near = items.published_within(period, themes=wish.themes, limit=MAX_ITEMS)
    return unmuted(
        [item for item in near if item.within(period, reader.zone) and _leaves_out(item, wish)],
        reader.muted,
    )


def unmuted(found: Sequence[Item], muted: Sequence[str]) -> tuple[Item, ...]:
    """The items without those of a story of which any telling holds a muted word."""
    if not muted:
        return tuple(found)
    return _without_stories_of(found, [item for item in found if _holds_any(item, muted)])


def _heard(found: Sequence[Item], muted: Sequence[str], shelf: Shelf) -> Sequence[Item]:
    if not muted:
        return found
    holders = frozenset().union(*map(shelf.holders, muted))
    return _without_stories_of(found, [item for item in found if item.id in holders])


def _without_stories_of(found: Sequence[Item], dropped: Sequence[Item]) -> tuple[Item, ...]:
    stories = set(map(_story_of, dropped))
    return tuple(item for item in found if _story_of(item) not in stories)


def _story_of(item: Item) -> tuple[str, int]:
    return ("item", item.id) if item.story is None else ("story", item.story)


def _holds_any(item: Item, words: Sequence[str]) -> bool:
    return any(map(Haystack.of(item.text).holds, words))


def _newest_day(wish: BriefingWish, reader: Reader, items: ItemStore) -> date | None:
    if not wish.words and not wish.without:
        return items.newest_day(themes=wish.themes)
    results = items.search(
        wish.words, newest=True, limit=1, themes=wish.themes, without=wish.without
    )
    return max((result.item.last_day(reader.zone) for result in results), default=None)


def _leaves_out(item: Item, wish: BriefingWish) -> bool:
    return not wish.without or not _holds_any(item, wish.without)


def untold(fresh: Sequence[Item], told: frozenset[ItemId], shelf: Shelf) -> Sequence[Item]:
    """Items whose story was not told here yet, and those that bring new facts of one that was."""
    if not told:
        return fresh
    stories = {item.story for item in fresh if item.story is not None}
    known = {story for story in stories if not told.isdisjoint(shelf.tellings(story))}
    return [item for item in fresh if item.story not in known or item.is_update]


def _written(
    wish: BriefingWish,
    period: Period,
    found: Sequence[Item],
    told: frozenset[ItemId],
    reader: Reader,
    background: Background,
    *,
    moved_from: Period | None = None,
) -> Briefing:
    candidates = candidates_of(found, zone=reader.zone, language=reader.language)
    dated = replace(wish, period=period)
    picks = choose(
        candidates,
        wish=dated,
        now=reader.now,
        zone=reader.zone,
        told=told,
        source_weights=reader.source_weights,
        most=MAX_KEPT,
    )
    shown = STORIES[wish.length]
    also = 0 if wish.length is Length.TITLES else ALSO
    summarised = tuple(_summarised(pick, wish.length) for pick in picks[: shown + also])
    stories = summarised[:shown]
    return Briefing(
        wish=wish,
        period=period,
        language=reader.language,
        written_at=reader.now,
        keywords=keywords(found, background, most=MAX_KEYWORDS, without=said_above(wish, reader)),
        stories=stories,
        also=summarised[shown:],
        rest=picks[shown + also :],
        credits=credits_of(pick.candidate.item for pick in summarised),
        moved_from=moved_from,
    )


def said_above(wish: BriefingWish, reader: Reader) -> tuple[str, ...]:
    """What the heading says: the words, and the themes by every name; no keyword says it again."""
    known = [reader.theme_names[theme] for theme in wish.themes if theme in reader.theme_names]
    names = (name for names in known for name in (names.ko, names.en))
    return (*wish.words, *wish.themes, *names)


def _summarised(pick: Pick, length: Length) -> Pick:
    return replace(pick, sentences=sentences_for(pick.candidate.item, length))


@lru_cache(maxsize=2048)  # one morning's stories are told to many chats
def sentences_for(item: Item, length: Length) -> tuple[Sentence, ...]:
    """The item's summary as long as the length asks for; titles need none."""
    if length is Length.LONG:
        return summarise(item, sentences=LONG_SENTENCES, chars=LONG_CHARS)
    return summarise(item, sentences=SHORT_SENTENCES, chars=SHORT_CHARS)


def credits_of(items: Iterable[Item]) -> tuple[str, ...]:
    """The credits that the items' documents ask for, each once."""
    return tuple(dict.fromkeys(item.credit for item in items if item.credit))


def _before(period: Period) -> Period:
    last = period.since - timedelta(days=1)
    return Period(since=last - timedelta(days=BACKGROUND_DAYS), until=last)
