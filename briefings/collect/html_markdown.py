"""Blocks of a page to Markdown lines, so that the readers of plain text can split them."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.collect.html_blocks import Block


def with_links(block: Block) -> str:
    """The block's words, those of links as `[words](address)`; a link that shows its own address
    stays bare.
    """
    text, parts, position = block.text, [], 0
    for anchor in block.anchors:
        start = text.find(anchor.text, position)
        if start < 0 or not anchor.url:
            continue
        shown = anchor.text.replace("[", "(").replace("]", ")")
        bare = anchor.text.startswith(("http://", "https://"))
        parts += [
            text[position:start],
            anchor.url if bare else f"[{shown}]({_escaped(anchor.url)})",
        ]
        position = start + len(anchor.text)
    return "".join((*parts, text[position:]))


def _escaped(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def markdown(blocks: Sequence[Block]) -> str:
    """Headings as `##`, list entries as `- `, lines apart by an empty line; links kept, those to
    the rest of a story on lines of their own.
    """
    return "\n\n".join(
        line
        for block in blocks
        for line in (
            _line(block),
            *(f"[{more.text}]({more.url})" for more in block.more if more.url),
        )
    )


def _line(block: Block) -> str:
    line = with_links(block)
    if block.level:
        return f"{'#' * block.level} {line}"
    if block.bullet:
        return f"- {line}"
    return f"**{line}**" if block.strong and not block.anchors and len(block.text) <= 120 else line
