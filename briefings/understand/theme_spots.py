"""Finds words in a passage, in one run over its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import add

from briefings.understand.theme_passages import Passage, pack

_AFTER_A_WORD = """
이 가 은 는 을 를 의 에 도 만 와 과 로 으로 에서 에게 에는 에도 에서는 에서도 으로는
로는 으로도 까지 부터 보다 처럼 마다 이나 나 이란 란 라는 이라는 라고 이라고 라며 이라며
이며 며 이고 고 인 이다 다 들 들의 들이 들은 들을 측 측은 측이 등 등이 등을 등은 등의
요 이요 님 씨 사 사의 사가 사는 식 용 형 판 주 발 내 상 간 에선 에게서 께 랑 이랑
조차 마저 밖에 뿐 이자 으로서 로서 로써 으로써 에만 만의 만이 만을 엔
"""
_ENDINGS = frozenset(_AFTER_A_WORD.split())
_LONGEST_ENDING = 3
_PAIR_CHARS = 2

Spot = tuple[int, int, str]
"""Start and end of a word in a passage, and the word as its theme file spells it."""

Found = dict[int, list[Spot]]
"""The spots of the words of each list, by the list's number."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word to look for; `roles` are the numbers of the lists that it stands in."""

    word: str
    shown: str
    inside: bool
    at_the_end: bool  # inside a word only where that ends (스마트폰 holds no 마트)
    particle_end: bool
    needs_end: bool  # what follows decides if the word stands there
    roles: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The words that begin with two characters, by their third; `short` have none."""

    short: list[_Entry] = field(default_factory=list)
    by_third: dict[str, list[_Entry]] = field(default_factory=dict)

    def add(self, entry: _Entry) -> None:
        if len(entry.word) > _PAIR_CHARS:
            self.by_third.setdefault(entry.word[_PAIR_CHARS], list(self.short)).append(entry)
            return
        self.short.append(entry)
        for entries in self.by_third.values():
            entries.append(entry)


class WordIndex:
    """Numbered lists of words that are looked for together."""

    def __init__(self) -> None:
        self._by_pair: dict[str, _Pair] = {}
        self._by_char: dict[str, list[_Entry]] = {}
        self._singles = re.compile(r"(?!)")
        self._entries: dict[tuple[str, bool, bool, bool, bool], _Entry] = {}
        self._lists = 0

    def add(self, words: Iterable[str], *, context: bool) -> int:
        """Adds a list and gives its number; words of `context` may stand inside a word."""
        number = self._lists
        self._lists += 1
        for word in words:
            if pack(word.strip("*|")):
                self._entry(word, context=context).roles.append(number)
        return number

    def _entry(self, spelling: str, *, context: bool) -> _Entry:
        shown = spelling.strip("*| ")
        word = pack(shown)
        hangul = _kind(word[0]) == _HANGUL
        anywhere = spelling.startswith("*") or _kind(word[0]) == _OTHER
        in_compounds = not anywhere and context and hangul and len(word) > 1
        inside = anywhere or in_compounds
        particle_end = spelling.endswith("|")
        is_open = spelling.endswith("*") or _kind(word[-1]) in {_HANGUL, _OTHER}
        key = (word, inside, in_compounds, particle_end, particle_end or not is_open)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(word, shown, *key[1:])
            if len(word) > 1:
                self._by_pair.setdefault(word[:_PAIR_CHARS], _Pair()).add(entry)
            else:
                self._by_char.setdefault(word, []).append(entry)
                self._singles = re.compile(f"[{re.escape(''.join(self._by_char))}]")
        return entry

    def scan(self, passage: Passage) -> Found:
        """Where the words of each list stand in the passage."""
        text = passage.packed
        found: Found = {}
        pairs = self._by_pair
        known = [(at, pair) for at, pair in enumerate(map(add, text, text[1:])) if pair in pairs]
        for at, pair in known:
            third = text[at + _PAIR_CHARS : at + _PAIR_CHARS + 1]
            entries = pairs[pair].by_third.get(third, pairs[pair].short)
            if entries:
                _match(entries, passage, at, found)
        for single in self._singles.finditer(text):
            _match(self._by_char[single.group()], passage, single.start(), found)
        return found


def _match(entries: list[_Entry], passage: Passage, at: int, found: Found) -> None:
    text = passage.packed
    starts = _starts_word(passage, at)
    for entry in entries:
        if not text.startswith(entry.word, at):
            continue
        end = at + len(entry.word)
        if not starts and not _may_stand_inside(entry, passage, at, end):
            continue
        if entry.needs_end and not _may_end(entry, passage, end):
            continue
        spot = (at, end, entry.shown)
        for role in entry.roles:
            if role in found:
                found[role].append(spot)
            else:
                found[role] = [spot]


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


def _may_stand_inside(entry: _Entry, passage: Passage, at: int, end: int) -> bool:
    if not (entry.inside and _in_one_word(passage, at, end)):
        return False
    return not entry.at_the_end or _rest_of_word(passage, end) in _ENDINGS


def _may_end(entry: _Entry, passage: Passage, end: int) -> bool:
    if entry.particle_end:
        return _rest_of_word(passage, end) in _ENDINGS
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
