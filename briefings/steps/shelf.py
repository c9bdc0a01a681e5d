"""What the briefings of one instant read from: items and what they say, each looked up once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from briefings.model.items import Item, ItemId, StoryId, ThemeId
from briefings.model.subscriptions import Window
from briefings.model.times import Period
from briefings.ports import ItemStore
from briefings.text.words import Pile
from briefings.understand.keywords import Background, background_of

MAX_ITEMS = 600
"""Newest items that are looked at for one briefing; more would not be read by anyone."""

MAX_SEARCHED_ITEMS = 4_000
"""Newest items of a window in which words are looked for one by one; beyond, by the index."""

MAX_BACKGROUND_ITEMS = 300
MAX_KEPT_ITEMS = 12_000
"""With more a new shelf is begun: these are some thirty megabytes."""

_Themes = tuple[ThemeId, ...]
_Span = tuple[_Themes, date, datetime, date, int]


class Shelf:
    """Items of a store, read once for many briefings that are written at the same time.

    It shows each thing as it was when it was first asked for, so it must not be kept for long.
    Not for several threads.
    """

    def __init__(self, items: ItemStore) -> None:
        self._store = items
        self._items: dict[ItemId, Item] = {}
        self._lists: dict[_Span, Sequence[Item]] = {}
        self._unpiled: dict[ItemId, Item] = {}
        self._piles: list[Pile[ItemId]] = []
        self._holders: dict[str, tuple[int, frozenset[ItemId]]] = {}
        self._tellings: dict[StoryId, frozenset[ItemId]] = {}
        self._before: dict[tuple[_Themes, Period], Background] = {}

    @property
    def is_full(self) -> bool:
        """Whether it holds so much that a new one should be begun."""
        return len(self._items) > MAX_KEPT_ITEMS

    def arrived(
        self, window: Window, themes: _Themes, *, published_since: date, most: int = MAX_ITEMS
    ) -> Sequence[Item]:
        """The newest items that were stored within the window, newest first: of any of `themes`,
        or all where none is given, without those whose last day lies before `published_since`.
        """
        found = self._stored(window, themes, published_since, most)
        within = bisect_left(found, True, key=lambda item: item.stored_at <= window.after)
        return found[:within]

    def holding(
        self,
        window: Window,
        themes: _Themes,
        words: Collection[str],
        *,
        published_since: date,
    ) -> Sequence[Item]:
        """As `arrived`, but only items that hold all of `words`, however many came in."""
        found = self.arrived(
            window, themes, published_since=published_since, most=MAX_SEARCHED_ITEMS
        )
        if len(found) == MAX_SEARCHED_ITEMS:
            return self._searched(window, themes, words, published_since)
        holders = frozenset.intersection(*(self.holders(word) for word in words))
        return [item for item in found if item.id in holders][:MAX_ITEMS]

    def holders(self, word: str) -> frozenset[ItemId]:
        """The items on this shelf that hold a word, particles and spacing aside."""
        if self._unpiled:
            self._piles.append(Pile.of({one.id: one.text for one in self._unpiled.values()}))
            self._unpiled = {}
        looked_in, found = self._holders.get(word, (0, frozenset()))
        if looked_in < len(self._piles):
            found = found.union(*(pile.holding(word) for pile in self._piles[looked_in:]))
            self._holders[word] = (len(self._piles), found)
        return found

    def tellings(self, story: StoryId) -> frozenset[ItemId]:
        """All items that tell a story."""
        found = self._tellings.get(story)
        if found is None:
            found = self._tellings[story] = self._store.ids_of_story(story)
        return found

    def before(self, period: Period, themes: _Themes) -> Background:
        """The newest items of a period, as keywords are measured against them."""
        found = self._before.get((themes, period))
        if found is None:
            ids = self._store.ids_published_within(
                period, themes=themes, limit=MAX_BACKGROUND_ITEMS
            )
            found = background_of(self._taken(ids))
            self._before[themes, period] = found
        return found

    def _stored(
        self, window: Window, themes: _Themes, published_since: date, most: int
    ) -> Sequence[Item]:
        """The newest items since the day (UTC) in which the window starts: many windows do."""
        key = (themes, window.after.astimezone(UTC).date(), window.until, published_since, most)
        found = self._lists.get(key)
        if found is None:
            if len(themes) > 1:
                found = self._joined(window, themes, published_since, most)
            else:
                found = self._read(window, themes, published_since, most)
            self._lists[key] = found
        return found

    def _joined(
        self, window: Window, themes: _Themes, published_since: date, most: int
    ) -> Sequence[Item]:
        each = [self._stored(window, (theme,), published_since, most) for theme in themes]
        unique = {item.id: item for items in each for item in items}
        return sorted(unique.values(), key=lambda one: (one.stored_at, one.id), reverse=True)[:most]

    def _read(
        self, window: Window, themes: _Themes, published_since: date, most: int
    ) -> Sequence[Item]:
        midnight = datetime.combine(window.after.astimezone(UTC), time.min, tzinfo=UTC)
        ids = self._store.ids_stored_within(
            midnight - timedelta(microseconds=1),
            window.until,
            themes=themes,
            limit=most,
            published_since=published_since,
        )
        return self._taken(ids)

    def _searched(
        self, window: Window, themes: _Themes, words: Collection[str], published_since: date
    ) -> Sequence[Item]:
        until = max(published_since, window.until.date() + timedelta(days=1))
        found = self._store.search(
            tuple(words),
            newest=True,
            limit=MAX_SEARCHED_ITEMS,
            themes=themes,
            period=Period(since=published_since, until=until),
        )
        items = [one.item for one in found if window.after < one.item.stored_at <= window.until]
        self._keep(items)
        return sorted(items, key=lambda one: (one.stored_at, one.id), reverse=True)[:MAX_ITEMS]

    def _taken(self, ids: Sequence[ItemId]) -> list[Item]:
        """The items, those that stand here already from here; hidden ones are left out."""
        missing = [number for number in ids if number not in self._items]
        self._keep(self._store.items(missing))
        return [self._items[number] for number in ids if number in self._items]

    def _keep(self, items: Iterable[Item]) -> None:
        fresh = {item.id: item for item in items if item.id not in self._items}
        self._items.update(fresh)
        self._unpiled.update(fresh)
