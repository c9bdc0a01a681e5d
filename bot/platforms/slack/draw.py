"""Blocks of a page in, Block Kit blocks out, each within Slack's limits for one block. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from bot.platforms.slack import blocks as kit
from bot.platforms.slack.blocks import Json, JsonObject, cleaned, is_visible, one_line
from bot.platforms.slack.inlines import Line, mrkdwn, rich_elements, words
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
    Paragraph,
    Quote,
    Strong,
    Text,
)
from briefings.write.fit import fit_blocks

BULLET = "• "


def draw(blocks: Iterable[Block]) -> list[JsonObject]:
    """Each block as as many Block Kit blocks as its words need; nothing where it shows nothing."""
    drawn: list[JsonObject] = []
    for block in blocks:
        drawn.extend(_draw_group(block) if isinstance(block, Group) else _draw_one(block))
    return drawn


def _draw_group(group: Group) -> list[JsonObject]:
    """The blocks of a group, its paragraphs drawn together into one section where they fit."""
    drawn: list[JsonObject] = []
    for block in group.blocks:
        following = _draw_group(block) if isinstance(block, Group) else _draw_one(block)
        joined = _joined(drawn[-1], following[0]) if drawn and following else None
        drawn = [*drawn, *following] if joined is None else [*drawn[:-1], joined, *following[1:]]
    return drawn


def _joined(first: JsonObject, second: JsonObject) -> JsonObject | None:
    """Two sections as one, the second on a line of its own; `None` where they stay apart."""
    above, below = _section_text(first), _section_text(second)
    if above is None or below is None or kit.size(above) + kit.size(below) >= kit.MAX_TEXT_CHARS:
        return None
    return kit.section(f"{above}\n{below}")


def _section_text(block: JsonObject) -> str | None:
    text = block.get("text")
    if block["type"] != "section" or not isinstance(text, dict):
        return None
    mrkdwn_source = text["text"]
    return mrkdwn_source if isinstance(mrkdwn_source, str) else None


def _draw_one(block: Block) -> list[JsonObject]:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            return _bullets(block)
        case Quote():
            return _quote(block)
        case Divider():
            return [kit.divider()]
        case Buttons():
            return _buttons(block)
        case Group():
            return _draw_group(block)


def _heading(heading: Heading) -> list[JsonObject]:
    text = one_line(heading.text)
    if kit.size(text) > kit.MAX_HEADER_CHARS:
        return _paragraph(Paragraph((Strong(text),)))
    return [kit.header(text)] if is_visible(text) else []


def _paragraph(paragraph: Paragraph) -> list[JsonObject]:
    inlines = tuple(inline for inline in paragraph.inlines if cleaned(inline.text))
    if not is_visible(words(inlines)):
        return []
    if all(isinstance(inline, Faint) for inline in inlines):
        small = mrkdwn([Text(inline.text) for inline in inlines])
        if small is not None and kit.size(small) <= kit.MAX_TEXT_CHARS:
            return [kit.context(small)]
    text = mrkdwn(inlines)
    if text is not None and kit.size(text) <= kit.MAX_TEXT_CHARS:
        return [kit.section(text)]
    section = _rich("rich_text_section", rich_elements(inlines))
    if text is None and _is_short(section):
        return [section]
    return _pieces(Paragraph(inlines))


def _bullets(bullets: Bullets) -> list[JsonObject]:
    lines = tuple(line for line in bullets.lines if is_visible(words(line)))
    if not lines:
        return []
    texts = [mrkdwn((Text(BULLET), *line)) for line in lines]
    exact = [text for text in texts if text is not None]
    whole = "\n".join(exact)
    if len(exact) == len(lines):
        if kit.size(whole) <= kit.MAX_TEXT_CHARS:
            return [kit.section(whole)]
        return _pieces(Bullets(lines))
    listed = _rich_list([rich_elements(line) for line in lines])
    return [listed] if _is_short(listed) else _pieces(Bullets(lines))


def _quote(quote: Quote) -> list[JsonObject]:
    text = cleaned(quote.text).strip()
    if not is_visible(text):
        return []
    source = mrkdwn([Text(text)])
    if source is None:
        quoted = _rich("rich_text_quote", rich_elements([Text(text)]))
        return [quoted] if _is_short(quoted) else _pieces(Quote(text))
    marked = "\n".join(f"> {line}" for line in source.split("\n"))
    if kit.size(marked) <= kit.MAX_TEXT_CHARS:
        return [kit.section(marked)]
    return _pieces(Quote(text))


def _pieces(block: Block) -> list[JsonObject]:
    """A block too long for one section, as several, cut where a reader would pause."""
    return [drawn for piece in fit_blocks((block,), _is_one_section) for drawn in draw(piece)]


def _is_one_section(blocks: tuple[Block, ...]) -> bool:
    return all(_needs_one_section(block) for block in blocks) and len(blocks) <= 1


def _needs_one_section(block: Block) -> bool:
    lines = _lines(block)
    marks = sum(len(BULLET) + 1 + _link_chars(line) for line in lines)
    return marks + sum(kit.size(kit.escaped(words(line))) for line in lines) <= kit.MAX_TEXT_CHARS


def _lines(block: Block) -> tuple[Line, ...]:
    match block:
        case Paragraph():
            return (block.inlines,)
        case Bullets():
            return block.lines
        case Quote() | Heading():
            return tuple((Text(line),) for line in block.text.split("\n"))
        case _:
            return ()


def _link_chars(line: Line) -> int:
    """What marks and addresses of a line take beside its words, at most."""
    urls = (kit.safe_url(inline.url) or "" for inline in line if isinstance(inline, Anchor))
    return 2 * len(line) + sum(kit.size(kit.escaped(url)) + 3 for url in urls)


def _is_short(drawn: JsonObject) -> bool:
    return kit.characters([drawn]) <= kit.MAX_TEXT_CHARS


def _rich(kind: str, line: Sequence[JsonObject]) -> JsonObject:
    part: JsonObject = {"type": kind, "elements": line}
    return {"type": "rich_text", "elements": [part]}


def _rich_list(lines: Sequence[Sequence[JsonObject]]) -> JsonObject:
    items: list[Json] = [{"type": "rich_text_section", "elements": line} for line in lines]
    listed: JsonObject = {"type": "rich_text_list", "style": "bullet", "elements": items}
    return {"type": "rich_text", "elements": [listed]}


def _buttons(row: Buttons) -> list[JsonObject]:
    drawn = [made for made in map(_button, row.buttons) if made is not None]
    step = kit.BUTTONS_IN_A_ROW
    return [kit.actions(drawn[at : at + step]) for at in range(0, len(drawn), step)]


def _button(button: Button) -> JsonObject | None:
    url = None if button.url is None else kit.safe_url(button.url)
    if url is None and button.action is None:
        return None
    return kit.button(button.label, action_id="", value=button.action, url=url)


def with_action_ids(drawn: Sequence[JsonObject]) -> list[JsonObject]:
    """Every button with an `action_id` that no other of the message has."""
    numbers = count(1)
    return [_with_ids(block, numbers) if block["type"] == "actions" else block for block in drawn]


def _with_ids(row: JsonObject, numbers: Iterator[int]) -> JsonObject:
    elements: list[Json] = []
    for element in row["elements"] if isinstance(row["elements"], list) else []:
        kind = "link" if "url" in element else "press"
        elements.append(element | {"action_id": f"{kind}-{next(numbers)}"})
    return row | {"elements": elements}
