"""Search: a query in, the items that answer it out, best or newest first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection, bindparam, select

from briefings.text.bigrams import fold
from briefings.text.relevance import FoldedText, grade, together
from storage.item_rows import OFFERED, batched, item_table, theme_scores
from storage.queries import Query, Stream, streams_to_all, streams_to_any
from storage.search import count_matching, day_of, in_title, item_of

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

WEAKEST_COUNTS = 0.35
"""Share of the score that the word makes which an item holds worst: all should be its subject."""

COUNTED = 5000
_TEXTS = select(
    item_table.c.id,
    item_table.c.search_id,
    item_table.c.last_day,
    item_table.c.title,
    item_table.c.body,
).where(item_table.c.id.in_(bindparam("ids", expanding=True)), OFFERED)


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


def newest(connection: Connection, query: Query, *, limit: int) -> list[Hit]:
    """Items that hold all words, newest first.

    Where any item holds them as words, those with them only inside other words are left out.
    """
    strict: list[Hit] = []
    loose: list[Hit] = []
    for hit in _scan(connection, query, at_once=min(limit + limit // SPARE, MAX_SCANNED)):
        (strict if hit.strict else loose).append(hit)
        if len(strict) >= limit:
            break
    return (strict or loose)[:limit]


def best(connection: Connection, query: Query, *, limit: int) -> list[Hit]:
    """Items that hold all words, best first; where these are few, those that hold most follow."""
    size = max(POOL, limit)
    weights = _weights(connection, query)
    pool = _pool(connection, streams_to_all(query), size)
    hits = _ranked(connection, query, pool, weights)
    found = [hit for hit in hits if hit.whole and hit.strict] or [hit for hit in hits if hit.whole]
    if len(found) < ENOUGH and len(query.terms) > 1:
        wider = _pool(connection, streams_to_any(query), size) - {hit.search_id for hit in found}
        partly = _ranked(connection, query, wider, weights)
        found += [hit for hit in partly if hit.strict and not hit.whole]
    return found[:limit]


def texts_of(connection: Connection, rows: Sequence[int]) -> Iterator[str]:
    """The folded texts of these index rows."""
    for some in batched([item_of(row) for row in rows]):
        for row in connection.execute(_TEXTS, {"ids": some}).all():
            yield fold(f"{row.title or ''} {row.body}")


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
    streams = [stream.all_rows(connection, at_once=at_once) for stream in streams_to_all(query)]
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
    labels = theme_scores(connection, [item_of(row) for row in rows]) if labelled else {}
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
    mean = sum(weight * each.value for weight, each in held) / total * coverage
    weakest = min(each.value for _, each in grades)
    score = (1 - WEAKEST_COUNTS) * mean + WEAKEST_COUNTS * weakest
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
