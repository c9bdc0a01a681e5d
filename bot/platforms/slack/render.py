"""A page in, Slack messages out: Block Kit within every limit, split at block edges. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.platforms.slack import blocks as kit
from bot.platforms.slack.blocks import JsonObject, cleaned, is_visible, one_line
from bot.platforms.slack.draw import BULLET, draw, with_action_ids
from bot.platforms.slack.inlines import Line
from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Buttons,
    Divider,
    Group,
    Heading,
    MessagePart,
    Page,
    Paragraph,
    Quote,
    Text,
)
from briefings.write.fit import fit

MAX_FALLBACK_CHARS = 300
"""The notification's one line; `chat.update` refuses more than 4,000."""
_NUMBERING_CHARS = 20


def render(page: Page) -> tuple[MessagePart, ...]:
    """The page as parameters of `chat.postMessage` without its destination, one message a part.

    Several parts are numbered `(1/2)`. No part where there is nothing to see.
    """
    easel = _Easel()
    parts = [_Part(blocks, easel) for blocks in fit(page, easel.fits)]
    parts = [part for part in parts if part.shows_something]
    fallback = kit.clipped(one_line(page.summary), MAX_FALLBACK_CHARS)
    if not parts:
        return (_message(_said(fallback), fallback, fallback),) if is_visible(fallback) else ()
    if not is_visible(fallback):
        fallback = kit.clipped(one_line(parts[0].plain), MAX_FALLBACK_CHARS)
    if not is_visible(fallback):
        fallback = "…"  # buttons alone; Slack wants a text
    if len(parts) == 1:
        return (_message(parts[0].drawn, fallback, parts[0].plain),)
    return tuple(
        _numbered(part, fallback, f"({number}/{len(parts)})")
        for number, part in enumerate(parts, 1)
    )


def without_sharing(page: Page) -> Page:
    """The page without buttons that would show it to all, for where all see it anyway."""
    return replace(page, blocks=tuple(_unshared(page.blocks)))


def _unshared(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Group():
                yield Group(tuple(_unshared(block.blocks)))
            case Buttons():
                kept = tuple(button for button in block.buttons if not is_share(button.action))
                if kept:
                    yield Buttons(kept)
            case _:
                yield block


def is_share(action: str | None) -> bool:
    """Whether a button's code asks to show the answer to all."""
    return action is not None and action.startswith("share:")


class _Part:
    """One message's blocks, drawn."""

    __slots__ = ("drawn", "plain")

    def __init__(self, blocks: tuple[Block, ...], easel: _Easel) -> None:
        self.drawn = with_action_ids([each for block in blocks for each in easel.drawn(block)])
        self.plain = "\n\n".join(filter(None, map(plain_of, blocks)))

    @property
    def shows_something(self) -> bool:
        """Whether there is more than rules."""
        return any(block["type"] != "divider" for block in self.drawn)


class _Easel:
    """Draws each block once, however often it is asked whether blocks fit one message."""

    __slots__ = ("_drawn",)

    def __init__(self) -> None:
        self._drawn: dict[Block, _Drawn] = {}

    def fits(self, blocks: tuple[Block, ...]) -> bool:
        """Whether these blocks are within the limits of one message, its number included."""
        drawn = [self._of(block) for block in blocks]
        return (
            sum(len(each.blocks) for each in drawn) <= kit.MAX_BLOCKS - 1
            and sum(each.characters for each in drawn) <= kit.MAX_MESSAGE_CHARS - _NUMBERING_CHARS
        )

    def drawn(self, block: Block) -> Sequence[JsonObject]:
        """The block as Block Kit blocks."""
        return self._of(block).blocks

    def _of(self, block: Block) -> _Drawn:
        known = self._drawn.get(block)
        if known is None:
            drawn = draw((block,))
            known = self._drawn[block] = _Drawn(drawn, kit.characters(drawn))
        return known


class _Drawn(NamedTuple):
    """A block's Block Kit blocks and how many characters they hold."""

    blocks: Sequence[JsonObject]
    characters: int


def _said(text: str) -> list[JsonObject]:
    return draw((Paragraph((Text(text),)),))


def _numbered(part: _Part, fallback: str, number: str) -> MessagePart:
    drawn = [*part.drawn, kit.context(number)]
    return _message(drawn, f"{fallback} {number}", f"{part.plain}\n\n{number}")


def _message(drawn: Sequence[JsonObject], fallback: str, plain: str) -> MessagePart:
    payload: JsonObject = {
        "text": kit.escaped(fallback),
        "blocks": drawn,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return MessagePart(payload=json.dumps(payload, ensure_ascii=False), plain=plain)


# The same words without markup.


def plain_of(block: Block) -> str:
    """A block's words as plain lines, links written out behind their words."""
    match block:
        case Heading() | Quote():
            return cleaned(block.text).strip()
        case Paragraph():
            return _plain_line(block.inlines)
        case Bullets():
            return "\n".join(BULLET + _plain_line(line) for line in block.lines)
        case Group():
            return "\n".join(filter(None, map(plain_of, block.blocks)))
        case Divider() | Buttons():
            return ""


def _plain_line(line: Line) -> str:
    pieces: list[str] = []
    for inline in line:
        url = kit.safe_url(inline.url) if isinstance(inline, Anchor) else None
        text = cleaned(inline.text)
        pieces.append(text if url is None or url == text else f"{text} ({url})")
    return "".join(pieces).strip()
