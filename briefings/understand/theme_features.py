"""Turns passages into the features that a theme model is trained on: pieces of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from briefings.understand.theme_passages import Passage, Place

MAX_WORDS = 120
"""Words behind this many are not looked at: the subject has been said."""

_KEPT_WORDS = 32_768
"""Words come again: of so many the pieces are remembered."""

_RUNS = re.compile(r"[가-힣]+|[a-z][a-z']*|[\u3040-\u30ff\u4e00-\u9fff]+")


def head_features(passages: Sequence[Passage]) -> frozenset[str]:
    """The features of the title and the first sentence, as `all_features` gives them."""
    return _with_marked(passages, passages[: 2 if _titled(passages) else 1])


def all_features(passages: Sequence[Passage]) -> frozenset[str]:
    """The features of the whole item, those of its title (or first sentence) marked as well."""
    return _with_marked(passages, passages)


def words_that_hold(features: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """For each feature the first word of the item, or pair of words, that it is a piece of.

    In the order of `features`, each once. In scripts that are written without spaces the piece
    itself is the word.
    """
    wanted = {feature.removeprefix("#") for feature in features}
    holders: dict[str, str] = {}
    for passage in passages:
        before, head = "", ""
        for word in passage.words:
            pieces, first, last = _of_word(word)
            if not wanted.isdisjoint(pieces):
                holders.update((piece, _shown(piece, word)) for piece in wanted & pieces)
                wanted -= pieces
            if (pair := f"{head} {first}") in wanted:
                holders[pair] = f"{before} {word}"
                wanted.remove(pair)
            if last:
                before, head = word, last
        if not wanted:
            break
    found = (holders.get(feature.removeprefix("#")) for feature in features)
    return tuple(dict.fromkeys(filter(None, found)))


def _shown(piece: str, word: str) -> str:
    return piece if "\u3040" <= piece[0] < "가" else word


def _with_marked(passages: Sequence[Passage], told: Sequence[Passage]) -> frozenset[str]:
    features = _pieces(told)
    features.update([f"#{piece}" for piece in _pieces(passages[:1]) if " " not in piece])
    return frozenset(features)


def _titled(passages: Sequence[Passage]) -> bool:
    return bool(passages) and passages[0].place is Place.TITLE


def _pieces(passages: Sequence[Passage]) -> set[str]:
    found: set[str] = set()
    left = MAX_WORDS
    for passage in passages:
        before = ""
        for word in passage.words[:left]:
            pieces, first, last = _of_word(word)
            if not first:
                continue
            found.update(pieces)
            if before:
                found.add(f"{before} {first}")
            before = last
        left -= len(passage.words)
        if left <= 0:
            break
    return found


@lru_cache(maxsize=_KEPT_WORDS)
def _of_word(word: str) -> tuple[frozenset[str], str, str]:
    """The pieces of a word, and the heads of its first and last run of one script."""
    pieces: list[str] = []
    heads: list[str] = []
    for run in _RUNS.findall(word):
        pieces.extend(_of_run(run))
        heads.append(run[:2] if run[0] >= "\u3040" else run)
    pieces.extend(map(" ".join, pairwise(heads)))
    return frozenset(pieces), heads[0] if heads else "", heads[-1] if heads else ""


def _of_run(run: str) -> Iterator[str]:
    """A Latin word whole; of a Hangul run its first two and three syllables, and all pairs."""
    if run[0] < "\u3040":
        yield run
        return
    if "가" <= run[0] <= "힣":
        yield f"^{run[:2]}"
        if len(run) > 2:
            yield f"^{run[:3]}"
    for at in range(len(run) - 1):
        yield run[at : at + 2]
