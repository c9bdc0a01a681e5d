"""Which items of a corrected document are which of its earlier items: both lists in, pairs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from briefings.text.bigrams import fold, tokens

MIN_SIMILARITY = 0.5
"""Share of common tokens from which two bodies are versions of one another."""

MAX_COMPARED = 200
"""So many items on each side are compared by body at most; more would be another document."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What an item is known by: of its own, then the weaker marks."""

    external_id: str | None
    link: str | None
    title: str | None
    body: str


Key = Callable[[Known], Hashable | None]


def pair_up(old: Sequence[Known], new: Sequence[Known]) -> list[int | None]:
    """For each new item the place of the old item that it is a version of, or `None`.

    By external id alone where the new item has one; else by the same text, by a link that only
    one item on each side has, by title, by likeness of the body. Each old item is taken once.
    """
    pairs: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))
    for key, unique in _KEYS:
        _pair_by(key, old, new, pairs, free, unique=unique)
    _pair_by_body(old, new, pairs, free)
    return pairs


def _own_id(item: Known) -> Hashable | None:
    return item.external_id


def _text(item: Known) -> Hashable | None:
    return (item.title, item.body) if item.external_id is None else None


def _link(item: Known) -> Hashable | None:
    return item.link if item.external_id is None else None


def _title(item: Known) -> Hashable | None:
    if item.external_id is not None or item.title is None:
        return None
    return tuple(tokens(item.title)) or fold(item.title)


_KEYS: tuple[tuple[Key, bool], ...] = (
    (_own_id, False),
    (_text, False),
    (_link, True),
    (_title, False),
)


def _pair_by(
    key: Key,
    old: Sequence[Known],
    new: Sequence[Known],
    pairs: list[int | None],
    free: dict[int, None],
    *,
    unique: bool,
) -> None:
    olds = _grouped(key, old, free)
    news = _grouped(key, new, [place for place, pair in enumerate(pairs) if pair is None])
    for mark, places in news.items():
        candidates = olds.get(mark, [])
        if unique and (len(places) > 1 or len(candidates) > 1):
            continue
        for place, candidate in zip(places, candidates, strict=False):
            pairs[place] = candidate
            del free[candidate]


def _grouped(
    key: Key, items: Sequence[Known], places: Sequence[int] | dict[int, None]
) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        mark = key(items[place])
        if mark is not None:
            groups[mark].append(place)
    return groups


def _pair_by_body(
    old: Sequence[Known],
    new: Sequence[Known],
    pairs: list[int | None],
    free: dict[int, None],
) -> None:
    """Most alike first. Only items without ids of their own."""
    olds = [place for place in free if old[place].external_id is None][:MAX_COMPARED]
    news = [
        place for place, pair in enumerate(pairs) if pair is None and new[place].external_id is None
    ][:MAX_COMPARED]
    taken: set[int] = set()
    for _, place, candidate in sorted(_likenesses(old, new, olds, news), reverse=True):
        if pairs[place] is None and candidate not in taken:
            pairs[place] = candidate
            taken.add(candidate)
            del free[candidate]


def _likenesses(
    old: Sequence[Known], new: Sequence[Known], olds: Sequence[int], news: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    bags = {place: set(tokens(old[place].body)) for place in olds}
    for place in news:
        bag = set(tokens(new[place].body))
        for candidate, other in bags.items():
            shared = len(bag & other)
            if shared and shared / len(bag | other) >= MIN_SIMILARITY:
                yield shared / len(bag | other), place, candidate
