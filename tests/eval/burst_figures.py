"""Measures how many injected bursts are among the first words of their day, and of their week.

A burst puts a word in three times as many headlines as usually hold it, and in two more. Words of
the stop lists, which must never be named, do not burst. A burst is told by all outlets in turn.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from briefings.model.items import DocumentId, Item, ItemId, SourceRef
from briefings.model.times import Published
from briefings.understand.keywords import keywords
from briefings.understand.phrases import Phrase, key_of, phrases_of
from briefings.understand.stopwords import KOREAN, PLAIN
from tests.eval.burst_corpus import DAYS, OUTLETS, Headline, composed_days

BURSTS = 120
FIRST = 20
BACKGROUND_DAYS = 21
WEEK_DAYS = 7
RAREST, COMMONEST = 20, 400  # headlines of all days that hold the word
FIRST_DAY = date(2021, 1, 4)

Ranking = Callable[[Sequence[Item], Sequence[Item]], Sequence[str]]
"""The first words of items against those of the time before."""


@dataclass(frozen=True, kw_only=True)
class Burst:
    """A word, the days in which it bursts, and their items and those of the time before."""

    word: str
    count: int
    items: tuple[Item, ...]
    background: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class BurstFigures:
    """The share of bursts among the first words, the median rank, and the words that were lost."""

    name: str
    bursts: int
    found: float
    median_rank: int
    lost: tuple[str, ...]


def bursts(days: Sequence[Sequence[Headline]], *, length: int, seed: int) -> Iterator[Burst]:
    """`BURSTS` words, each injected into `length` days of its own."""
    pick = random.Random(seed)  # noqa: S311 - the same for every run
    counts = Counter(noun for day in days for headline in day for noun in headline.nouns)
    usable = sorted(
        noun
        for noun, count in counts.items()
        if RAREST <= count <= COMMONEST and noun not in KOREAN | PLAIN
    )
    plain = [[_item(headline, at) for headline in day] for at, day in enumerate(days)]
    for word in pick.sample(usable, BURSTS):
        start = pick.randrange(BACKGROUND_DAYS, DAYS - length + 1)
        more = round(3 * counts[word] * length / DAYS + 2)
        now = [(at, one) for at in range(start, start + length) for one in days[at]]
        yield Burst(
            word=word,
            count=counts[word],
            items=tuple(_item(one, at) for at, one in _injected(pick, now, word, more)),
            background=tuple(
                item for day in plain[start - BACKGROUND_DAYS : start] for item in day
            ),
        )


def burst_figures(name: str, found: Sequence[Burst], ranking: Ranking) -> BurstFigures:
    """How `ranking` does on these bursts."""
    ranks = [_rank(burst.word, ranking(burst.items, burst.background)) for burst in found]
    hits = [rank <= FIRST for rank in ranks]
    return BurstFigures(
        name=name,
        bursts=len(found),
        found=sum(hits) / len(hits),
        median_rank=sorted(ranks)[len(ranks) // 2],
        lost=tuple(burst.word for burst, hit in zip(found, hits, strict=True) if not hit),
    )


def by_keywords(items: Sequence[Item], background: Sequence[Item]) -> list[str]:
    """The ranking of the reader's keyword line."""
    return [word.word for word in keywords(items, background, most=FIRST, phrases=_phrases)]


def by_count(items: Sequence[Item], background: Sequence[Item]) -> list[str]:
    """The plain ranking to compare with: the words that stand in most items."""
    counts: Counter[str] = Counter()
    for item in items:
        counts.update({phrase.form for phrase in _phrases(item).values()})
    return sorted(counts, key=lambda word: (-counts[word], word))


def bursts_report() -> str:
    """The figures as lines."""
    days = composed_days(1)
    of_day = list(bursts(days, length=1, seed=2))
    of_week = list(bursts(days, length=WEEK_DAYS, seed=3))
    rows = [
        burst_figures("day, keywords", of_day, by_keywords),
        burst_figures("day, raw counts", of_day, by_count),
        burst_figures("week, keywords", of_week, by_keywords),
        burst_figures("week, raw counts", of_week, by_count),
    ]
    head = f"Bursts ({BURSTS} a row) among the first {FIRST} words"
    return "\n".join([head, *(_line(row) for row in rows)])


def _line(row: BurstFigures) -> str:
    lost = f"; lost: {', '.join(row.lost[:6])}" if row.lost else ""
    return f"  {row.name:<18}{row.found:>6.1%}  median rank {row.median_rank}{lost}"


def _injected(
    pick: random.Random, headlines: Sequence[tuple[int, Headline]], word: str, more: int
) -> list[tuple[int, Headline]]:
    changed = list(headlines)
    free = [number for number, (_, one) in enumerate(changed) if word not in one.nouns]
    for turn, number in enumerate(pick.sample(free, min(more, len(free)))):
        at, headline = changed[number]
        told = headline.with_noun(word, pick.randrange(9))
        changed[number] = (at, replace(told, outlet=turn % OUTLETS))
    return changed


def _rank(word: str, ranked: Sequence[str]) -> int:
    """The place of the first word or phrase that names the word."""
    key = key_of(word)
    named = (at for at, one in enumerate(ranked, 1) if key in map(key_of, (one, *one.split())))
    return next(named, len(ranked) + FIRST + 1)


def _phrases(item: Item) -> Mapping[str, Phrase]:
    return _of_text(item.text)


@cache
def _of_text(text: str) -> Mapping[str, Phrase]:
    return phrases_of(text)


def _item(headline: Headline, at: int) -> Item:
    day = FIRST_DAY + timedelta(days=at)
    return Item(
        id=ItemId(1),
        document=DocumentId(1),
        document_name="headlines",
        position=1,
        title=headline.text,
        body="",
        published=Published.on(day),
        stored_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        sources=(SourceRef(name=f"outlet {headline.outlet}"),),
        span=(0, 1),
    )
