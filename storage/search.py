"""The search index: items in, the ids of items that may hold a query out.

FTS5 over tokens of our own (`briefings.text.bigrams`). A row's number is made of the item's time
and its id, so that newest first, and a window of days, are ranges of the index and nothing is
sorted. All SQL that is SQLite's own stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, TextClause, bindparam, text

from briefings.model.items import ThemeId
from briefings.model.times import Period
from briefings.text.bigrams import index_text

_ID_BITS = 30
_ID_MASK = (1 << _ID_BITS) - 1
_MINUTES_A_DAY = 24 * 60
LAST_SEARCH_ID = (1 << 63) - 1
_A_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)
_MARGIN = timedelta(days=40)

_INSERT = text("INSERT INTO item_search(rowid, title, body) VALUES (:rowid, :title, :body)")
_DELETE = text(
    "INSERT INTO item_search(item_search, rowid, title, body) "
    "VALUES ('delete', :rowid, :title, :body)"
)
# Statements are built once: SQLAlchemy then knows them again without looking at their parts.
_MATCHING = text(
    "SELECT rowid FROM item_search WHERE item_search MATCH :expression "
    "AND rowid BETWEEN :first AND :last ORDER BY rowid DESC LIMIT :limit"
)
_MATCHING_OF_THEME = text(
    "SELECT rowid FROM item_search WHERE item_search MATCH :expression "
    "AND rowid BETWEEN :first AND :last "
    "AND EXISTS (SELECT 1 FROM item_theme WHERE item_id = item_search.rowid & :id_mask "
    "AND theme IN :themes) ORDER BY rowid DESC LIMIT :limit"
).bindparams(bindparam("themes", expanding=True))
_MERGE = text("INSERT INTO item_search(item_search, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")
_COUNT = text(
    "SELECT count(*) FROM (SELECT rowid FROM item_search WHERE item_search MATCH :expression "
    "AND rowid BETWEEN :first AND :last LIMIT :limit)"
)
_WORDS = text(
    "SELECT term FROM item_search_words WHERE term >= :first AND term < :last LIMIT :limit"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexRow:
    """What the index holds of an item."""

    search_id: int
    title: str | None
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """A range of the index: search ids from `first` to `last`, and themes of which one must fit."""

    first: int = 0
    last: int = LAST_SEARCH_ID
    themes: tuple[ThemeId, ...] = ()

    def before(self, search_id_: int) -> Window:
        """What of the window is older than the row `search_id_`."""
        return replace(self, last=search_id_ - 1)

    @classmethod
    def of_period(cls, period: Period | None, themes: Sequence[ThemeId] = ()) -> Window:
        """The rows in which items of `period` may stand; all where there is none.

        A superset: an item dated by month stands at the month's first day, and a day more at
        each end is for other zones.
        """
        if period is None:
            return cls(themes=tuple(themes))
        since = max(period.since, date.min + _MARGIN) - _MONTH - _A_DAY
        until = min(period.until, date.max - _MARGIN) + _A_DAY
        return cls.of_days(since, until, themes)

    @classmethod
    def of_days(cls, since: date, until: date, themes: Sequence[ThemeId] = ()) -> Window:
        """All items whose time lies on these days."""
        return cls(
            first=search_id(datetime(since.year, since.month, since.day), 0),  # noqa: DTZ001
            last=search_id(
                datetime(until.year, until.month, until.day) + timedelta(days=1),  # noqa: DTZ001
                0,
            )
            - 1,
            themes=tuple(themes),
        )


def search_id(moment: datetime, item: int) -> int:
    """The index row of `item` at the local time `moment`, to the minute."""
    minutes = moment.toordinal() * _MINUTES_A_DAY + moment.hour * 60 + moment.minute
    return (minutes << _ID_BITS) | item


def item_of(search_id_: int) -> int:
    """The item that an index row belongs to."""
    return search_id_ & _ID_MASK


def day_number(search_ids: ColumnElement[int]) -> ColumnElement[int]:
    """The ordinal of that day, of a column of index rows."""
    return search_ids.op(">>")(_ID_BITS).op("/")(_MINUTES_A_DAY)


def day_of(search_id_: int) -> date:
    """The first local day on which the item of an index row counts."""
    return date.fromordinal((search_id_ >> _ID_BITS) // _MINUTES_A_DAY)


def add_rows(connection: Connection, rows: Iterable[IndexRow]) -> None:
    """Put items into the index."""
    values = list(_tokenised(rows))
    if values:
        connection.execute(_INSERT, values)


def remove_rows(connection: Connection, rows: Iterable[IndexRow]) -> None:
    """Take items out of the index; the texts must be those that were put in."""
    values = list(_tokenised(rows))
    if values:
        connection.execute(_DELETE, values)


def rebuild(connection: Connection, *, batch: int = 1000) -> None:
    """Build the whole index anew from the items that are not gone."""
    connection.execute(text("INSERT INTO item_search(item_search) VALUES ('delete-all')"))
    last = 0
    page = text(
        "SELECT id, search_id, title, body FROM item "
        "WHERE id > :last AND gone_at IS NULL ORDER BY id LIMIT :limit"
    )
    while rows := connection.execute(page, {"last": last, "limit": batch}).all():
        add_rows(
            connection,
            (IndexRow(search_id=row.search_id, title=row.title, body=row.body) for row in rows),
        )
        last = rows[-1].id


def merge(connection: Connection, *, pages: int, afresh: bool) -> bool:
    """Merge pieces of the index for about so many pages; whether there is more to merge.

    `afresh` begins with all pieces, as a long run of writing leaves them; later calls go on.
    """
    before = connection.execute(_CHANGES).scalar_one()
    connection.execute(_MERGE, {"pages": -pages if afresh else pages})
    # SQLite's own measure: a merge that did nothing changes less than two rows.
    return int(connection.execute(_CHANGES).scalar_one()) - int(before) >= 2


def matching(connection: Connection, expression: str, window: Window, *, limit: int) -> list[int]:
    """Index rows of `window` that match, newest first."""
    values: dict[str, object] = {
        "expression": expression,
        "first": window.first,
        "last": window.last,
        "limit": limit,
    }
    if not window.themes:
        return list(connection.execute(_MATCHING, values).scalars())
    values |= {"themes": list(window.themes), "id_mask": _ID_MASK}
    return list(connection.execute(_MATCHING_OF_THEME, values).scalars())


def matching_each(
    connection: Connection, expressions: Sequence[str], window: Window, *, limit: int
) -> list[list[int]]:
    """For each expression the newest index rows of `window` (themes aside), in one statement."""
    found: list[list[int]] = [[] for _ in expressions]
    if not expressions:
        return found
    values: dict[str, str | int] = {
        "first": window.first,
        "last": window.last,
        "limit": limit,
        **{f"expression{place}": each for place, each in enumerate(expressions)},
    }
    for place, row in connection.execute(_matching_each(len(expressions)), values).all():
        found[place].append(row)
    return found


@cache
def _matching_each(count: int) -> TextClause:
    one = (
        "SELECT * FROM (SELECT {place} AS place, rowid FROM item_search "
        "WHERE item_search MATCH :expression{place} AND rowid BETWEEN :first AND :last "
        "ORDER BY rowid DESC LIMIT :limit)"
    )
    return text(" UNION ALL ".join(one.format(place=place) for place in range(count)))


def count_matching(connection: Connection, expression: str, window: Window, *, limit: int) -> int:
    """How many index rows of `window` match, counted up to `limit`."""
    values = {
        "expression": expression,
        "first": window.first,
        "last": window.last,
        "limit": limit,
    }
    return int(connection.execute(_COUNT, values).scalar_one())


def indexed_words(connection: Connection, prefix: str, *, limit: int) -> list[str]:
    """Tokens of the index that begin with `prefix`."""
    values = {"first": prefix, "last": prefix + "\U0010ffff", "limit": limit}
    return list(connection.execute(_WORDS, values).scalars())


def in_title(expression: str) -> str:
    """The expression for titles alone."""
    return f"title : {expression}"


def _tokenised(rows: Iterable[IndexRow]) -> Iterator[dict[str, str | int]]:
    # Rising rows: FTS5 writes what it gathered to the file whenever a row is lower than the last.
    for row in sorted(rows, key=attrgetter("search_id")):
        yield {
            "rowid": row.search_id,
            "title": index_text(row.title or ""),
            "body": index_text(row.body),
        }
