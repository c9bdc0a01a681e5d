"""Measures the judgement of story pairs against a file of pairs, kind by kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings.understand.stories import Relation, StoryText, relate

PAIRS = Path(__file__).parent.parent / "data" / "stories" / "pairs.jsonl"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two texts, how they stand to each other, and the kind of trap that they set."""

    kind: str
    relation: Relation
    a: StoryText
    b: StoryText


@dataclass(frozen=True, kw_only=True)
class JudgedPair:
    """A pair and the relation that it got."""

    pair: Pair
    got: Relation


@dataclass(frozen=True, kw_only=True)
class StoryFigures:
    """Precision and recall of `same`, the share of right relations, and rows per kind."""

    pairs: int
    precision: float
    recall: float
    right: float
    kinds: tuple[tuple[str, int, int], ...]


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """The pairs of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_pair(line) for line in lines)


def judge_pairs(
    pairs: Iterable[Pair], relation: Callable[[StoryText, StoryText], Relation]
) -> tuple[JudgedPair, ...]:
    """Each pair with the relation that `relation` gives it."""
    return tuple(JudgedPair(pair=pair, got=relation(pair.a, pair.b)) for pair in pairs)


def story_figures(judged: Sequence[JudgedPair]) -> StoryFigures:
    """Count what was judged rightly."""
    got = [one for one in judged if one.got is Relation.SAME]
    due = [one for one in judged if one.pair.relation is Relation.SAME]
    both = sum(1 for one in got if one.pair.relation is Relation.SAME)
    totals = Counter(one.pair.kind for one in judged)
    right = Counter(one.pair.kind for one in judged if one.got is one.pair.relation)
    return StoryFigures(
        pairs=len(judged),
        precision=both / max(1, len(got)),
        recall=both / max(1, len(due)),
        right=sum(right.values()) / max(1, len(judged)),
        kinds=tuple((kind, right[kind], totals[kind]) for kind in sorted(totals)),
    )


def stories_report() -> str:
    """The figures of the development pairs as a table."""
    figures = story_figures(judge_pairs(read_pairs(PAIRS), lambda a, b: relate(a, b).relation))
    head = (
        f"Same story ({figures.pairs} pairs): precision {figures.precision:.2f}, "
        f"recall {figures.recall:.2f}, right relation {figures.right:.2f}"
    )
    rows = [f"  {kind:<22}{right:>4} of {total}" for kind, right, total in figures.kinds]
    return "\n".join([head, *rows])


def _pair(line: str) -> Pair:
    fields = json.loads(line)
    return Pair(
        kind=fields["kind"],
        relation=Relation(fields["relation"]),
        a=StoryText(title=fields["a"]["title"], text=fields["a"]["text"]),
        b=StoryText(title=fields["b"]["title"], text=fields["b"]["text"]),
    )
