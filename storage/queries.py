"""A query, and the ways to the items that may answer it."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import Connection, bindparam, select

from briefings.model.items import ThemeId
from briefings.model.times import Period
from briefings.text.relevance import Term, side_by_side
from storage.item_rows import OFFERED, item_table, theme_table
from storage.search import Window, matching

_A_DAY = timedelta(days=1)
_LABELLED = (
    select(theme_table.c.search_id)
    .join(item_table, item_table.c.id == theme_table.c.item_id)
    .where(
        theme_table.c.theme == bindparam("theme"),
        theme_table.c.search_id.between(bindparam("first"), bindparam("last")),
        OFFERED,
    )
    .order_by(theme_table.c.search_id.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is searched for, and in which items."""

    terms: tuple[Term, ...]
    side_by_side: re.Pattern[str] | None
    without: tuple[Term, ...] = ()
    themes: tuple[ThemeId, ...] = ()
    period: Period | None = None

    @classmethod
    def of(
        cls,
        terms: tuple[Term, ...],
        *,
        without: tuple[Term, ...],
        themes: Sequence[ThemeId],
        period: Period | None,
    ) -> Query:
        """The query for these words."""
        return cls(
            terms=terms,
            side_by_side=side_by_side(terms),
            without=without,
            themes=tuple(themes),
            period=period,
        )

    @property
    def window(self) -> Window:
        """The range of the index that the query looks at."""
        return Window.of_period(self.period, self.themes)

    @property
    def named(self) -> tuple[ThemeId, ...]:
        """The themes that words of the query name."""
        return tuple(dict.fromkeys(term.theme for term in self.terms if term.theme is not None))

    def counts(self, first: date, last: date) -> bool:
        """Whether an item of these days counts, give a day at each end for other zones."""
        return self.period is None or self.period.touches(first - _A_DAY, last + _A_DAY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """A way to items: those that match `expression`, or (`None`) that are labelled with a theme."""

    expression: str | None
    window: Window

    def rows(self, connection: Connection, *, limit: int) -> list[int]:
        """The newest index rows."""
        if self.expression is None:
            return labelled(connection, self.window, limit=limit)
        return matching(connection, self.expression, self.window, limit=limit)

    def all_rows(self, connection: Connection, *, at_once: int) -> Iterator[int]:
        """All index rows, newest first, read as far as they are asked for."""
        stream = self
        while rows := stream.rows(connection, limit=at_once):
            yield from rows
            if len(rows) < at_once:
                return
            stream = replace(stream, window=self.window.before(rows[-1]))


def streams_to_all(query: Query) -> list[Stream]:
    """The ways to every item that may hold all words. A theme's name is held by its label too."""
    window = query.window
    streams = [Stream(expression=_all_of(query.terms), window=window)]
    plain = [term for term in query.terms if term.theme is None]
    if not query.named:
        return streams
    by_label = window if query.themes else Window.of_period(query.period, query.named)
    streams.append(Stream(expression=_all_of(plain) if plain else None, window=by_label))
    return streams


def streams_to_any(query: Query) -> list[Stream]:
    """The ways to items that may hold some of the words."""
    streams = [Stream(expression=_any_of(query.terms), window=query.window)]
    if query.named and not query.themes:
        themed = Window.of_period(query.period, query.named)
        streams.append(Stream(expression=None, window=themed))
    return streams


def _all_of(terms: Sequence[Term]) -> str:
    return "(" + " AND ".join(term.expression for term in terms) + ")"


def _any_of(terms: Sequence[Term]) -> str:
    return "(" + " OR ".join(term.expression for term in terms) + ")"


def labelled(connection: Connection, window: Window, *, limit: int) -> list[int]:
    """Index rows of items that carry a theme of `window`, newest first."""
    values = {"first": window.first, "last": window.last, "limit": limit}
    found = (
        connection.execute(_LABELLED, {**values, "theme": theme}).scalars().all()
        for theme in window.themes
    )
    return _unique(heapq.merge(*found, reverse=True), limit)


def _unique(rows: Iterable[int], limit: int) -> list[int]:
    return list(islice(dict.fromkeys(rows), limit))
