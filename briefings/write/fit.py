"""A page and a platform's measure in, parts that each fit out: split at block edges first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Buttons,
    Divider,
    Group,
    Heading,
    Inline,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from briefings.write.borders import cut_before

Fits = Callable[[tuple[Block, ...]], bool]
"""Whether these blocks are within every limit of one message."""

_BlockFits = Callable[[Block], bool]
_Element = TypeVar("_Element")


class _Cut(NamedTuple):
    """A block cut in two: what fits (`None` where nothing does) and what is left."""

    head: Block | None
    rest: tuple[Block, ...]


def fit(page: Page, fits: Fits) -> tuple[tuple[Block, ...], ...]:
    """Split a page into parts that fit, in order and with every word kept; see `fit_blocks`."""
    return fit_blocks(page.blocks, fits)


def fit_blocks(blocks: Sequence[Block], fits: Fits) -> tuple[tuple[Block, ...], ...]:
    """Split `blocks` into parts that fit: no word is lost, none changes its place.

    A block or group that fits a part by itself is never broken, but for one that would leave a
    heading alone. One that does not fit is cut inside: between the blocks of a group, between
    bullets, after a line, a sentence, a word, and at last between two characters. A heading goes
    with what follows it; rules at the edge of a part are dropped. A link that leaves no room even
    for one character of its words becomes plain words.

    `fits` must hold for fewer words wherever it holds for more. Raises `ValueError` where not
    even a single character fits.
    """
    parts: list[tuple[Block, ...]] = []
    waiting = _without_rules_at_the_start(tuple(blocks))
    while waiting:
        count = _how_many_fit(waiting, fits)
        current, behind = waiting[:count], waiting[count + 1 :]
        if count == len(waiting):
            parts.append(_without_rules_at_the_end(current))
            break
        cut = _cut_beside(current, waiting[count], fits)
        if cut.head is None and not current:
            waiting = (_with_one_link_less(waiting[count]), *behind)
            continue
        kept, carried = _without_tail(current if cut.head is None else (*current, cut.head))
        parts.append(kept)
        waiting = _without_rules_at_the_start((*carried, *cut.rest, *behind))
    return tuple(parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Room:
    """What a piece may be: what fits `here`, behind what stands in the part, and `alone`.

    `first` says that nothing but headings stands before, so that something must be cut off.
    """

    here: _BlockFits
    alone: _BlockFits
    first: bool


def _how_many_fit(blocks: tuple[Block, ...], fits: Fits) -> int:
    return _longest_prefix(len(blocks) + 1, lambda size: fits(blocks[:size]))


def _cut_beside(current: tuple[Block, ...], block: Block, fits: Fits) -> _Cut:
    first = _is_only_headings(current)
    if not first and fits((block,)):
        return _Cut(None, (block,))
    room = _Room(
        here=lambda piece: fits((*current, piece)),
        alone=lambda piece: fits((piece,)),
        first=first,
    )
    return _cut(block, room)


def _cut(block: Block, room: _Room) -> _Cut:
    """Cut off as much of `block` as there is room for; what fits a part alone is left whole."""
    match block:
        case Group():
            return _cut_group(block, room)
        case Bullets():
            return _cut_bullets(block, room)
        case Buttons():
            count = _longest(block.buttons, lambda some: room.here(Buttons(some)))
            return _halves(count, Buttons(block.buttons[:count]), Buttons(block.buttons[count:]))
        case Paragraph():
            head, rest = _cut_inlines(block.inlines, lambda some: room.here(Paragraph(some)))
            return _halves(len(head), Paragraph(head), Paragraph(rest))
        case Heading() | Quote():
            return _cut_words(block, room)
        case Divider():
            return _Cut(None, (block,))


def _halves(count: int, head: Block, *rest: Block) -> _Cut:
    return _Cut(head if count else None, rest)


def _cut_words(block: Heading | Quote, room: _Room) -> _Cut:
    def with_words(inlines: tuple[Inline, ...]) -> Block:
        return replace(block, text=_words(inlines))

    head, rest = _cut_inlines((Text(block.text),), lambda some: room.here(with_words(some)))
    return _halves(len(head), with_words(head), with_words(rest))


def _cut_group(group: Group, room: _Room) -> _Cut:
    count = _longest(group.blocks, lambda some: room.here(Group(some)))
    whole, following, behind = group.blocks[:count], group.blocks[count], group.blocks[count + 1 :]
    only_headings = _is_only_headings(whole)
    must_cut = room.first and only_headings
    cut = _Cut(None, (following,))
    if must_cut or not room.alone(Group((following,))):
        inner = _Room(
            here=lambda piece: room.here(Group((*whole, piece))),
            alone=lambda piece: room.alone(Group((piece,))),
            first=must_cut,
        )
        cut = _cut(following, inner)
    if cut.head is None and only_headings and not (room.first and whole):
        return _Cut(None, (group,))
    head, carried = _without_tail(whole if cut.head is None else (*whole, cut.head))
    return _Cut(Group(head), (Group((*carried, *cut.rest, *behind)),))


def _cut_bullets(bullets: Bullets, room: _Room) -> _Cut:
    count = _longest(bullets.lines, lambda some: room.here(Bullets(some)))
    whole, line, behind = bullets.lines[:count], bullets.lines[count], bullets.lines[count + 1 :]
    at_edge = _halves(count, Bullets(whole), Bullets((line, *behind)))
    must_cut = room.first and not whole
    if not must_cut and room.alone(Bullets((line,))):
        return at_edge
    head, rest = _cut_inlines(line, lambda some: room.here(Bullets((*whole, some))))
    if not head:
        return at_edge
    # What is left of a cut line is no new point, so it goes on without a mark.
    left = (Paragraph(rest), Bullets(behind)) if behind else (Paragraph(rest),)
    return _Cut(Bullets((*whole, head)), left)


def _cut_inlines(
    inlines: tuple[Inline, ...], here: Callable[[tuple[Inline, ...]], bool]
) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The longest run of words that fits and ends at a good border, and the words behind it."""
    text = _words(inlines)
    room = _longest_prefix(len(text), lambda size: here(_split(inlines, size)[0]))
    return _split(inlines, cut_before(text, room)) if room else ((), inlines)


def _split(inlines: tuple[Inline, ...], at: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The inlines before and behind code point `at` of their words."""
    head: list[Inline] = []
    for index, inline in enumerate(inlines):
        if len(inline.text) > at:
            cut = (replace(inline, text=inline.text[:at]),) if at else ()
            return (*head, *cut), (replace(inline, text=inline.text[at:]), *inlines[index + 1 :])
        head.append(inline)
        at -= len(inline.text)
    return tuple(head), ()


def _words(inlines: tuple[Inline, ...]) -> str:
    return "".join(inline.text for inline in inlines)


def _longest(elements: tuple[_Element, ...], here: Callable[[tuple[_Element, ...]], bool]) -> int:
    """How many of the first elements fit; always fewer than all."""
    return _longest_prefix(len(elements), lambda size: here(elements[:size]))


def _longest_prefix(size: int, here: Callable[[int], bool]) -> int:
    """The largest length below `size` that fits, 0 where none does.

    Doubling steps come first, so that a huge text costs no more than what fits of it.
    """
    low, high = 0, 1
    while high < size and here(high):
        low, high = high, high * 2
    high = min(high, size)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if here(middle) else (low, middle)
    return low


def _without_tail(part: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """A part without the headings at its end, which go with what follows, and those headings."""
    kept = _without_rules_at_the_end(part)
    body = kept
    while body and isinstance(body[-1], Heading | Divider):
        body = body[:-1]
    return (body, kept[len(body) :]) if body else (kept, ())


def _without_rules_at_the_start(part: tuple[Block, ...]) -> tuple[Block, ...]:
    while part and isinstance(part[0], Divider):
        part = part[1:]
    return part


def _without_rules_at_the_end(part: tuple[Block, ...]) -> tuple[Block, ...]:
    while part and isinstance(part[-1], Divider):
        part = part[:-1]
    return part


def _is_only_headings(blocks: tuple[Block, ...]) -> bool:
    return all(isinstance(block, Heading | Divider) for block in blocks)


def _with_one_link_less(block: Block) -> Block:
    """The block with its first link as plain words; `ValueError` where it holds none."""
    changed = _unlinked(block)
    if changed == block:
        raise ValueError("the limit leaves no room for a single character")
    return changed


def _unlinked(block: Block) -> Block:
    match block:
        case Paragraph():
            return Paragraph(_unlinked_line(block.inlines))
        case Bullets():
            changed = (_unlinked_line(line) for line in block.lines)
            return Bullets(_first_change(block.lines, tuple(changed)))
        case Group():
            return Group(_first_change(block.blocks, tuple(map(_unlinked, block.blocks))))
        case _:
            return block


def _unlinked_line(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return _first_change(inlines, tuple(map(_unlinked_inline, inlines)))


def _unlinked_inline(inline: Inline) -> Inline:
    if not isinstance(inline, Anchor):
        return inline
    return Strong(inline.text) if inline.strong else Text(inline.text)


def _first_change(
    before: tuple[_Element, ...], after: tuple[_Element, ...]
) -> tuple[_Element, ...]:
    """`before` with only the first of the elements that differ in `after` replaced."""
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            return (*before[:index], new, *before[index + 1 :])
    return before
