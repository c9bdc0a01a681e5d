"""Turns passages into the features that a theme model is trained on: pieces of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.understand.theme_passages import Passage, Place

MAX_WORDS = 160
"""Words behind this many are not looked at: the subject has been said."""

_RUNS = re.compile(r"[가-힣]+|[a-z][a-z']*|[\u3040-\u30ff\u4e00-\u9fff]+")


def head_features(passages: Sequence[Passage]) -> frozenset[str]:
    """The features of the title and the first sentence, as `all_features` gives them."""
    return _marked(passages) | frozenset(_pieces(passages[: 2 if _titled(passages) else 1]))


def all_features(passages: Sequence[Passage]) -> frozenset[str]:
    """The features of the whole item, those of its title (or first sentence) marked as well."""
    return _marked(passages) | frozenset(_pieces(passages))


def _marked(passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset(f"#{piece}" for piece in _pieces(passages[:1]) if " " not in piece)


def _titled(passages: Sequence[Passage]) -> bool:
    return bool(passages) and passages[0].place is Place.TITLE


def _pieces(passages: Sequence[Passage]) -> Iterator[str]:
    left = MAX_WORDS
    for passage in passages:
        before = ""
        for word in passage.words[:left]:
            for run in _RUNS.findall(word):
                yield from _of_run(run)
                head = run[:2] if run[0] >= "\u3040" else run
                if before:
                    yield f"{before} {head}"
                before = head
        left -= len(passage.words)
        if left <= 0:
            return


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
