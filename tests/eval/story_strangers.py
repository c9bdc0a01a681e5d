"""Finds pairs of theme examples that share telling words: other stories that look alike.

Nearly every two items that a store brings together tell different stories; pairs written as traps
alone would teach that any rare word in common proves a story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from briefings.understand.facts import Facts, facts_of
from briefings.understand.signals import telling
from tests.eval.theme_figures import Example

_RARE_IN = 12  # a word of more texts brings too many pairs together to tell them apart


def strangers(examples: Sequence[Example], *, most: int) -> list[tuple[Facts, Facts]]:
    """At most `most` pairs, those that share the most telling words first."""
    facts = [facts_of(example.title, example.text) for example in examples]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, told in enumerate(facts):
        for stem in told.stems:
            if telling(stem) >= 1:
                holders[stem].append(at)
    shared = Counter(
        pair
        for texts in holders.values()
        if len(texts) <= _RARE_IN
        for pair in combinations(texts, 2)
    )
    nearest = sorted(shared, key=lambda pair: (-shared[pair], pair))[:most]
    return [(facts[one], facts[other]) for one, other in nearest]
