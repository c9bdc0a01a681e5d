"""CHOSEN: stored items become stories, and stories ranked picks that carry their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from itertools import chain, islice
from math import log2
from types import MappingProxyType
from typing import NamedTuple

from briefings.model.briefings import BriefingWish, Candidate, Length, Pick, Weight
from briefings.model.items import Item, ItemId, ThemeId
from briefings.text.sources import source_of

STORIES: Mapping[Length, int] = MappingProxyType(
    {Length.SHORT: 5, Length.LONG: 8, Length.TITLES: 20}
)
"""How many stories a briefing tells."""

ALSO = 5
"""How many one-line titles follow them under `그 밖의 소식`."""

MAX_PER_DOCUMENT = 2
MAX_PER_SOURCE = 3
"""Caps on the told stories, while others wait."""

THEME_WEIGHT = 3.0
FRESHNESS_WEIGHT = 2.0
SOURCES_WEIGHT = 1.5
NOVELTY_WEIGHT = 1.0
SOURCE_WEIGHT = 1.0

FRESHNESS_HALF_LIFE_DAYS = 5.0
UNDATED_SHARE = 0.5
"""What is left of the freshness of an item that tells no date: it may be older than it looks."""

SOURCES_FOR_FULL_WEIGHT = 4
PLAIN_SOURCE = 1.0
UPDATE_NOVELTY = 0.5

WEIGHTS = ("theme", "freshness", "sources", "novelty", "source")
"""The summands of a score, in the order in which `/why` tells them."""

_DIGITS = 4

_FULL_BODY_CHARS = 600
_BODY_STEP_CHARS = 200  # a few words more make no item the fuller one


def candidates_of(
    items: Iterable[Item],
    *,
    zone: tzinfo,
    told: frozenset[ItemId] = frozenset(),
    language: str | None = None,
) -> tuple[Candidate, ...]:
    """Items grouped by story, in the order in which their stories first come up.

    A story is led by its newest update, where there is one; else by the item in the reader's
    `language` that tells most, the earliest of equals. Items that the chat was `told` lead only
    where all were. The others follow, newest first.
    """
    groups: dict[int, dict[ItemId, Item]] = {}
    for item in items:
        key = -item.id if item.story is None else item.story  # an item without one is its own
        groups.setdefault(key, {})[item.id] = item
    return tuple(
        _candidate(tuple(group.values()), zone, told, language) for group in groups.values()
    )


def unseen(candidates: Iterable[Candidate], told: frozenset[ItemId]) -> tuple[Candidate, ...]:
    """The stories that a chat was not told yet, and those that have new facts for it."""
    return tuple(
        candidate
        for candidate in candidates
        if candidate.item.id not in told and (candidate.is_update or not _was_told(candidate, told))
    )


def choose(
    candidates: Sequence[Candidate],
    *,
    wish: BriefingWish,
    now: datetime,
    zone: tzinfo,
    told: frozenset[ItemId] = frozenset(),
    source_weights: Mapping[str, float] = MappingProxyType({}),
    most: int | None = None,
) -> tuple[Pick, ...]:
    """The candidates, `most` at most, as picks numbered from 1, best first, each with the summands
    of its score.

    Freshness is counted back from the newest dated story, within the wish's period and up to today;
    a story without a date keeps `UNDATED_SHARE` of it. The first `STORIES[wish.length]` hold at
    most two of one document and three of one source while others wait; the rest follows by score.
    `source_weights` are a curator's, by folded source name; 1 is plain. The order depends on
    nothing but the arguments.
    """
    days = [candidate.item.last_day(zone) for candidate in candidates]
    both = zip(candidates, days, strict=True)
    dated = [day for one, day in both if one.item.published is not None]
    scale = _Scale(
        themes=frozenset(wish.themes),
        today=_newest(dated, wish, now, zone),
        told=told,
        source_weights=source_weights,
    )
    weighed = sorted(
        (_weigh(*pair, scale) for pair in zip(candidates, days, strict=True)), key=_rank_of
    )
    return tuple(
        Pick(
            number=number,
            candidate=one.candidate,
            score=one.score,
            weights=tuple(map(_weight, WEIGHTS, one.values)),
        )
        for number, one in enumerate(_capped(weighed, STORIES[wish.length], most), start=1)
    )


def sources_of(candidate: Candidate) -> tuple[str, ...]:
    """The names of the different sources that tell the story, the leading item's first."""
    named = (source_of(item) for item in (candidate.item, *candidate.others))
    return tuple({name.casefold(): name for name in reversed(tuple(named))}.values())[::-1]


def _candidate(
    group: Sequence[Item], zone: tzinfo, told: frozenset[ItemId], language: str | None
) -> Candidate:
    if len(group) == 1:
        return Candidate(item=group[0], is_update=group[0].is_update)
    leading = [item for item in group if item.id not in told] or group
    updates = [item for item in leading if item.is_update]
    if updates:
        lead = max(updates, key=lambda item: (item.last_day(zone), item.stored_at, item.id))
    else:
        lead = min(leading, key=lambda item: _fullness(item, zone, language))
    others = sorted(
        (item for item in group if item.id != lead.id),
        key=lambda item: (item.last_day(zone), item.stored_at, item.id),
        reverse=True,
    )
    return Candidate(item=lead, others=tuple(others), is_update=lead.is_update)


def _fullness(
    item: Item, zone: tzinfo, language: str | None
) -> tuple[bool, bool, int, date, datetime, int]:
    told = min(len(item.body), _FULL_BODY_CHARS) // _BODY_STEP_CHARS
    return (
        language is not None and item.language != language,
        item.title is None,
        -told,
        item.first_day(zone),
        item.stored_at,
        item.id,
    )


def _newest(days: Sequence[date], wish: BriefingWish, now: datetime, zone: tzinfo) -> date:
    today = now.astimezone(zone).date()
    until = today if wish.period is None else min(today, wish.period.until)
    return min(until, max(days, default=until))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scale:
    """What every candidate of one choice is weighed by; no `themes` are all."""

    themes: frozenset[ThemeId]
    today: date
    told: frozenset[ItemId]
    source_weights: Mapping[str, float]


class _Weighed(NamedTuple):
    """A candidate with its rank (lower is better), its score and the values of `WEIGHTS`."""

    rank: tuple[float, int, int, int, int, int]
    score: float
    values: tuple[float, ...]
    candidate: Candidate


def _rank_of(weighed: _Weighed) -> tuple[float, int, int, int, int, int]:
    return weighed.rank


def _weigh(candidate: Candidate, last_day: date, scale: _Scale) -> _Weighed:
    item = candidate.item
    values = (
        _theme_value(item, scale.themes),
        _freshness_value(
            max(0, (scale.today - last_day).days), is_dated=item.published is not None
        ),
        _sources_value(candidate),
        round(NOVELTY_WEIGHT * _novelty(candidate, scale.told), _DIGITS),
        _source_value(item, scale.source_weights),
    )
    score = round(sum(values), _DIGITS)
    undated = int(item.published is None)
    rank = (-score, undated, -last_day.toordinal(), item.document, item.position, item.id)
    return _Weighed(rank, score, values, candidate)


def _theme_value(item: Item, themes: frozenset[ThemeId]) -> float:
    scores = [label.score for label in item.labels if not themes or label.theme in themes]
    return round(THEME_WEIGHT * max(scores, default=0.0), _DIGITS)


@lru_cache(maxsize=512)
def _freshness_value(age_days: int, *, is_dated: bool) -> float:
    share = 1.0 if is_dated else UNDATED_SHARE
    halved: float = share * 0.5 ** (age_days / FRESHNESS_HALF_LIFE_DAYS)
    return round(FRESHNESS_WEIGHT * halved, _DIGITS)


def _sources_value(candidate: Candidate) -> float:
    if not candidate.others:
        return 0.0
    sources = min(len(sources_of(candidate)), SOURCES_FOR_FULL_WEIGHT)
    return round(SOURCES_WEIGHT * log2(sources) / log2(SOURCES_FOR_FULL_WEIGHT), _DIGITS)


def _source_value(item: Item, source_weights: Mapping[str, float]) -> float:
    if not source_weights:
        return 0.0
    weight = _source_weight(item, source_weights)
    return round(SOURCE_WEIGHT * (weight - PLAIN_SOURCE), _DIGITS)


@lru_cache(maxsize=4096)  # many picks are weighed alike
def _weight(name: str, value: float) -> Weight:
    return Weight(name=name, value=value)


def _novelty(candidate: Candidate, told: frozenset[ItemId]) -> float:
    if not told:
        return 1.0
    if candidate.item.id in told:
        return 0.0
    if not _was_told(candidate, told):
        return 1.0
    return UPDATE_NOVELTY if candidate.is_update else 0.0


def _was_told(candidate: Candidate, told: frozenset[ItemId]) -> bool:
    return any(item.id in told for item in (candidate.item, *candidate.others))


def _source_weight(item: Item, source_weights: Mapping[str, float]) -> float:
    for name in (item.outlet, source_of(item)):
        if name is not None and name.casefold() in source_weights:
            return source_weights[name.casefold()]
    return PLAIN_SOURCE


def _capped(ranked: Sequence[_Weighed], head: int, most: int | None) -> Iterator[_Weighed]:
    """The best `head` under the caps, filled up from those passed over, then the rest by rank;
    `most` at most.
    """
    seen: Counter[tuple[str, str]] = Counter()
    first: list[int] = []
    for at, one in enumerate(ranked):
        if len(first) == head:
            break
        keys = _cap_keys(one.candidate.item)
        if all(seen[key] < limit for key, limit in keys.items()):
            seen.update(keys.keys())
            first.append(at)
    chosen = frozenset(first)
    waiting = (at for at in range(len(ranked)) if at not in chosen)
    return (ranked[at] for at in islice(chain(first, waiting), most))


def _cap_keys(item: Item) -> dict[tuple[str, str], int]:
    keys = {("source", source_of(item).casefold()): MAX_PER_SOURCE}
    if item.external_id is not None:  # a line of a data file, which is nobody's document
        return keys
    keys["document", str(item.document)] = MAX_PER_DOCUMENT
    if item.outlet is not None:
        keys["source", item.outlet.casefold()] = MAX_PER_SOURCE
    return keys
