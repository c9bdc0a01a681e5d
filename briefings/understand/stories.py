"""Judges whether two texts tell the same story, an update of it, or another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, sqrt
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefings.model.items import Item, ItemId
from briefings.understand.facts import Facts, facts_of
from briefings.understand.names import sounds_alike
from briefings.understand.quantities import match


class Relation(StrEnum):
    """How two texts stand: the same event and outcome, changed decisive facts, or neither."""

    SAME = "same"
    UPDATE = "update"
    DIFFERENT = "different"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryText:
    """A text as stories are judged by: its title, words, own links and day."""

    title: str | None
    text: str
    urls: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """The relation, how sure it is to be one story (0 to 1), and why, in words."""

    relation: Relation
    score: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """The item whose story an item belongs to, if any, and whether it brings new facts."""

    same_as: ItemId | None
    is_update: bool = False
    because: tuple[str, ...] = ()


WINDOW_DAYS = 14
"""A story is told within so many days; candidates come from no further away."""

_FAR_DAYS = 30
_SAME_POINTS = 2.1
_UPDATE_POINTS = 1.2
_STEEPNESS = 2.5
_MIN_WORDS = 0.25
_MIN_FIGURES = 0.6
_RARE_EVENTS = frozenset({"acquire", "breach", "court", "law", "list", "penalty", "permit"})
_NEAR_COPY = 0.8
_TEMPLATE = 0.45
_TEMPLATE_WORDS = 0.55
_TITLE_MIN_CHARS = 8
_TRACKING = ("utm_", "fbclid", "gclid", "igshid", "mc_", "ref", "spm", "cmpid", "ocid", "_ga")


def relate(a: StoryText, b: StoryText) -> Judgement:
    """How `b` stands to `a`; the order does not matter.

    Numbers, dates and names decide: an equal link or title proves the same story unless the
    texts name other periods or editions; words alone never do where figures contradict.
    """
    one, other = facts_of(a.title, a.text), facts_of(b.title, b.text)
    veto = _veto(one, other)
    if veto:
        return Judgement(relation=Relation.DIFFERENT, score=0.02, because=(veto,))
    if links_of(a.urls) & links_of(b.urls):
        return Judgement(relation=Relation.SAME, score=1.0, because=("same link",))
    if _far_apart(a, b):
        return Judgement(relation=Relation.DIFFERENT, score=0.05, because=("long apart",))
    points, because = _points(one, other)
    stage = _changed(one, other)
    if stage and points >= _UPDATE_POINTS and _is_anchored(one, other):
        return Judgement(relation=Relation.UPDATE, score=_sure(points), because=(stage, *because))
    is_same = points >= _SAME_POINTS and not stage
    relation = Relation.SAME if is_same else Relation.DIFFERENT
    return Judgement(relation=relation, score=_sure(points), because=because)


def assign(item: Item, candidates: Iterable[Item]) -> Assigned:
    """Which of the candidates tells the item's story: the surest same one, else an update's."""
    text = story_text(item)
    judged = [
        (relate(text, story_text(candidate)), candidate)
        for candidate in candidates
        if candidate.id != item.id
    ]
    for relation in (Relation.SAME, Relation.UPDATE):
        fitting = [(one, found) for one, found in judged if one.relation is relation]
        if fitting:
            best, found = max(fitting, key=lambda pair: (pair[0].score, -pair[1].id))
            return Assigned(
                same_as=found.id, is_update=relation is Relation.UPDATE, because=best.because
            )
    return Assigned(same_as=None)


def story_text(item: Item) -> StoryText:
    """An item as stories are judged by; links are those of its sources alone."""
    urls = tuple(source.url for source in item.sources if source.url)
    day = item.published.day if item.published is not None else None
    return StoryText(title=item.title, text=item.body, urls=urls, published=day)


def links_of(urls: Iterable[str]) -> frozenset[str]:
    """Links in a form that tracking, `www.`, `m.` and the scheme do not change.

    A link to a site's front page names no story and is left out.
    """
    return frozenset(link for url in urls if (link := _canonical(url)) is not None)


def _canonical(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not name.casefold().startswith(_TRACKING)
    )
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return None
    return f"{host}{path}?{urlencode(query)}"


def _veto(one: Facts, other: Facts) -> str | None:
    """What the texts name that no two tellings of one story name: other periods or editions."""
    for kind in ("quarter", "half", "year", "week"):
        if _apart(_of_kind(one, kind), _of_kind(other, kind)):
            return f"other {kind}"
    if _apart(_of_kind(one, "month"), _of_kind(other, "month")) and (
        (one.title_periods and other.title_periods)
        or _cosine(one.bigrams, other.bigrams) >= _TEMPLATE
    ):
        return "other month"
    if _words(one, other) >= _TEMPLATE_WORDS or _cosine(one.bigrams, other.bigrams) >= _TEMPLATE:
        if one.places and other.places and not one.places & other.places:
            return "other place"
        if _strangers(one, other):
            return "other actor"
    for label in one.editions.keys() & other.editions.keys():
        if not one.editions[label] & other.editions[label]:
            return f"other edition ({label})"
    return None


def _strangers(one: Facts, other: Facts) -> bool:
    """Whether texts that are alike are led by names that the other never mentions."""
    if one.head_aliases & other.head_aliases or not one.actors or not other.actors:
        return False
    return not any(_says(other, name) for name in one.actors) and not any(
        _says(one, name) for name in other.actors
    )


def _of_kind(facts: Facts, kind: str) -> frozenset[str]:
    named = frozenset(period for period in facts.title_periods if period.startswith(kind))
    return named or frozenset(period for period in facts.periods if period.startswith(kind))


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _far_apart(a: StoryText, b: StoryText) -> bool:
    if a.published is None or b.published is None:
        return False
    return abs((a.published - b.published).days) > _FAR_DAYS


def _changed(one: Facts, other: Facts) -> str | None:
    """The group of steps in which one text is further than the other."""
    for group in one.stages.keys() & other.stages.keys():
        if one.stages[group] != other.stages[group]:
            return f"changed {group}"
    return None


def _is_anchored(one: Facts, other: Facts) -> bool:
    """Whether more than the actor ties the texts: words of the matter, a figure, or an event
    that does not happen to somebody twice in a while.
    """
    return (
        _words(one, other) >= _MIN_WORDS
        or _matched(one, other) >= _MIN_FIGURES
        or bool(one.events & other.events & _RARE_EVENTS)
    )


def _points(one: Facts, other: Facts) -> tuple[float, tuple[str, ...]]:
    shared = _subject(one, other)
    summands = (
        ("who", 0.7 * shared if shared else -0.8),
        ("words", 1.6 * _words(one, other)),
        ("near copy", 1.0 if _cosine(one.bigrams, other.bigrams) >= _NEAR_COPY else 0.0),
        ("title", _title(one, other)),
        ("figures", 0.9 * min(2.0, _matched(one, other))),
        ("other figures", -0.8 * _contradicted(one, other)),
        ("day", _day(one, other)),
        ("place", _place(one, other)),
        ("event", _event(one, other)),
        ("subject", _concept(one, other)),
    )
    because = tuple(f"{name} {value:+.1f}" for name, value in summands if abs(value) >= 0.05)
    return sum(value for _, value in summands), because


def _subject(one: Facts, other: Facts) -> float:
    """2 where each names the other's actor, 1 where one does, 0 where they are strangers."""
    if one.head_aliases & other.head_aliases:
        return 2.0
    if not one.subjects or not other.subjects:
        return 1.0 if one.latin & other.latin or one.aliases & other.aliases else 0.4
    return float(_names(one, other)) + float(_names(other, one))


def _names(one: Facts, other: Facts) -> bool:
    return any(_says(other, subject) for subject in one.subjects) or bool(
        one.head_aliases & other.aliases
    )


def _says(facts: Facts, subject: str) -> bool:
    if subject in facts.whole:
        return True
    if subject[0].isascii():
        return any(sounds_alike(stem, subject) for stem in facts.stems if not stem[0].isascii())
    return any(sounds_alike(subject, name) for name in facts.latin)


def _words(one: Facts, other: Facts) -> float:
    """The share of the shorter text's weighted words, its actors aside, that the longer has too."""
    if len(one.stems) > len(other.stems):
        one, other = other, one
    actors = one.subjects | other.subjects | one.actors | other.actors
    stems = {stem: weight for stem, weight in one.stems.items() if stem not in actors}
    total = sum(stems.values())
    if not total:
        return 0.0
    return sum(weight for stem, weight in stems.items() if _has(other, stem)) / total


def _has(facts: Facts, stem: str) -> bool:
    return stem in facts.stems or (len(stem) >= 2 and stem in facts.whole)


def _title(one: Facts, other: Facts) -> float:
    if (
        one.title_key
        and one.title_key == other.title_key
        and len(one.title_key) >= _TITLE_MIN_CHARS
    ):
        return 1.5
    return 0.6 * max(0.0, _cosine(one.title_bigrams, other.title_bigrams) - 0.2)


def _matched(one: Facts, other: Facts) -> float:
    return sum(
        max(
            (mine.weight for theirs in other.quantities if match(mine, theirs)),
            default=0.0,
        )
        for mine in one.quantities
    )


def _contradicted(one: Facts, other: Facts) -> float:
    """The weight of the first figures of a unit that both count by and disagree on."""
    total = 0.0
    for unit in {q.unit for q in one.quantities} & {q.unit for q in other.quantities}:
        mine = [q for q in one.quantities if q.unit == unit]
        theirs = [q for q in other.quantities if q.unit == unit]
        if not any(match(x, y) for x in mine for y in theirs):
            total += min(max(q.weight for q in mine), max(q.weight for q in theirs))
    return min(total, 1.5)


def _day(one: Facts, other: Facts) -> float:
    if one.dates and other.dates:
        return 0.7 if one.dates & other.dates else -0.6
    if one.days and other.days:
        return 0.4 if one.days & other.days else -0.3
    months = _of_kind(one, "month") & _of_kind(other, "month")
    return 0.3 if months else 0.0


def _place(one: Facts, other: Facts) -> float:
    if one.places and other.places:
        return 0.4 if one.places & other.places else -1.5
    if one.countries and other.countries:
        return 0.2 if one.countries & other.countries else -0.6
    return 0.0


def _event(one: Facts, other: Facts) -> float:
    if not one.events or not other.events:
        return 0.0
    return 0.3 if one.events & other.events else -0.4


def _concept(one: Facts, other: Facts) -> float:
    if not one.concepts or not other.concepts:
        return 0.0
    shared = len(one.concepts & other.concepts) / min(len(one.concepts), len(other.concepts))
    crossing = one.language != other.language
    return (1.2 if crossing else 0.3) * shared if shared else -0.6


def _cosine(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return len(one & other) / sqrt(len(one) * len(other))


def _sure(points: float) -> float:
    return round(1 / (1 + exp(-_STEEPNESS * (points - _SAME_POINTS))), 3)
