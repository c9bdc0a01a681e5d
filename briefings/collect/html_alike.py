"""Lines that could head stories to those that do: stories of one letter are made alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from briefings.collect.html_blocks import Block
from briefings.collect.html_lines import Line

CLOSED_SHARE = 0.6
"""Where so many of the headings with text end with a source or a link, others are no stories."""
MIN_CLOSED = 3
MIN_LISTED = 2
SHORT_CHARS = 60
TITLE_CHARS = 8


def alike(lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The headings without those that stand elsewhere or tell hardly anything and, other than
    most, end with no source and no link. `ends` says for every line where its part ends.
    """
    told = [
        index for index in heads if any(line.prose_chars for line in lines[index + 1 : ends[index]])
    ]
    closed = [
        index for index in told if any(line.closes for line in lines[index + 1 : ends[index]])
    ]
    if len(closed) < MIN_CLOSED or len(closed) < len(told) * CLOSED_SHARE:
        return list(heads)
    home = _common([lines[index].block for index in closed])
    return [
        index for index in heads if index in closed or _is_like(lines, index, ends[index], home)
    ]


def _is_like(lines: Sequence[Line], index: int, end: int, home: tuple[int, ...]) -> bool:
    """Whether a heading without a link tells a story all the same, beside the others."""
    line = lines[index]
    if line.block.anchors:
        return True
    if line.block.path[: len(home)] != home or line.words.rstrip().endswith((":", "：")):
        return False
    return sum(one.prose_chars for one in lines[index + 1 : end]) >= SHORT_CHARS


def _common(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The elements that hold all of the blocks."""
    shared = blocks[0].path
    for block in blocks[1:]:
        length = 0
        for one, other in zip(shared, block.path, strict=False):
            if one != other:
                break
            length += 1
        shared = shared[:length]
    return shared


def listed_below(
    lines: Sequence[Line], heads: Sequence[int], ends: Sequence[int]
) -> Mapping[int, tuple[int, ...]]:
    """Headings under which nothing stands but list entries that are one link each, with those
    entries: sections of stories that are told by their titles alone. Below the last heading a
    letter's end may follow.
    """
    found: dict[int, tuple[int, ...]] = {}
    for index in heads:
        below = [one for one in range(index + 1, ends[index]) if lines[one].sort != "furniture"]
        entries = tuple(takewhile(lambda one: _is_entry(lines[one].block), below))
        whole = len(entries) == len(below) or index == heads[-1]
        if len(entries) >= MIN_LISTED and whole:
            found[index] = entries
    return found


def _is_entry(block: Block) -> bool:
    return (
        block.bullet
        and len(block.anchors) == 1
        and bool(block.anchors[0].url)
        and block.linked_chars * 10 >= len(block.text) * 8
        and len(block.text) >= TITLE_CHARS
    )
