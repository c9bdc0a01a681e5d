"""Mendings: what a curator changed in how the program understood an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefings.model.items import ItemId, Label, ThemeId

MENDED = "relabelled by a curator"
"""The reason of a label that a curator gave; a wording key."""


class MendingKind(StrEnum):
    """What was done: a theme given or taken, an item hidden or shown, its story changed."""

    ADD = "add"
    REMOVE = "remove"
    HIDE = "hide"
    UNHIDE = "unhide"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mending:
    """One mending: of which item, what, by whom and when.

    `theme` is set where a theme was given or taken, `other` is the item that one was merged with.
    """

    item: ItemId
    kind: MendingKind
    by: str
    at: datetime
    theme: ThemeId | None = None
    other: ItemId | None = None


def mended_labels(
    understood: tuple[Label, ...], mendings: tuple[Mending, ...]
) -> tuple[Label, ...]:
    """The labels that count: what was understood, with the newest decision on each theme on top.

    `mendings` are oldest first. A theme that a curator gave is certain; where the program found
    it too, its own reasons stay.
    """
    decided = {each.theme: each.kind for each in mendings if each.theme is not None}
    own = {label.theme: label for label in understood}
    given = tuple(
        Label(theme=theme, score=1.0, because=(MENDED, *_reasons(own.get(theme))))
        for theme, kind in decided.items()
        if kind is MendingKind.ADD
    )
    return (*given, *(label for label in understood if label.theme not in decided))


def _reasons(label: Label | None) -> tuple[str, ...]:
    return () if label is None else label.because
