"""Turns passages into the features that a theme model is trained on: pieces of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.understand.theme_passages import Passage, Place

MAX_WORDS = 160
"""Words behind this many are not looked at: the subject has been said."""

_RUNS = re.compile(r"[가-힣]+|[a-z][a-z']*|[\u3040-\u30ff\u4e00-\u9fff]+")


def title_features(passages: Sequence[Passage]) -> frozenset[str]:
    """The features of the title; of the opening sentence where there is no title."""
    first = passages[:1]
    return frozenset(_pieces(first))


def all_features(passages: Sequence[Passage]) -> frozenset[str]:
    """The features of the whole item, those of its title or opening also marked as such."""
    head = [passage for passage in passages if passage.place is Place.TITLE] or passages[:1]
    marked = {f"#{piece}" for piece in _pieces(head) if " " not in piece}
    return frozenset(_pieces(passages)) | marked


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
