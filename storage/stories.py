"""Stories: which items may tell the same, and which do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta, tzinfo

from sqlalchemy import Connection, Update, insert, select, update

from briefings.model.items import Item, ItemId, Joined, StoryId
from briefings.text.bigrams import phrase
from briefings.understand.story_words import story_words
from storage.item_rows import OFFERED, item_table, items_by_id
from storage.search import Window, item_of, matching_each
from storage.tables import ItemLinkRow, StoryRow
from storage.typed import columns

_story = columns(StoryRow)
_link = columns(ItemLinkRow)

MAX_WORDS = 16
"""Words of an item that its candidates may share; the first say what it is about."""

MAX_SHARING = 300
"""Newest items looked at for each word: a word of more items tells nothing."""

LIKELY = 0.3
"""Another telling shares as much at least: a word of ten items, or some of more."""

TELLING_WORDS = 8
TELLING_SHARING = 100
"""As many words, and items for each, find another telling; more of them only cost time."""

_LINK_WEIGHT = 10.0


def storyless(connection: Connection, *, limit: int) -> tuple[Item, ...]:
    """Items that belong to no story yet, in the order they were stored."""
    query = (
        select(item_table.c.id)
        .where(item_table.c.story_id.is_(None), OFFERED)
        .order_by(item_table.c.id)
        .limit(limit)
    )
    return items_by_id(connection, connection.execute(query).scalars().all())


def candidates(
    connection: Connection, item: Item, *, days_around: int, limit: int, zone: tzinfo
) -> tuple[Item, ...]:
    """Items within `days_around` of `item` that share words or links with it, most first.

    A word counts the less the more items hold it.
    """
    window = _window(item, days_around, zone)
    shared = _shared(connection, item, window, words=MAX_WORDS, sharing=MAX_SHARING)
    return items_by_id(connection, _most(shared, limit))


def likely_tellings(
    connection: Connection, items: Sequence[Item], *, days_around: int, limit: int, zone: tzinfo
) -> tuple[tuple[Item, ...], ...]:
    """For each of `items` its candidates that share more with it than common words."""
    found = [
        _likely(
            _shared(
                connection,
                item,
                _window(item, days_around, zone),
                words=TELLING_WORDS,
                sharing=TELLING_SHARING,
            ),
            limit,
        )
        for item in items
    ]
    every = sorted({number for some in found for number in some})
    known = {int(item.id): item for item in items_by_id(connection, every)}
    return tuple(tuple(known[one] for one in some if one in known) for some in found)


def _likely(shared: Mapping[int, float], limit: int) -> list[int]:
    return _most({number: share for number, share in shared.items() if share >= LIKELY}, limit)


def _most(shared: Mapping[int, float], limit: int) -> list[int]:
    return sorted(shared, key=lambda number: (-shared[number], number))[:limit]


def _window(item: Item, days_around: int, zone: tzinfo) -> Window:
    around = timedelta(days=days_around)
    return Window.of_days(item.first_day(zone) - around, item.last_day(zone) + around)


def _shared(
    connection: Connection, item: Item, window: Window, *, words: int, sharing: int
) -> dict[int, float]:
    """How much others share with `item`, by their ids: each word the less the more hold it."""
    shared: defaultdict[int, float] = defaultdict(float)
    for found in matching_each(connection, _phrases(item)[:words], window, limit=sharing):
        weight = 1 / (1 + len(found)) ** 0.5
        for row in found:
            shared[item_of(row)] += weight
    for other in _linked(connection, item):
        shared[other] += _LINK_WEIGHT
    shared.pop(item.id, None)
    return shared


def assign_free(connection: Connection, joined: Joined) -> None:
    """Put an item into a story as `assign` does, unless it has one by now."""
    if _story_of(connection, joined.item) is None:
        assign(connection, joined.item, joined.same_as, is_update=joined.is_update)


def assign(
    connection: Connection, item: ItemId, same_as: ItemId | None, *, is_update: bool
) -> StoryId:
    """Put `item` into the story of `same_as`, or into a new one of its own."""
    first = item if same_as is None else same_as
    story = None if same_as is None else _story_of(connection, same_as)
    if story is None:
        added = connection.execute(
            insert(_story).values(first_item_id=first).returning(_story.c.id)
        )
        story = StoryId(added.scalar_one())
        connection.execute(_set(first, story))
    connection.execute(_set(item, story).values(is_update=is_update))
    return story


def _story_of(connection: Connection, item: ItemId) -> StoryId | None:
    found = connection.execute(
        select(item_table.c.story_id).where(item_table.c.id == item)
    ).scalar()
    return None if found is None else StoryId(found)


def _set(item: ItemId, story: StoryId) -> Update:
    return update(item_table).where(item_table.c.id == item).values(story_id=story)


def _phrases(item: Item) -> list[str]:
    searched = (phrase(word) for word in story_words(item))
    return [each for each in dict.fromkeys(searched) if each is not None][:MAX_WORDS]


def _linked(connection: Connection, item: Item) -> set[int]:
    own = select(_link.c.link).where(_link.c.item_id == item.id)
    query = select(_link.c.item_id).where(_link.c.link.in_(own)).limit(MAX_SHARING)
    return set(connection.execute(query).scalars())
