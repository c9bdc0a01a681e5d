"""A page in, the messages that Telegram takes out: HTML that always parses, within every limit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from typing import Literal

from bot.platforms.telegram.keyboard import keyboard
from bot.platforms.telegram.words import cleaned, pinging_nobody, web_address
from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Faint,
    Group,
    Heading,
    Inline,
    MessagePart,
    Mono,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from briefings.write.fit import fit_blocks

# Limits of sendMessage. Text counts after the markup is parsed: the server counts code points,
# some clients UTF-16 units, so a message keeps within both.
MAX_TEXT_CHARS = 4_096
MAX_CAPTION_CHARS = 1_024
MAX_RAW_BYTES = 32_768
MAX_ENTITIES = 100  # the server drops the rest without an error

_NUMBER_CHARS = len("\n\n(999/999)")
_RULE = "———"
_MARK = "• "

_Tag = Literal["b", "i", "code", "blockquote"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Words that are drawn alike: in at most one `tag`, inside a link where `url` is set."""

    text: str
    tag: _Tag | None = None
    url: str | None = None


def render(page: Page) -> tuple[MessagePart, ...]:
    """Draw `page` as messages in order; none at all only where it says nothing.

    Each `payload` holds the parameters of sendMessage but for the chat and the thread. Each part
    parses by itself, shows at most 4,096 code points and UTF-16 units, and keeps at most 100
    entities: links first, then other markup in order. Several parts are numbered; the buttons
    stand under the last one.
    """
    summary = Paragraph((Text(page.summary),))
    parts = _parts(tuple(_prepared(page.blocks))) or _parts(tuple(_prepared((summary,))))
    buttons = keyboard(tuple(_rows_of_buttons(page.blocks)))
    last = len(parts)
    return tuple(
        _message(
            (*runs, _Run(text=f"\n\n({number}/{last})")) if last > 1 else runs,
            buttons if number == last else None,
        )
        for number, runs in enumerate(parts, start=1)
    )


def fits_caption(message: MessagePart) -> bool:
    """Whether a message is short enough to stand under a photo."""
    return len(message.plain.encode("utf-16-le")) // 2 <= MAX_CAPTION_CHARS


def _parts(blocks: tuple[Block, ...]) -> tuple[tuple[_Run, ...], ...]:
    whole = _drawn(blocks)
    if _is_within_limits(whole, reserve=0):
        return (whole,) if whole else ()
    split = fit_blocks(blocks, lambda some: _is_within_limits(_drawn(some), _NUMBER_CHARS))
    return tuple(runs for runs in map(_drawn, split) if runs)


def _message(runs: Sequence[_Run], buttons: str | None) -> MessagePart:
    payload: dict[str, object] = {
        "text": _html(runs),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if buttons is not None:
        payload["reply_markup"] = json.loads(buttons)
    return MessagePart(
        payload=json.dumps(payload, ensure_ascii=False), plain="".join(run.text for run in runs)
    )


# Preparing: outside words are cleaned once, before anything is measured.


def _prepared(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with words that can be sent, and without their buttons."""
    for block in blocks:
        match block:
            case Group():
                if inner := tuple(_prepared(block.blocks)):
                    yield Group(inner)
            case Buttons():
                pass
            case Paragraph():
                yield Paragraph(tuple(map(_prepared_inline, block.inlines)))
            case Bullets():
                yield Bullets(tuple(tuple(map(_prepared_inline, line)) for line in block.lines))
            case Heading() | Quote():
                yield replace(block, text=pinging_nobody(cleaned(block.text)))
            case Divider():
                yield block


def _prepared_inline(inline: Inline) -> Inline:
    if isinstance(inline, Mono):
        return Mono(cleaned(inline.text))
    text = pinging_nobody(cleaned(inline.text))
    if not isinstance(inline, Anchor):
        return replace(inline, text=text)
    url = web_address(inline.url)
    if url is None:
        return Strong(text) if inline.strong else Text(text)
    return replace(inline, text=text, url=url)


def _rows_of_buttons(blocks: Sequence[Block]) -> Iterator[tuple[Button, ...]]:
    for block in blocks:
        if isinstance(block, Group):
            yield from _rows_of_buttons(block.blocks)
        elif isinstance(block, Buttons):
            yield block.buttons


# Drawing: blocks to runs of words.


def _drawn(blocks: Sequence[Block]) -> tuple[_Run, ...]:
    """The blocks as runs, an empty line between them, without blanks at either end."""
    return _trimmed(_joined(blocks, "\n\n"))


def _joined(blocks: Sequence[Block], between: str) -> tuple[_Run, ...]:
    joined: list[_Run] = []
    for runs in map(_block, blocks):
        if any(run.text for run in runs):
            joined.extend((_Run(text=between), *runs) if joined else runs)
    return tuple(joined)


def _block(block: Block) -> tuple[_Run, ...]:
    match block:
        case Heading():
            return (_Run(text=block.text, tag="b"),)
        case Paragraph():
            return tuple(map(_inline, block.inlines))
        case Bullets():
            lines = (
                (_Run(text="\n" * (number > 0) + _MARK), *map(_inline, line))
                for number, line in enumerate(block.lines)
            )
            return tuple(chain.from_iterable(lines))
        case Quote():
            return (_Run(text=block.text.strip(), tag="blockquote"),)
        case Divider():
            return (_Run(text=_RULE),)
        case Group():
            return _joined(block.blocks, "\n")
        case Buttons():
            return ()


def _inline(inline: Inline) -> _Run:
    match inline:
        case Text():
            return _Run(text=inline.text)
        case Strong():
            return _Run(text=inline.text, tag="b")
        case Faint():
            return _Run(text=inline.text, tag="i")
        case Mono():
            return _Run(text=inline.text, tag="code")
        case Anchor():
            return _Run(text=inline.text, tag="b" if inline.strong else None, url=inline.url)


def _trimmed(runs: Sequence[_Run]) -> tuple[_Run, ...]:
    """Without blanks at either end, which the server would cut off too."""
    first, last = 0, len(runs)
    while first < last and not runs[first].text.strip():
        first += 1
    while last > first and not runs[last - 1].text.strip():
        last -= 1
    kept = list(runs[first:last])
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


# Measuring and writing.


def _is_within_limits(runs: Sequence[_Run], reserve: int) -> bool:
    """Whether the runs and `reserve` more plain characters are one message with all its links.

    UTF-16 units are never fewer than code points, so that they alone are counted.
    """
    units = sum(len(run.text.encode("utf-16-le")) // 2 for run in runs) + reserve
    if units > MAX_TEXT_CHARS or sum(map(_keeps_its_entity, runs)) > MAX_ENTITIES:
        return False
    return len(_html(runs).encode()) + reserve <= MAX_RAW_BYTES


def _keeps_its_entity(run: _Run) -> bool:
    """Links carry knowledge, and outside `code` an `@name` would ping; bold is only a look."""
    return run.url is not None or run.tag == "code"


def _html(runs: Sequence[_Run]) -> str:
    room = MAX_ENTITIES - sum(map(_keeps_its_entity, runs))
    pieces: list[str] = []
    for run in runs:
        if run.tag is None or run.tag == "code":
            pieces.append(_marked_up(run))
        elif room > 0:
            pieces.append(_marked_up(run))
            room -= 1
        else:
            pieces.append(_marked_up(replace(run, tag=None)))
    return "".join(pieces)


def _marked_up(run: _Run) -> str:
    html = escape(run.text, quote=False)
    if not run.text.strip():
        return html
    if run.tag is not None:
        html = f"<{run.tag}>{html}</{run.tag}>"
    return html if run.url is None else f'<a href="{escape(run.url)}">{html}</a>'
