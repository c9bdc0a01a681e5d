"""Text in, the places where it may be cut out: after a line, a sentence, a word, a character."""

from __future__ import annotations

import re
import unicodedata

_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』)\]]*\s+")
_WORD_END = re.compile(r"\s+")
_ZERO_WIDTH_JOINER = "\u200d"


def cut_before(text: str, room: int) -> int:
    """The best place to cut `text` so that at most `room` code points stand before the cut.

    The last line end, else the last sentence end, else the last word end in the second half of
    the room, so that no part is left nearly empty; else the last border between characters as
    people see them; `room` itself where one such character is longer than the room.
    """
    if room >= len(text):
        return len(text)
    least = max(1, room // 2)
    line_end = text.rfind("\n", least - 1, room) + 1
    if line_end:
        return line_end
    for border in (_SENTENCE_END, _WORD_END):
        found = border.finditer(text, least - 1, room + 1)
        ends = [end for end in (min(one.end(), room) for one in found) if is_border(text, end)]
        if ends:
            return ends[-1]
    return next((at for at in range(room, 0, -1) if is_border(text, at)), room)


def is_border(text: str, at: int) -> bool:
    """Whether a reader sees a new character begin at `at`.

    The common rules of UAX #29 without its data tables: marks, joined and coloured emoji, flags,
    tag sequences, Hangul in conjoining letters, surrogate halves and CR LF stay whole.
    """
    before, after = text[at - 1], text[at]
    if after < "\u0300" and before < "\u0300":
        return not (before == "\r" and after == "\n")
    if before == _ZERO_WIDTH_JOINER or _extends(after):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, at) % 2 == 0
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return False
    return not _joins_as_hangul(before, after)


def _extends(char: str) -> bool:
    return (
        char in (_ZERO_WIDTH_JOINER, "\u200c")
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin colours
        or "\U000e0020" <= char <= "\U000e007f"  # tags, as in the flag of Scotland
    )


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    first = at
    while first > 0 and _is_flag_letter(text[first - 1]):
        first -= 1
    return at - first


def _joins_as_hangul(before: str, after: str) -> bool:
    """Whether two conjoining letters (L, V, T or a syllable) belong to one syllable."""
    leads = "\u1100" <= before <= "\u115f"
    vowel_follows, tail_follows = "\u1160" <= after <= "\u11a7", "\u11a8" <= after <= "\u11ff"
    if leads:
        return vowel_follows or "\u1100" <= after <= "\u115f" or "\uac00" <= after <= "\ud7a3"
    if "\uac00" <= before <= "\ud7a3":
        open_syllable = (ord(before) - 0xAC00) % 28 == 0
        return tail_follows or (vowel_follows and open_syllable)
    if "\u1160" <= before <= "\u11a7":
        return vowel_follows or tail_follows
    return tail_follows and "\u11a8" <= before <= "\u11ff"
