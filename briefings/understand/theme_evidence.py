"""Weighs what a theme's words say: subject of the item, or a mention in passing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefings.understand.theme_lexicon import Finding, Hit
from briefings.understand.theme_passages import Passage, Place

_SURE = 0.6
"""From this weight on a word names its theme; below, it points to it."""

_LISTED_SHARE = 0.2
"""What is left of a word that is one entry of a list of other things."""

_LIST = re.compile(
    r"(?:[^,·、/;.()]{1,14}[,·、/]){2,}[^,·、/;.()]{1,14}|(?:[^,·、/;.()]{1,9}[·、/])[^,·、/;.()]{1,9}(?=등)"
)
_LIST_MARK = re.compile(r"[,·、/]")

_POSSIBLE = re.compile(
    r"수도있|수있을|수있다|활용될|활용할|쓰일|쓰이게|응용|접목|적용할|확대할계획|도입할계획|계획도|도입도|검토|가능성|기대된|기대한|기대를|전망이|전망도|전망된"
    r"|내다봤|언젠가|향후|앞으로|장기적으로|덧붙|도준비|할방침|구상|포함해|을비롯|를비롯|같은분야|분야에|분야로|등에도"
    r"|couldbeused|mayoneday|mightoneday|oneday|someday|eventually|potential|suchas|including|mightalso|mayalso|couldalso|alsoplan|alsoaccept|later"
    r"|将来|今后|未来|可能|将来的|今後|見込|かもしれ"
)
_ASIDE = re.compile(
    r"^(?:한편|이밖에|이외에|이와별도로|참고로|아울러|또한|이어|끝으로|마지막으로|물론|다만|separately|meanwhile|inaddition|also,|此外|另外|なお|また)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Facts about one theme in one item, each from 0 to about 1."""

    title: float = 0.0
    title_sure: float = 0.0
    title_scene: float = 0.0
    opening: float = 0.0
    opening_sure: float = 0.0
    body_best: float = 0.0
    share: float = 0.0
    count: float = 0.0
    late: float = 0.0
    only_tail: float = 0.0
    only_last: float = 0.0
    only_listed: float = 0.0
    only_possible: float = 0.0
    scene_only: float = 0.0
    refused: float = 0.0
    refused_title: float = 0.0
    lonely: float = 0.0
    any: float = 0.0
    untitled: float = 0.0


def weigh(passages: Sequence[Passage], finding: Finding) -> Evidence:
    """The evidence that `finding` gives for its theme in these passages."""
    refused = min(1.0, len(finding.refused) / 2)
    lonely = min(1.0, len(finding.lonely) / 2)
    untitled = float(not passages or passages[0].place is not Place.TITLE)
    refused_title = float(not untitled and 0 in finding.refused_in)
    if not finding.hits:
        return Evidence(
            refused=refused, refused_title=refused_title, lonely=lonely, untitled=untitled
        )
    listed = _listed(passages, finding.hits)
    hits = tuple(zip(finding.hits, listed, strict=True))
    by_passage: list[list[tuple[float, Hit]]] = [[] for _ in passages]
    for hit, is_listed in hits:
        by_passage[hit.passage].append((hit.weight * (_LISTED_SHARE if is_listed else 1.0), hit))
    strength = [_joined(weight for weight, _ in found) for found in by_passage]
    title = strength[0] if not untitled else 0.0
    opening = _opening(passages)
    body = range(0 if untitled else 1, len(passages))
    body_chars = sum(len(passages[number].packed) for number in body)
    return Evidence(
        title=title,
        title_sure=0.0 if untitled else _surest(by_passage[0]),
        title_scene=0.0 if untitled else float(any(hit.is_scene for _, hit in by_passage[0])),
        opening=strength[opening] if opening is not None else 0.0,
        opening_sure=_surest(by_passage[opening]) if opening is not None else 0.0,
        body_best=max((strength[number] for number in body), default=0.0),
        share=_share(passages, strength, body, body_chars),
        count=min(1.0, math.log1p(len({hit.words for hit, _ in hits})) / math.log(8)),
        late=0.0 if title else _first_place(passages, finding.hits),
        only_tail=float(not title and _all_in_tail(passages, finding.hits)),
        only_last=float(
            not title and len(body) > 1 and all(h.passage == body[-1] for h in finding.hits)
        ),
        only_listed=float(all(listed)),
        only_possible=float(not title and _all_possible(passages, finding.hits)),
        scene_only=float(all(hit.is_scene for hit in finding.hits)),
        refused=refused,
        refused_title=refused_title,
        lonely=lonely,
        any=1.0,
        untitled=untitled,
    )


def _joined(weights: Iterable[float]) -> float:
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - min(weight, 0.97)
    return 1.0 - doubt


def _surest(found: Sequence[tuple[float, Hit]]) -> float:
    return float(any(weight >= _SURE for weight, _ in found))


def _opening(passages: Sequence[Passage]) -> int | None:
    for number, passage in enumerate(passages):
        if passage.place is Place.OPENING:
            return number
    return None


def _share(
    passages: Sequence[Passage], strength: Sequence[float], body: range, body_chars: int
) -> float:
    if not body_chars:
        return 0.0
    return sum(strength[number] * len(passages[number].packed) for number in body) / body_chars


def _first_place(passages: Sequence[Passage], hits: Sequence[Hit]) -> float:
    """How far behind the start the first word stands, 0 to 1 of the whole length."""
    first = min(hits, key=lambda hit: (hit.passage, hit.start))
    before = sum(len(passage.packed) for passage in passages[: first.passage]) + first.start
    return before / max(1, sum(len(passage.packed) for passage in passages))


def _all_in_tail(passages: Sequence[Passage], hits: Sequence[Hit]) -> bool:
    last = len(passages) - 1
    return all(hit.passage == last and hit.start > len(passages[last].packed) * 0.4 for hit in hits)


def _all_possible(passages: Sequence[Passage], hits: Sequence[Hit]) -> bool:
    return all(
        _POSSIBLE.search(passages[number].packed) or _ASIDE.match(passages[number].packed)
        for number in {hit.passage for hit in hits}
    )


def _listed(passages: Sequence[Passage], hits: Sequence[Hit]) -> list[bool]:
    """For each hit whether it is one entry of a list whose other entries are other things."""
    lists = {number: _lists(passages[number].packed) for number in {hit.passage for hit in hits}}
    return [_is_listed(hit, passages, lists[hit.passage], hits) for hit in hits]


def _lists(packed: str) -> list[tuple[int, int]]:
    if _LIST_MARK.search(packed) is None:
        return []
    return [match.span() for match in _LIST.finditer(packed)]


def _is_listed(
    hit: Hit, passages: Sequence[Passage], lists: Sequence[tuple[int, int]], hits: Sequence[Hit]
) -> bool:
    for start, end in lists:
        if start <= hit.start and hit.end <= end:
            entries = len(_LIST_MARK.findall(passages[hit.passage].packed[start:end])) + 1
            mine = sum(
                other.passage == hit.passage and start <= other.start and other.end <= end
                for other in hits
            )
            return mine * 2 < entries
    return False
