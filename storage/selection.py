"""Items by theme and time: themes and a range in, the ids of the newest items out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from sqlalchemy import ColumnElement, Connection, Executable, Table, func, select, type_coerce
from sqlalchemy.types import NullType

from briefings.model.items import ThemeId
from briefings.model.stored import PublishedDays
from briefings.model.times import Period
from storage.item_rows import OFFERED, item_table, theme_table
from storage.search import Window, day_number, day_of

_A_DAY = timedelta(days=1)
_MONTH_CHARS = len("2021-01")
_HAS_NO_DAY = item_table.c.published.is_(None) | (
    func.length(item_table.c.published) == _MONTH_CHARS
)
_MONTH = timedelta(days=31)


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """Items that count in a period, give a day at each end for other zones."""

    period: Period
    order: str = "search_id"

    def on(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """The condition on the item or the label table: both keep the times."""
        window = Window.of_period(self.period)
        earliest = max(self.period.since, date.min + _A_DAY) - _A_DAY
        return (
            table.c.search_id.between(window.first, window.last),
            table.c.last_day >= earliest,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """Items stored after an instant, up to and with another; not those published before a day."""

    after: datetime
    until: datetime
    published_since: date | None = None
    order: str = "stored_at"

    def on(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """The condition on the item or the label table: both keep the times."""
        within = (table.c.stored_at > self.after, table.c.stored_at <= self.until)
        if self.published_since is None:
            return within
        return (*within, table.c.last_day >= self.published_since)


def newest_ids(
    connection: Connection,
    span: Published | Stored,
    themes: Sequence[ThemeId],
    *,
    limit: int,
    one_in: int = 1,
) -> list[int]:
    """The newest items of `span` that carry any of `themes`, or of all where none is given; with
    `one_in`, of an even sample: only items whose number it divides.
    """
    if not themes:
        query = (
            select(item_table.c.id)
            .where(*span.on(item_table), OFFERED, item_table.c.id % one_in == 0)
            .order_by(*_newest_first(span, item_table, "id"))
            .limit(limit)
        )
        return list(connection.execute(query).scalars())
    each = [connection.execute(_of_theme(span, theme, limit, one_in)).all() for theme in themes]
    if len(each) == 1:
        return [item for _, item in each[0]]
    newest = dict.fromkeys(item for _, item in sorted(chain.from_iterable(each), reverse=True))
    return list(newest)[:limit]


def published_days(
    connection: Connection, period: Period, themes: Sequence[ThemeId]
) -> PublishedDays:
    """How many items of any of `themes` (of all where none is given) count on each day."""
    query = (
        select(
            day_number(item_table.c.search_id).label("day"),
            _HAS_NO_DAY.label("unplaced"),
            func.count(item_table.c.id.distinct() if len(themes) > 1 else None).label("items"),
        )
        .where(
            item_table.c.search_id.between(
                Window.of_period(period).first, Window.of_days(period.until, period.until).last
            ),
            item_table.c.last_day >= period.since,
            OFFERED,
        )
        .group_by("day", "unplaced")
    )
    if themes:
        labelled = theme_table.c.theme.in_(themes)
        query = query.join(theme_table, theme_table.c.item_id == item_table.c.id).where(labelled)
    days: dict[date, int] = {}
    unplaced = 0
    for row in connection.execute(query).all():
        if row.unplaced:
            unplaced += row.items
        else:
            days[date.fromordinal(row.day)] = row.items
    return PublishedDays(days=days, unplaced=unplaced)


def newest_day(
    connection: Connection, themes: Sequence[ThemeId], *, before: date | None
) -> date | None:
    """The last day before `before` on which an item of these themes counts."""
    days = (_newest_day_in(connection, theme, before) for theme in (themes or (None,)))
    return max((day for day in days if day is not None), default=None)


def _of_theme(span: Published | Stored, theme: ThemeId, limit: int, one_in: int) -> Executable:
    moment = type_coerce(theme_table.c[span.order], NullType())  # to be compared, never read
    return (
        select(moment, theme_table.c.item_id)
        .join(item_table, item_table.c.id == theme_table.c.item_id)
        .where(
            theme_table.c.theme == theme,
            *span.on(theme_table),
            OFFERED,
            theme_table.c.item_id % one_in == 0,
        )
        .order_by(*_newest_first(span, theme_table, "item_id"))
        .limit(limit)
    )


def _newest_first(
    span: Published | Stored, table: Table, item: str
) -> tuple[ColumnElement[object], ...]:
    """The order of an index, so that nothing is sorted; a search id is one item's alone."""
    if isinstance(span, Published):
        return (table.c.search_id.desc(),)
    return (table.c.stored_at.desc(), table.c[item].desc())


def _newest_day_in(
    connection: Connection, theme: ThemeId | None, before: date | None
) -> date | None:
    """The last day is at most a month after the first one of the item that starts last."""
    table = item_table if theme is None else theme_table
    query = select(table.c.search_id).where(OFFERED)
    if theme is not None:
        query = query.join(item_table, item_table.c.id == table.c.item_id)
        query = query.where(table.c.theme == theme)
    if before is not None:
        query = query.where(table.c.search_id < Window.of_days(before, before).first)
    newest = connection.execute(query.order_by(table.c.search_id.desc()).limit(1)).scalar()
    if newest is None:
        return None
    first = Window.of_days(day_of(newest) - _MONTH, day_of(newest)).first
    last_days = query.with_only_columns(func.max(table.c.last_day), maintain_column_froms=True)
    found: date = connection.execute(last_days.where(table.c.search_id >= first)).scalar_one()
    return found if before is None else min(found, before - _A_DAY)
