"""A curator's mendings: kept as such, and applied on top of what the program understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from briefings.errors import InputError
from briefings.model.items import Item, ItemId, Label, StoryId, ThemeId
from briefings.model.mendings import Mending, MendingKind, mended_labels
from storage import stories
from storage.database import Database
from storage.item_rows import batched, item_table, items_by_id, labels_of, theme_table
from storage.rows import Values, label_model, label_values
from storage.tables import ItemThemeRow, StoryRow
from storage.tables_curation import ItemMendingRow, UnderstoodThemeRow
from storage.typed import columns

_mending = columns(ItemMendingRow)
_understood = columns(UnderstoodThemeRow)
_story = columns(StoryRow)

_RELABELLING = (MendingKind.ADD.value, MendingKind.REMOVE.value)


class StoredMendings:
    """The `MendingStore` of a database. Every write is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def item(self, item: ItemId) -> Item:
        """The item, hidden or not. Raises `InputError` for an unknown number."""
        with self._database.reading() as connection:
            return _known(connection, item)

    def states(self, item: ItemId) -> tuple[str, ...]:
        """Why readers do not see the item, in words; nothing where they do."""
        query = select(item_table.c.hidden_at, item_table.c.gone_at).where(item_table.c.id == item)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return ()
        hidden = ("hidden by a curator",) if row.hidden_at else ()
        return (*hidden, "gone from its document") if row.gone_at else hidden

    def of(self, items: Sequence[ItemId]) -> tuple[Mending, ...]:
        """The mendings of these items, oldest first."""
        with self._database.reading() as connection:
            return _mendings(connection, items)

    def relabel(
        self,
        item: ItemId,
        *,
        add: Sequence[ThemeId],
        remove: Sequence[ThemeId],
        by: str,
        now: datetime,
    ) -> Item:
        """Give and take themes; the item as it is now. Raises `InputError`."""
        with self._database.writing() as connection:
            _known(connection, item)
            if not _relabelled(connection, [item]):
                _keep_understood(connection, item)
            decisions = [(MendingKind.ADD, theme) for theme in add]
            decisions += [(MendingKind.REMOVE, theme) for theme in remove]
            for kind, theme in decisions:
                _note(connection, Mending(item=item, kind=kind, theme=theme, by=by, at=now))
            _apply_labels(connection, item)
            return _known(connection, item)

    def hide(self, item: ItemId, *, by: str, now: datetime) -> bool:
        """Take the item out of everything that readers see; whether it was not so before."""
        return self._set_hidden(MendingKind.HIDE, item, by=by, now=now)

    def unhide(self, item: ItemId, *, by: str, now: datetime) -> bool:
        """Show a hidden item again; whether it was hidden."""
        return self._set_hidden(MendingKind.UNHIDE, item, by=by, now=now)

    def merge(self, item: ItemId, other: ItemId, *, by: str, now: datetime) -> StoryId:
        """Make one story of the stories of both; `item`'s goes on. Raises `InputError`."""
        if item == other:
            raise InputError(f"item {item} cannot be merged with itself")
        with self._database.writing() as connection:
            one, two = _known(connection, item), _known(connection, other)
            if one.story is not None and one.story == two.story:
                raise InputError(f"items {item} and {other} tell the same story already")
            story = _story_with(connection, one, two)
            _note(
                connection, Mending(item=item, kind=MendingKind.MERGE, other=other, by=by, at=now)
            )
            _note(
                connection, Mending(item=other, kind=MendingKind.MERGE, other=item, by=by, at=now)
            )
            return story

    def split(self, item: ItemId, *, by: str, now: datetime) -> StoryId:
        """Give the item a story of its own. Raises `InputError` where it stands alone already."""
        with self._database.writing() as connection:
            before = _known(connection, item).story
            if before is None or _tellings(connection, before) == 1:
                raise InputError(f"item {item} is the only one that tells its story")
            own = StoryId(
                connection.execute(
                    insert(_story).values(first_item_id=item).returning(_story.c.id)
                ).scalar_one()
            )
            connection.execute(
                update(item_table)
                .where(item_table.c.id == item)
                .values(story_id=own, is_update=False)
            )
            _name_first(connection, before)
            _note(connection, Mending(item=item, kind=MendingKind.SPLIT, by=by, at=now))
            return own

    def _set_hidden(self, kind: MendingKind, item: ItemId, *, by: str, now: datetime) -> bool:
        hides = kind is MendingKind.HIDE
        with self._database.writing() as connection:
            _known(connection, item)
            if _is_hidden(connection, item) is hides:
                return False
            connection.execute(
                update(item_table)
                .where(item_table.c.id == item)
                .values(hidden_at=now if hides else None)
            )
            _note(connection, Mending(item=item, kind=kind, by=by, at=now))
            return True


def understood_labels(connection: Connection, items: Sequence[int]) -> dict[int, tuple[Label, ...]]:
    """The labels of these items as the program itself found them, a curator's mendings aside."""
    mended = _relabelled(connection, items)
    return {**labels_of(connection, items), **_understood_of(connection, mended)}


def mend_again(connection: Connection, items: Sequence[int]) -> None:
    """The labels of these items were written anew: put the curator's mendings on top again."""
    for item in _relabelled(connection, items):
        _keep_understood(connection, item)
        _apply_labels(connection, item)


def _known(connection: Connection, item: int) -> Item:
    found = items_by_id(connection, [item], with_hidden=True)
    if not found:
        raise InputError(
            f"there is no item {item}; `trendbrief search WORDS` shows the numbers of items"
        )
    return found[0]


def _is_hidden(connection: Connection, item: int) -> bool:
    query = select(item_table.c.hidden_at).where(item_table.c.id == item)
    return connection.execute(query).scalar() is not None


def _mendings(connection: Connection, items: Sequence[int]) -> tuple[Mending, ...]:
    rows = [
        row
        for some in batched(items)
        for row in connection.execute(select(_mending).where(_mending.c.item_id.in_(some)))
    ]
    return tuple(_mending_model(row) for row in sorted(rows, key=lambda row: int(row.id)))


def _note(connection: Connection, mending: Mending) -> None:
    connection.execute(
        insert(_mending).values(
            item_id=mending.item,
            kind=mending.kind.value,
            theme=mending.theme,
            other_id=mending.other,
            made_by=mending.by,
            made_at=mending.at,
        )
    )


def _mending_model(row: Row[tuple[object, ...]]) -> Mending:
    return Mending(
        item=ItemId(row.item_id),
        kind=MendingKind(row.kind),
        by=row.made_by,
        at=row.made_at,
        theme=None if row.theme is None else ThemeId(row.theme),
        other=None if row.other_id is None else ItemId(row.other_id),
    )


def _relabelled(connection: Connection, items: Sequence[int]) -> list[int]:
    query = select(_mending.c.item_id).distinct().where(_mending.c.kind.in_(_RELABELLING))
    return [
        item
        for some in batched(items)
        for item in connection.execute(query.where(_mending.c.item_id.in_(some))).scalars()
    ]


def _keep_understood(connection: Connection, item: int) -> None:
    """Keep the labels that stand at the item now as what the program found."""
    connection.execute(delete(_understood).where(_understood.c.item_id == item))
    labels = labels_of(connection, [item]).get(item, ())
    rows = [{"item_id": item, **label_values(label)} for label in labels]
    if rows:
        connection.execute(insert(_understood), rows)


def _understood_of(connection: Connection, items: Sequence[int]) -> dict[int, tuple[Label, ...]]:
    found: defaultdict[int, tuple[Label, ...]] = defaultdict(tuple)
    for some in batched(items):
        query = select(_understood).where(_understood.c.item_id.in_(some))
        for row in connection.execute(query).all():
            found[row.item_id] += (label_model(cast("ItemThemeRow", row)),)
    return {item: found[item] for item in items}


def _apply_labels(connection: Connection, item: int) -> None:
    """Write the labels that count, in place of those that stand there."""
    understood = _understood_of(connection, [item])[item]
    labels = mended_labels(understood, _mendings(connection, [item]))
    times = connection.execute(
        select(item_table.c.search_id, item_table.c.last_day, item_table.c.stored_at).where(
            item_table.c.id == item
        )
    ).one()
    own: Values = {
        "item_id": item,
        "search_id": times.search_id,
        "last_day": times.last_day,
        "stored_at": times.stored_at,
    }
    connection.execute(delete(theme_table).where(theme_table.c.item_id == item))
    if labels:
        connection.execute(
            insert(theme_table), [{**own, **label_values(label)} for label in labels]
        )


def _story_with(connection: Connection, one: Item, two: Item) -> StoryId:
    story = one.story or stories.assign(connection, one.id, None, is_update=False)
    moved = item_table.c.id == two.id
    if two.story is not None:
        moved = item_table.c.story_id == two.story
    connection.execute(update(item_table).where(moved).values(story_id=story))
    connection.execute(update(item_table).where(item_table.c.id == two.id).values(is_update=False))
    _name_first(connection, story)
    return story


def _tellings(connection: Connection, story: StoryId) -> int:
    query = select(func.count()).select_from(item_table).where(item_table.c.story_id == story)
    return int(connection.execute(query).scalar_one())


def _name_first(connection: Connection, story: StoryId) -> None:
    """The item that was stored first tells the story first."""
    first = (
        select(func.min(item_table.c.id)).where(item_table.c.story_id == story).scalar_subquery()
    )
    connection.execute(update(_story).where(_story.c.id == story).values(first_item_id=first))
