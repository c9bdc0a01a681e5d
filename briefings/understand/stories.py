"""Judges whether two texts tell the same story, an update of it, or another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefings.model.items import Item, ItemId
from briefings.model.times import Precision
from briefings.understand.changes import changed, is_later
from briefings.understand.facts import Facts, facts_of
from briefings.understand.glances import may_tell
from briefings.understand.likeness import is_identical, is_near_copy
from briefings.understand.signals import signals
from briefings.understand.verdicts import chance_related, chance_same
from briefings.understand.vetoes import other_edition, veto

WINDOW_DAYS = 14
"""A story is told within so many days; candidates come from no further away."""

SAME_FROM = 0.65
"""From so high a chance on texts are joined: a wrong merge hides news, a missed one repeats it."""

_FAR_DAYS = 30
_UPDATE_FROM = 0.35
_UNSURE = 0.49
_IMPOSSIBLE = 0.02
_TRACKING = ("utm_", "fbclid", "gclid", "igshid", "mc_", "ref", "spm", "cmpid", "ocid", "_ga")


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
    """The relation, how surely both tell one story (0 to 1, updates too), and why, in words."""

    relation: Relation
    score: float
    because: tuple[str, ...] = ()
    is_other_edition: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """The item whose story an item belongs to, if any, and whether it brings new facts."""

    same_as: ItemId | None
    is_update: bool = False
    because: tuple[str, ...] = ()


def relate(a: StoryText, b: StoryText) -> Judgement:
    """How `b` stands to `a`; the order does not matter.

    Numbers, dates and names decide: an equal link or title proves the same story unless the
    texts name other periods or editions; words alone never do where figures contradict.
    """
    one, other = facts_of(a.title, a.text), facts_of(b.title, b.text)
    edition = other_edition(one, other)
    if edition is not None:
        return replace(_different(_IMPOSSIBLE, edition), is_other_edition=True)
    if links_of(a.urls) & links_of(b.urls):
        return Judgement(relation=Relation.SAME, score=1.0, because=("same link",))
    if _far_apart(a, b):
        return _different(_IMPOSSIBLE, "long apart")
    if is_identical(one, other):
        return Judgement(relation=Relation.SAME, score=1.0, because=("same words",))
    apart = veto(one, other)
    if apart is not None:
        return _different(_IMPOSSIBLE, apart)
    return _weighed(one, other)


def _weighed(one: Facts, other: Facts) -> Judgement:
    measures = signals(one, other)
    change = changed(one, other)
    if change is not None:
        related = chance_related(measures)
        because = (change, *related.because)
        if related.chance < _UPDATE_FROM:
            return _different(related.chance, *because)
        score = round(related.chance, 3)
        return Judgement(relation=Relation.UPDATE, score=score, because=because)
    same = chance_same(measures)
    if same.chance < SAME_FROM:
        return _different(same.chance, *same.because)
    return Judgement(relation=Relation.SAME, score=round(same.chance, 3), because=same.because)


def _different(score: float, *because: str) -> Judgement:
    score = round(min(score, _UNSURE), 3)
    return Judgement(relation=Relation.DIFFERENT, score=score, because=because)


def assign(item: Item, candidates: Iterable[Item]) -> Assigned:
    """Which of the candidates tells the item's story: the surest same one, else an update's.

    A story that holds another edition or period of the item's matter is never joined.
    """
    text = story_text(item)
    judged = [
        (relate(text, story_text(candidate)), candidate)
        for candidate in candidates
        if candidate.id != item.id and _is_worth_reading(item, candidate)
    ]
    barred = {
        found.story for one, found in judged if one.is_other_edition and found.story is not None
    }
    for relation in (Relation.SAME, Relation.UPDATE):
        fitting = [
            (one, found)
            for one, found in judged
            if one.relation is relation and found.story not in barred
        ]
        if fitting:
            best, found = max(fitting, key=lambda pair: (pair[0].score, -pair[1].id))
            later = relation is Relation.UPDATE and _is_newer(item, found)
            return Assigned(same_as=found.id, is_update=later, because=best.because)
    return Assigned(same_as=None)


def _is_worth_reading(item: Item, other: Item) -> bool:
    """Whether another item may tell the same: most share a word with it and nothing else."""
    if _stand_together(item, other):
        return _is_repeated(item, other)
    if may_tell(facts_of(item.title, item.body), other.title, other.body):
        return True
    return bool(links_of(story_text(item).urls) & links_of(story_text(other).urls))


def _stand_together(item: Item, other: Item) -> bool:
    """Whether both stand in one document; lines of a data file only came the same way."""
    return item.document == other.document and item.external_id is None


def _is_repeated(item: Item, other: Item) -> bool:
    """Whether a document tells an item twice; its items are different stories otherwise."""
    return is_near_copy(facts_of(item.title, item.body), facts_of(other.title, other.body))


def _is_newer(item: Item, other: Item) -> bool:
    """Whether the item tells the later state: by its day, else by its words, else as it came."""
    if item.published is not None and other.published is not None:
        days = (item.published.day, other.published.day)
        if days[0] != days[1]:
            return days[0] > days[1]
    later = is_later(facts_of(item.title, item.body), facts_of(other.title, other.body))
    return item.id > other.id if later is None else later


def story_text(item: Item) -> StoryText:
    """An item as stories are judged by; links are those of its sources alone."""
    urls = tuple(source.url for source in item.sources if source.url)
    told = item.published
    day = None if told is None or told.precision is Precision.MONTH else told.day
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


def _far_apart(a: StoryText, b: StoryText) -> bool:
    if a.published is None or b.published is None:
        return False
    return abs((a.published - b.published).days) > _FAR_DAYS
