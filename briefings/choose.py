"""CHOSEN: stored items become stories, and stories ranked picks that carry their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from math import log2
from types import MappingProxyType

from briefings.model.briefings import BriefingWish, Candidate, Length, Pick, Weight
from briefings.model.items import Item, ItemId
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
SOURCES_FOR_FULL_WEIGHT = 4
PLAIN_SOURCE = 1.0
UPDATE_NOVELTY = 0.5

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
    groups: dict[tuple[str, int], dict[ItemId, Item]] = {}
    for item in items:
        key = ("item", item.id) if item.story is None else ("story", item.story)
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
) -> tuple[Pick, ...]:
    """All candidates as picks numbered from 1, best first, each with the summands of its score.

    Freshness is counted back from the newest story, within the wish's period and up to today. The
    first
    `STORIES[wish.length]` hold at most two of one document and three of one source while others
    wait; the rest follows by score. `source_weights` are a curator's, by source name; 1 is plain.
    The order depends on nothing but the arguments.
    """
    today = _last_day(candidates, wish, now, zone)
    weighed = sorted(
        (
            (candidate, _weights(candidate, wish, today, zone, told, source_weights))
            for candidate in candidates
        ),
        key=lambda pair: _rank(pair[0], pair[1], zone),
    )
    return tuple(
        Pick(number=number, candidate=candidate, score=_sum(weights), weights=weights)
        for number, (candidate, weights) in enumerate(
            _capped(weighed, STORIES[wish.length]), start=1
        )
    )


def sources_of(candidate: Candidate) -> tuple[str, ...]:
    """The names of the different sources that tell the story, the leading item's first."""
    named = (source_of(item) for item in (candidate.item, *candidate.others))
    return tuple({name.casefold(): name for name in reversed(tuple(named))}.values())[::-1]


def _candidate(
    group: Sequence[Item], zone: tzinfo, told: frozenset[ItemId], language: str | None
) -> Candidate:
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


def _last_day(
    candidates: Sequence[Candidate], wish: BriefingWish, now: datetime, zone: tzinfo
) -> date:
    today = now.astimezone(zone).date()
    until = today if wish.period is None else min(today, wish.period.until)
    newest = max((one.item.last_day(zone) for one in candidates), default=until)
    return min(until, newest)


def _weights(
    candidate: Candidate,
    wish: BriefingWish,
    today: date,
    zone: tzinfo,
    told: frozenset[ItemId],
    source_weights: Mapping[str, float],
) -> tuple[Weight, ...]:
    item = candidate.item
    scores = [label.score for label in item.labels if not wish.themes or label.theme in wish.themes]
    age_days = max(0, (today - item.last_day(zone)).days)
    sources = min(len(sources_of(candidate)), SOURCES_FOR_FULL_WEIGHT)
    values = {
        "theme": THEME_WEIGHT * max(scores, default=0.0),
        "freshness": FRESHNESS_WEIGHT * 0.5 ** (age_days / FRESHNESS_HALF_LIFE_DAYS),
        "sources": SOURCES_WEIGHT * log2(sources) / log2(SOURCES_FOR_FULL_WEIGHT),
        "novelty": NOVELTY_WEIGHT * _novelty(candidate, told),
        "source": SOURCE_WEIGHT * (_source_weight(item, source_weights) - PLAIN_SOURCE),
    }
    return tuple(Weight(name=name, value=round(value, 4)) for name, value in values.items())


def _novelty(candidate: Candidate, told: frozenset[ItemId]) -> float:
    if candidate.item.id in told:
        return 0.0
    if not _was_told(candidate, told):
        return 1.0
    return UPDATE_NOVELTY if candidate.is_update else 0.0


def _was_told(candidate: Candidate, told: frozenset[ItemId]) -> bool:
    return any(item.id in told for item in (candidate.item, *candidate.others))


def _source_weight(item: Item, source_weights: Mapping[str, float]) -> float:
    for name in (item.outlet, source_of(item)):
        if name is not None and name in source_weights:
            return source_weights[name]
    return PLAIN_SOURCE


def _sum(weights: Sequence[Weight]) -> float:
    return round(sum(weight.value for weight in weights), 4)


def _rank(
    candidate: Candidate, weights: Sequence[Weight], zone: tzinfo
) -> tuple[float, int, int, int, int]:
    item = candidate.item
    return (
        -_sum(weights),
        -item.last_day(zone).toordinal(),
        item.document,
        item.position,
        item.id,
    )


_Weighed = tuple[Candidate, tuple[Weight, ...]]


def _capped(ranked: Sequence[_Weighed], head: int) -> tuple[_Weighed, ...]:
    """The best `head` under the caps, filled up from those passed over, then the rest by rank."""
    seen: Counter[tuple[str, str]] = Counter()
    first: list[int] = []
    for at, (candidate, _) in enumerate(ranked):
        if len(first) == head:
            break
        keys = _cap_keys(candidate.item)
        if all(seen[key] < limit for key, limit in keys.items()):
            seen.update(keys.keys())
            first.append(at)
    chosen = frozenset(first)
    waiting = [at for at in range(len(ranked)) if at not in chosen]
    return tuple(ranked[at] for at in (*first, *waiting))


def _cap_keys(item: Item) -> dict[tuple[str, str], int]:
    keys = {("source", source_of(item).casefold()): MAX_PER_SOURCE}
    if item.external_id is not None:  # a line of a data file, which is nobody's document
        return keys
    keys["document", str(item.document)] = MAX_PER_DOCUMENT
    if item.outlet is not None:
        keys["source", item.outlet.casefold()] = MAX_PER_SOURCE
    return keys
