"""Kept picks become picks again: their items as they read by now, their sentences written anew."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.model.briefings import Candidate, Length, Pick, StoredPick
from briefings.model.items import Item, ItemId
from briefings.steps.brief import sentences_for


def pick_again(
    pick: StoredPick, items: Mapping[ItemId, Item], *, number: int, length: Length | None
) -> Pick | None:
    """The pick under `number`, with the sentences of a length or none at all.

    `None` where its item is not among `items`: the number stands for what was taken out.
    """
    item = items.get(pick.item)
    if item is None:
        return None
    others = tuple(items[other] for other in pick.others if other in items)
    return Pick(
        number=number,
        candidate=Candidate(item=item, others=others, is_update=pick.is_update),
        score=pick.score,
        weights=pick.weights,
        sentences=() if length is None else sentences_for(item, length),
    )
