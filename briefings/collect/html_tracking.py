"""Blocks of a page or mail to the same blocks, their links freed of what only counts clicks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.collect.html_blocks import Anchor, Block
from briefings.collect.html_links import shared_parameters, untracked


def without_tracking(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks in their order; what tells links of pages apart (`target`) stays."""
    shared = shared_parameters(
        anchor.url for block in blocks for anchor in (*block.anchors, *block.more)
    )
    return tuple(_untracked(block, shared) for block in blocks)


def _untracked(block: Block, shared: frozenset[str]) -> Block:
    if not block.anchors and not block.more:
        return block
    return replace(
        block, anchors=_targets(block.anchors, shared), more=_targets(block.more, shared)
    )


def _targets(anchors: Sequence[Anchor], shared: frozenset[str]) -> tuple[Anchor, ...]:
    return tuple(
        replace(anchor, url=untracked(anchor.url, shared)) if anchor.url else anchor
        for anchor in anchors
    )
