"""Numbers as texts write them in front of headings: figures, circles, Roman, keycaps, letters."""

from __future__ import annotations

_SERIES = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "❶❷❸❹❺❻❼❽❾❿",
    "➊➋➌➍➎➏➐➑➒➓",
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂",
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓",
    "➀➁➂➃➄➅➆➇➈➉",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ",
    "㈀㈁㈂㈃㈄㈅㈆㈇㈈㈉",
    "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "가나다라마바사아자차카타파하",
)
_VALUES = {char: index + 1 for series in _SERIES for index, char in enumerate(series)}
_ROMAN = {"I": 1, "V": 5, "X": 10}
SINGLE_NUMBERS = frozenset(char for series in _SERIES[:-1] for char in series)
"""Characters that are a whole number by themselves."""


def numeral(text: str) -> int | None:
    """The value of `7`, `Ⅶ`, `VII`, `⑦` or `사` (the seventh letter of 가나다라); else `None`."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and text in _VALUES:
        return _VALUES[text]
    if text and all(char in _ROMAN for char in text):
        return _roman(text)
    return None


def _roman(text: str) -> int:
    total = 0
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if value < _ROMAN.get(following, 0) else value
    return total
