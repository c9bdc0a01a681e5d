"""Search: words in, items that answer them out, best or newest first."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import Connection, bindparam, select

from briefings.model.items import ThemeId
from briefings.model.times import Period
from briefings.text.bigrams import fold
from briefings.text.relevance import FoldedText, Term, grade, side_by_side, together
from storage.item_rows import batched, item_table, labels_of, theme_table
from storage.search import Window, count_matching, day_of, in_title, item_of, matching

POOL = 200
"""So many of the newest items that hold the words in their title are compared for the best, and,
where there are fewer, as many that hold them anywhere: a word of more items is not answered
better by older ones."""

SPARE = 4
"""One in so many rows may hold a word only inside others: read as many more than are wanted."""

MAX_SCANNED = 5000
ENOUGH = 5
"""Where fewer items hold all words, those that hold most of them follow."""

MIN_COVERAGE = 0.4
"""Share of the query, by weight, that an item holds at least to answer it partly."""

COUNTED = 5000
_TEXTS = select(
    item_table.c.id,
    item_table.c.search_id,
    item_table.c.last_day,
    item_table.c.title,
    item_table.c.body,
).where(item_table.c.id.in_(bindparam("ids", expanding=True)))
_A_DAY = timedelta(days=1)


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
class Hit:
    """An item that answers, and how well; `whole` where it holds every word, as a word."""

    search_id: int
    score: float
    whole: bool
    strict: bool

    @property
    def item(self) -> int:
        """The item's number."""
        return item_of(self.search_id)


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


def newest(connection: Connection, query: Query, *, limit: int, offset: int) -> list[Hit]:
    """Items that hold all words, newest first.

    Where any item holds them as words, those with them only inside other words are left out.
    """
    wanted = offset + limit
    strict: list[Hit] = []
    loose: list[Hit] = []
    for hit in _scan(connection, query, at_once=min(wanted + wanted // SPARE, MAX_SCANNED)):
        (strict if hit.strict else loose).append(hit)
        if len(strict) >= wanted:
            break
    return (strict or loose)[offset:wanted]


def best(connection: Connection, query: Query, *, limit: int, offset: int) -> list[Hit]:
    """Items that hold all words, best first; where these are few, those that hold most follow."""
    size = max(POOL, offset + limit)
    weights = _weights(connection, query)
    pool = _pool(connection, _streams(query), size)
    hits = _ranked(connection, query, pool, weights)
    found = [hit for hit in hits if hit.whole and hit.strict] or [hit for hit in hits if hit.whole]
    if len(found) < ENOUGH and len(query.terms) > 1:
        wider = _pool(connection, _wide_streams(query), size) - {hit.search_id for hit in found}
        partly = _ranked(connection, query, wider, weights)
        found += [hit for hit in partly if hit.strict and not hit.whole]
    return found[offset : offset + limit]


def texts_of(connection: Connection, rows: Sequence[int]) -> Iterator[str]:
    """The folded texts of these index rows."""
    for some in batched([item_of(row) for row in rows]):
        for row in connection.execute(_TEXTS, {"ids": some}).all():
            yield fold(f"{row.title or ''} {row.body}")


def labelled(connection: Connection, window: Window, *, limit: int) -> list[int]:
    """Index rows of items that carry a theme of `window`, newest first."""
    found = (
        connection.execute(
            select(theme_table.c.search_id)
            .where(
                theme_table.c.theme == theme,
                theme_table.c.search_id.between(window.first, window.last),
                theme_table.c.item_id.in_(
                    select(item_table.c.id).where(
                        item_table.c.id == theme_table.c.item_id, item_table.c.gone_at.is_(None)
                    )
                ),
            )
            .order_by(theme_table.c.search_id.desc())
            .limit(limit)
        )
        .scalars()
        .all()
        for theme in window.themes
    )
    return _unique(heapq.merge(*found, reverse=True), limit)


def _unique(rows: Iterable[int], limit: int) -> list[int]:
    return list(islice(dict.fromkeys(rows), limit))


def _streams(query: Query) -> list[Stream]:
    """The ways to every item that may hold all words. A theme's name is held by its label too."""
    window = query.window
    streams = [Stream(expression=_all_of(query.terms), window=window)]
    plain = [term for term in query.terms if term.theme is None]
    if not query.named:
        return streams
    by_label = window if query.themes else Window.of_period(query.period, query.named)
    streams.append(Stream(expression=_all_of(plain) if plain else None, window=by_label))
    return streams


def _wide_streams(query: Query) -> list[Stream]:
    streams = [Stream(expression=_any_of(query.terms), window=query.window)]
    if query.named and not query.themes:
        themed = Window.of_period(query.period, query.named)
        streams.append(Stream(expression=None, window=themed))
    return streams


def _all_of(terms: Sequence[Term]) -> str:
    return "(" + " AND ".join(term.expression for term in terms) + ")"


def _any_of(terms: Sequence[Term]) -> str:
    return "(" + " OR ".join(term.expression for term in terms) + ")"


def _pool(connection: Connection, streams: Iterable[Stream], size: int) -> set[int]:
    pool: set[int] = set()
    for stream in streams:
        if stream.expression is not None:
            titled = replace(stream, expression=in_title(stream.expression))
            pool.update(titled.rows(connection, limit=size))
        if stream.expression is None or len(pool) < size:
            pool.update(stream.rows(connection, limit=size))
    return pool


def _scan(connection: Connection, query: Query, *, at_once: int) -> Iterator[Hit]:
    streams = [stream.all_rows(connection, at_once=at_once) for stream in _streams(query)]
    rows = _deduplicated(heapq.merge(*streams, reverse=True))
    even = {term.word: 1.0 for term in query.terms}
    for _ in range(0, MAX_SCANNED, at_once):
        some = list(islice(rows, at_once))
        if not some:
            return
        hits = _graded(connection, query, some, even, labelled=bool(query.named))
        yield from sorted((hit for hit in hits if hit.whole), key=_by_time, reverse=True)


def _by_time(hit: Hit) -> int:
    return hit.search_id


def _deduplicated(rows: Iterable[int]) -> Iterator[int]:
    last = None
    for row in rows:
        if row != last:
            yield row
        last = row


def _ranked(
    connection: Connection, query: Query, rows: Iterable[int], weights: Mapping[str, float]
) -> list[Hit]:
    hits = _graded(connection, query, list(rows), weights, labelled=True)
    return sorted(hits, key=lambda hit: (hit.score, hit.search_id), reverse=True)


def _graded(
    connection: Connection,
    query: Query,
    rows: Sequence[int],
    weights: Mapping[str, float],
    *,
    labelled: bool,
) -> list[Hit]:
    """A hit for each row that counts and holds enough of the query; labels are read if asked."""
    labels = _labels(connection, rows) if labelled else {}
    hits: list[Hit] = []
    for some in batched([item_of(row) for row in rows]):
        found = connection.execute(_TEXTS, {"ids": some}).all()
        for row in found:
            if not query.counts(day_of(row.search_id), row.last_day):
                continue
            text = FoldedText.of(row.title, row.body, labels.get(row.id, {}))
            hit = _hit(query, row.search_id, text, weights)
            if hit is not None:
                hits.append(hit)
    return hits


def _labels(connection: Connection, rows: Sequence[int]) -> dict[int, dict[ThemeId, float]]:
    found = labels_of(connection, [item_of(row) for row in rows])
    return {item: {label.theme: label.score for label in labels} for item, labels in found.items()}


def _hit(
    query: Query, search_id: int, text: FoldedText, weights: Mapping[str, float]
) -> Hit | None:
    if any(grade(term, text).strict for term in query.without):
        return None
    grades = [(weights[term.word], grade(term, text)) for term in query.terms]
    total = sum(weight for weight, _ in grades)
    held = [(weight, each) for weight, each in grades if each.value > 0]
    coverage = sum(weight for weight, _ in held) / total
    if coverage < MIN_COVERAGE:
        return None
    score = sum(weight * each.value for weight, each in held) / total * coverage
    return Hit(
        search_id=search_id,
        score=score + together(query.side_by_side, text),
        whole=len(held) == len(grades),
        strict=all(each.strict for _, each in held),
    )


def _weights(connection: Connection, query: Query) -> dict[str, float]:
    """How much each word of the query says: the more, the fewer items hold it."""
    if len(query.terms) == 1:
        return {term.word: 1.0 for term in query.terms}
    counts = {
        term.word: count_matching(connection, term.expression, query.window, limit=COUNTED)
        for term in query.terms
    }
    most = max(counts.values())
    return {word: 1.0 + math.log((1 + most) / (1 + count)) for word, count in counts.items()}
