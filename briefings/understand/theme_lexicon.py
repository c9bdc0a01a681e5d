"""Finds the words of all themes in an item's passages, and judges what they mean there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from briefings.model.themes import Scene, Scope, Theme, WordGroup
from briefings.understand.theme_passages import Passage, Place
from briefings.understand.theme_spots import Found, Spot, WordIndex

_FAR_AHEAD = 1_000_000
"""Further than a passage is long."""

_NEIGHBOUR_SHARE = 0.7
"""What a scene told over two sentences counts, against one in a single sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A word (or scene, `words` then holds one word a group) that speaks for a theme."""

    passage: int
    start: int
    end: int
    weight: float
    words: tuple[str, ...]

    @property
    def is_scene(self) -> bool:
        """Whether the theme is told here without its name."""
        return len(self.words) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What the words of one theme say in an item.

    `refused` are words of the theme that mean something else where they stand (`refused_in` says
    in which passages); `lonely` are those that lack the company which they need.
    """

    hits: tuple[Hit, ...] = ()
    refused: tuple[str, ...] = ()
    refused_in: frozenset[int] = frozenset()
    lonely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sense:
    """A word group of a theme, with the numbers of its lists."""

    theme: int
    group: WordGroup
    words: int
    near: int | None
    far: int | None


@dataclass(frozen=True, slots=True)
class _Telling:
    """A scene of a theme, with the numbers of its groups."""

    theme: int
    scene: Scene
    groups: tuple[int, ...]
    needed: frozenset[int]


@dataclass(slots=True)
class _Gathering:
    """What is found for one theme while the passages are read."""

    hits: list[Hit] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    lonely: list[str] = field(default_factory=list)


class Lexicon:
    """The words of `themes`, compiled once."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._index = WordIndex()
        self._count = len(themes)
        self._senses: dict[int, _Sense] = {}
        self._tellings: list[_Telling] = []
        self._others: dict[int, int] = {}
        for number, theme in enumerate(themes):
            self._compile(number, theme)

    def findings(self, passages: Sequence[Passage]) -> tuple[Finding, ...]:
        """What each theme's words say, in the order of the themes."""
        spots = [self._index.scan(passage) for passage in passages]
        told = frozenset[int]().union(*spots)
        tellings = [telling for telling in self._tellings if telling.needed <= told]
        titles = [
            found
            for passage, found in zip(passages, spots, strict=True)
            if passage.place is Place.TITLE
        ]
        gathered = [_Gathering() for _ in range(self._count)]
        for number in range(len(spots)):
            self._gather(number, spots, titles, gathered)
            _gather_scenes(number, spots, tellings, gathered)
        return tuple(_finding(one) for one in gathered)

    def _gather(
        self,
        number: int,
        spots: Sequence[Found],
        titles: Sequence[Found],
        gathered: Sequence[_Gathering],
    ) -> None:
        """Adds what passage `number` says to what is gathered for each theme."""
        here = spots[number]
        if not here:
            return
        others = {theme: here[role] for role, theme in self._others.items() if role in here}
        for theme, found in others.items():
            gathered[theme].refused.extend((number, word) for _, _, word in found)
        for role, found in here.items():
            sense = self._senses.get(role)
            if sense is not None:
                other = others.get(sense.theme)
                free = found if other is None else [s for s in found if not _covered(s, other)]
                _take(sense, free, number, spots, titles, gathered[sense.theme])

    def _compile(self, number: int, theme: Theme) -> None:
        for group in theme.words:
            words = self._index.add(group.words, context=False)
            near = self._index.add(group.near, context=True) if group.near else None
            far = self._index.add(group.far, context=True) if group.far else None
            self._senses[words] = _Sense(number, group, words, near, far)
        for scene in theme.scenes:
            groups = tuple(self._index.add(group, context=True) for group in scene.groups)
            self._tellings.append(_Telling(number, scene, groups, frozenset(groups)))
        self._others[self._index.add(theme.other_senses, context=False)] = number


def _finding(gathered: _Gathering) -> Finding:
    return Finding(
        hits=tuple(_longest(gathered.hits)),
        refused=tuple(dict.fromkeys(word for _, word in gathered.refused)),
        refused_in=frozenset(number for number, _ in gathered.refused),
        lonely=tuple(dict.fromkeys(gathered.lonely)),
    )


def _gather_scenes(
    number: int,
    spots: Sequence[Found],
    tellings: Sequence[_Telling],
    gathered: Sequence[_Gathering],
) -> None:
    """Adds the scenes that passage `number`, or it and the one before, tells."""
    here = spots[number]
    near = here.keys() | spots[number - 1].keys() if number else here.keys()
    for telling in tellings:
        if near >= telling.needed and not telling.needed.isdisjoint(here):
            gathered[telling.theme].hits.extend(_told(telling, number, spots))


def _take(
    sense: _Sense,
    free: Sequence[Spot],
    number: int,
    spots: Sequence[Found],
    titles: Sequence[Found],
    gathered: _Gathering,
) -> None:
    if _is_far(sense, number, spots, titles):
        gathered.refused.extend((number, word) for _, _, word in free)
    elif not _is_near(sense, number, spots):
        gathered.lonely.extend(word for _, _, word in free)
    else:
        gathered.hits.extend(_hit(number, spot, sense.group.weight) for spot in free)


def _covered(spot: Spot, others: Sequence[Spot]) -> bool:
    return any(start <= spot[0] and spot[1] <= end for start, end, _ in others)


def _is_far(
    sense: _Sense,
    number: int,
    spots: Sequence[Found],
    titles: Sequence[Found],
) -> bool:
    if sense.far is None:
        return False
    if sense.group.scope is Scope.TEXT:
        return any(sense.far in found for found in spots)
    return sense.far in spots[number] or any(sense.far in found for found in titles)


def _is_near(sense: _Sense, number: int, spots: Sequence[Found]) -> bool:
    if sense.near is None:
        return True
    around = spots if sense.group.scope is Scope.TEXT else spots[max(0, number - 1) : number + 2]
    return any(
        not _covered(company, found.get(sense.words, ()))
        for found in around
        for company in found.get(sense.near, ())
    )


def _hit(number: int, spot: Spot, weight: float) -> Hit:
    return Hit(passage=number, start=spot[0], end=spot[1], weight=weight, words=(spot[2],))


def _told(telling: _Telling, number: int, spots: Sequence[Found]) -> Iterator[Hit]:
    """The hit of a scene whose groups all stand in the passage, or in it and the one before."""
    here = spots[number]
    found = _scene_spots(telling.groups, here.get)
    weight = telling.scene.weight
    if found is None and number:
        before = spots[number - 1]
        if all(group in here or group in before for group in telling.groups):
            found = _scene_spots(telling.groups, {**_ahead(before), **here}.get)
        weight *= _NEIGHBOUR_SHARE
    if found is not None:
        yield _scene_hit(number, found, weight)


def _ahead(found: Found) -> Found:
    """The spots of the passage before, moved so that they overlap with none of this one."""
    return {
        role: [(start - _FAR_AHEAD, end - _FAR_AHEAD, word) for start, end, word in spots]
        for role, spots in found.items()
    }


def _scene_spots(
    groups: Sequence[int], spots_of: Callable[[int], list[Spot] | None]
) -> list[Spot] | None:
    """One spot a group, no two of them overlapping; `None` where a group has none."""
    chosen: list[Spot] = []
    for group in groups:
        free = (
            spot
            for spot in spots_of(group) or ()
            if not any(spot[0] < taken[1] and taken[0] < spot[1] for taken in chosen)
        )
        spot = next(free, None)
        if spot is None:
            return None
        chosen.append(spot)
    return chosen


def _scene_hit(number: int, found: Sequence[Spot], weight: float) -> Hit:
    return Hit(
        passage=number,
        start=max(0, min(start for start, _, _ in found)),
        end=max(end for _, end, _ in found),
        weight=weight,
        words=tuple(word for _, _, word in found),
    )


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Without the words that stand within a longer word of the theme; scenes all stay."""
    words = sorted(
        (hit for hit in hits if not hit.is_scene),
        key=lambda hit: (hit.passage, hit.start, -hit.end),
    )
    kept: list[Hit] = []
    for hit in words:
        if not kept or (kept[-1].passage, kept[-1].end) < (hit.passage, hit.end):
            kept.append(hit)
    return kept + [hit for hit in hits if hit.is_scene]
