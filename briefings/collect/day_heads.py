"""Lines that head the items of a day become sections of the outline."""

from __future__ import annotations

from dataclasses import replace

from briefings.collect.heads import Head, Outline
from briefings.collect.layout import BLANK, DATE, MARKED, PAGE, RULE, SOURCE, Layout

DAY = "day"
"""The style of lines that name the day of the items below."""

MIN_DAYS = 2
"""A single day dates the whole document."""


def with_days(layout: Layout, found: Outline, start: int) -> Outline:
    """The outline with the days that stand right above items, the first item among them."""
    items = [head for head in found.heads if found.is_item(head)]
    known = {head.line for head in found.heads}
    days = [
        day for head in found.heads if (day := _day_above(layout, head.line, start)) is not None
    ]
    days = [day for day in days if day not in known]
    if (
        len(days) < MIN_DAYS
        or not items
        or days[0] > items[0].line
        or _is_dated_below(layout, items)
    ):
        return found
    marked = [Head(line=day, style=DAY, words=layout.words(day).strip(_RULED)) for day in days]
    heads = sorted([*found.heads, *marked], key=lambda head: head.line)
    return replace(found, heads=tuple(heads), sections=found.sections | {DAY})


_RULED = "-=_~─━═—– *#"


def _day_above(layout: Layout, line: int, start: int) -> int | None:
    """The line with a day that stands over this one, no nearer to what is above it."""
    above = next(
        (one for one in range(line - 1, start - 1, -1) if not layout.has(one, BLANK | RULE | PAGE)),
        None,
    )
    if above is None or not layout.has(above, DATE) or layout.has(above, MARKED | SOURCE):
        return None
    gap = layout.gap_before(above)
    return above if gap >= 1 and gap >= layout.gap_after(above) else None


def _is_dated_below(layout: Layout, items: list[Head]) -> bool:
    """Whether a day closes the last item too: then each day belongs to the item above it."""
    last = None
    for index in layout.filled(items[-1].line + 1):
        last = index
    return last is not None and layout.has(last, DATE)
