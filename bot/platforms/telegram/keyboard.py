"""Buttons in, the inline keyboard that Telegram takes out, as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from unicodedata import east_asian_width

from bot.platforms.telegram.words import cleaned, one_line, web_address
from briefings.model.pages import Button

MAX_ACTION_BYTES = 64
MAX_BUTTONS = 100
MAX_LABEL_CHARS = 48  # more is cut off on every screen
MAX_KEYBOARD_BYTES = 9_000  # the server refuses a markup of about 10 kB

# How many buttons stand in a row that a telephone shows whole, by the widest label in columns.
_IN_A_ROW = ((4, 5), (14, 3), (24, 2))


def keyboard(rows: Sequence[Sequence[Button]]) -> str | None:
    """The `reply_markup` of these rows; `None` where there is nothing to press.

    A row too wide for a telephone is broken into even ones. A button without a usable action
    (1 to 64 bytes) or web address is left out, and so are the last rows of a keyboard that is
    larger than Telegram takes.
    """
    drawn = [row for buttons in rows for row in _even_rows(buttons)]
    while drawn:
        markup = json.dumps({"inline_keyboard": drawn}, ensure_ascii=False)
        if sum(map(len, drawn)) <= MAX_BUTTONS and len(markup.encode()) <= MAX_KEYBOARD_BYTES:
            return markup
        drawn.pop()
    return None


def _even_rows(buttons: Sequence[Button]) -> list[list[dict[str, str]]]:
    drawn = [drawn for button in buttons if (drawn := _button(button)) is not None]
    if not drawn:
        return []
    widest = max(_columns(button["text"]) for button in drawn)
    most = next((count for columns, count in _IN_A_ROW if widest <= columns), 1)
    size = math.ceil(len(drawn) / math.ceil(len(drawn) / most))
    return [drawn[first : first + size] for first in range(0, len(drawn), size)]


def _button(button: Button) -> dict[str, str] | None:
    label = one_line(button.label)
    if len(label) > MAX_LABEL_CHARS:
        label = f"{label[: MAX_LABEL_CHARS - 1].rstrip()}…"
    if not label:
        return None
    if button.action is not None and _can_be_sent(button.action):
        return {"text": label, "callback_data": button.action}
    address = None if button.url is None else web_address(button.url)
    return None if address is None else {"text": label, "url": address}


def _can_be_sent(action: str) -> bool:
    return cleaned(action) == action and 0 < len(action.encode()) <= MAX_ACTION_BYTES


def _columns(label: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in label)
