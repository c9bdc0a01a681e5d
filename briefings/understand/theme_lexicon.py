"""Finds the words of all themes in an item's passages, and judges what they mean there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import add

from briefings.model.themes import Scene, Scope, Theme, WordGroup
from briefings.understand.theme_passages import Passage, Place, pack

_AFTER_A_WORD = """
이 가 은 는 을 를 의 에 도 만 와 과 로 으로 에서 에게 에는 에도 에서는 에서도 으로는
로는 으로도 까지 부터 보다 처럼 마다 이나 나 이란 란 라는 이라는 라고 이라고 라며 이라며
이며 며 이고 고 인 이다 다 들 들의 들이 들은 들을 측 측은 측이 등 등이 등을 등은 등의
요 이요 님 씨 사 사의 사가 사는 식 용 형 판 주 발 내 상 간 에선 에게서 께 랑 이랑
조차 마저 밖에 뿐 이자 으로서 로서 로써 으로써 에만 만의 만이 만을 엔
"""
_ENDINGS = frozenset(_AFTER_A_WORD.split())
_LONGEST_ENDING = 3
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
class _Entry:
    """A word to look for; `roles` are the numbers of the lists that it stands in."""

    word: str
    shown: str
    inside: bool
    open_end: bool
    particle_end: bool
    roles: list[int] = field(default_factory=list)


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


@dataclass(slots=True)
class _Gathering:
    """What is found for one theme while the passages are read."""

    hits: list[Hit] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    lonely: list[str] = field(default_factory=list)


_Spot = tuple[int, int, str]
"""Start and end of a word in a passage, and the word as its theme file spells it."""

_Found = dict[int, list[_Spot]]
"""The spots of the words of each list, by the list's number."""


class Lexicon:
    """The words of `themes`, compiled once."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._by_pair: dict[str, list[_Entry]] = {}
        self._by_char: dict[str, list[_Entry]] = {}
        self._entries: dict[tuple[str, bool, bool, bool], _Entry] = {}
        self._lists = 0
        self._count = len(themes)
        self._senses: dict[int, _Sense] = {}
        self._tellings: dict[int, list[_Telling]] = {}
        self._others: dict[int, int] = {}
        for number, theme in enumerate(themes):
            self._compile(number, theme)

    def findings(self, passages: Sequence[Passage]) -> tuple[Finding, ...]:
        """What each theme's words say, in the order of the themes."""
        spots = [self._scan(passage) for passage in passages]
        titles = [
            found
            for passage, found in zip(passages, spots, strict=True)
            if passage.place is Place.TITLE
        ]
        gathered = [_Gathering() for _ in range(self._count)]
        for number in range(len(spots)):
            self._gather(number, spots, titles, gathered)
        return tuple(_finding(one) for one in gathered)

    def _gather(
        self,
        number: int,
        spots: Sequence[_Found],
        titles: Sequence[_Found],
        gathered: Sequence[_Gathering],
    ) -> None:
        """Adds what passage `number` says to what is gathered for each theme."""
        here = spots[number]
        others = {self._others[role]: found for role, found in here.items() if role in self._others}
        for theme, found in others.items():
            gathered[theme].refused.extend((number, word) for _, _, word in found)
        for role, found in here.items():
            if role in self._senses:
                sense = self._senses[role]
                free = [spot for spot in found if not _covered(spot, others.get(sense.theme, ()))]
                _take(sense, free, number, spots, titles, gathered[sense.theme])
        tellings = {
            id(telling): telling for role in here for telling in self._tellings.get(role, ())
        }
        for telling in tellings.values():
            gathered[telling.theme].hits.extend(_told(telling, number, spots))

    def _compile(self, number: int, theme: Theme) -> None:
        for group in theme.words:
            words = self._add(group.words, context=False)
            near = self._add(group.near, context=True) if group.near else None
            far = self._add(group.far, context=True) if group.far else None
            self._senses[words] = _Sense(number, group, words, near, far)
        for scene in theme.scenes:
            groups = tuple(self._add(group, context=True) for group in scene.groups)
            telling = _Telling(number, scene, groups)
            for role in groups:
                self._tellings.setdefault(role, []).append(telling)
        self._others[self._add(theme.other_senses, context=False)] = number

    def _add(self, words: Iterable[str], *, context: bool) -> int:
        number = self._lists
        self._lists += 1
        for word in words:
            self._entry(word, context=context).roles.append(number)
        return number

    def _entry(self, spelling: str, *, context: bool) -> _Entry:
        shown = spelling.strip("*| ")
        word = pack(shown)
        hangul = _kind(word[0]) == _HANGUL
        inside = (
            spelling.startswith("*")
            or _kind(word[0]) == _OTHER
            or (context and hangul and len(word) > 1)
        )
        key = (word, inside, spelling.endswith("*"), spelling.endswith("|"))
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(word, shown, *key[1:])
            index = self._by_pair if len(word) > 1 else self._by_char
            index.setdefault(word[:2], []).append(entry)
        return entry

    def _scan(self, passage: Passage) -> _Found:
        text = passage.packed
        found: _Found = {}
        pairs, chars = self._by_pair, self._by_char
        for at, pair in enumerate(map(add, text, text[1:])):
            if pair in pairs:
                _match(pairs[pair], passage, at, found)
        for at, char in enumerate(text):
            if char in chars:
                _match(chars[char], passage, at, found)
        return found


def _match(entries: list[_Entry], passage: Passage, at: int, found: dict[int, list[_Spot]]) -> None:
    text = passage.packed
    for entry in entries:
        word = entry.word
        if not text.startswith(word, at):
            continue
        end = at + len(word)
        if not _starts_word(passage, at) and not (entry.inside and _in_one_word(passage, at, end)):
            continue
        if not _may_end(entry, passage, end):
            continue
        for role in entry.roles:
            found.setdefault(role, []).append((at, end, entry.shown))


_HANGUL, _LATIN, _DIGIT, _OTHER = range(4)


def _kind(char: str) -> int:
    if "가" <= char <= "힣":
        return _HANGUL
    if char.isascii():
        return _LATIN if char.isalpha() else _DIGIT if char.isdigit() else _OTHER
    return _LATIN if char.isalpha() and char < "\u0250" else _OTHER


def _starts_word(passage: Passage, at: int) -> bool:
    if at in passage.starts:
        return True
    return _kind(passage.packed[at - 1]) != _kind(passage.packed[at])


def _in_one_word(passage: Passage, at: int, end: int) -> bool:
    return passage.starts.isdisjoint(range(at + 1, end))


def _may_end(entry: _Entry, passage: Passage, end: int) -> bool:
    if entry.particle_end:
        return _rest_of_word(passage, end) in _ENDINGS
    if entry.open_end or _kind(entry.word[-1]) in {_HANGUL, _OTHER}:
        return True
    return _ends_word(passage, end) or (passage.packed[end] == "s" and _ends_word(passage, end + 1))


def _ends_word(passage: Passage, end: int) -> bool:
    text = passage.packed
    return end in passage.starts or end >= len(text) or _kind(text[end - 1]) != _kind(text[end])


def _rest_of_word(passage: Passage, end: int) -> str:
    """The Hangul that goes on after `end`; `이` (a particle) where none does."""
    text, stop = passage.packed, end
    while stop < len(text) and stop not in passage.starts and _kind(text[stop]) == _HANGUL:
        stop += 1
        if stop - end > _LONGEST_ENDING:
            break
    return text[end:stop] or "이"


def _finding(gathered: _Gathering) -> Finding:
    return Finding(
        hits=tuple(_longest(gathered.hits)),
        refused=tuple(dict.fromkeys(word for _, word in gathered.refused)),
        refused_in=frozenset(number for number, _ in gathered.refused),
        lonely=tuple(dict.fromkeys(gathered.lonely)),
    )


def _take(
    sense: _Sense,
    free: Sequence[_Spot],
    number: int,
    spots: Sequence[_Found],
    titles: Sequence[_Found],
    gathered: _Gathering,
) -> None:
    if _is_far(sense, number, spots, titles):
        gathered.refused.extend((number, word) for _, _, word in free)
    elif not _is_near(sense, number, spots):
        gathered.lonely.extend(word for _, _, word in free)
    else:
        gathered.hits.extend(_hit(number, spot, sense.group.weight) for spot in free)


def _covered(spot: _Spot, others: Sequence[_Spot]) -> bool:
    return any(start <= spot[0] and spot[1] <= end for start, end, _ in others)


def _is_far(
    sense: _Sense,
    number: int,
    spots: Sequence[_Found],
    titles: Sequence[_Found],
) -> bool:
    if sense.far is None:
        return False
    if sense.group.scope is Scope.TEXT:
        return any(sense.far in found for found in spots)
    return sense.far in spots[number] or any(sense.far in found for found in titles)


def _is_near(sense: _Sense, number: int, spots: Sequence[_Found]) -> bool:
    if sense.near is None:
        return True
    around = spots if sense.group.scope is Scope.TEXT else spots[max(0, number - 1) : number + 2]
    return any(
        not _covered(company, found.get(sense.words, ()))
        for found in around
        for company in found.get(sense.near, ())
    )


def _hit(number: int, spot: _Spot, weight: float) -> Hit:
    return Hit(passage=number, start=spot[0], end=spot[1], weight=weight, words=(spot[2],))


def _told(telling: _Telling, number: int, spots: Sequence[_Found]) -> Iterator[Hit]:
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


def _ahead(found: _Found) -> _Found:
    """The spots of the passage before, moved so that they overlap with none of this one."""
    return {
        role: [(start - _FAR_AHEAD, end - _FAR_AHEAD, word) for start, end, word in spots]
        for role, spots in found.items()
    }


def _scene_spots(
    groups: Sequence[int], spots_of: Callable[[int], list[_Spot] | None]
) -> list[_Spot] | None:
    """One spot a group, no two of them overlapping; `None` where a group has none."""
    chosen: list[_Spot] = []
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


def _scene_hit(number: int, found: Sequence[_Spot], weight: float) -> Hit:
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
