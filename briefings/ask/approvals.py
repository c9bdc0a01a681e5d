"""How long before a briefing its draft is to be shown, as people write it: minutes out of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefings.errors import NotUnderstood
from briefings.model.habits import MAX_APPROVAL_MINUTES

_SUBJECT = re.compile(r"(?:승인|초안|approve|approval|draft)(?:은|는|을|를|이|가)?", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(\d{1,4})\s*(?:(분|m|min|mins|minute|minutes)|(시간|h|hr|hrs|hour|hours))\s*(전|전에|before)?",
    re.IGNORECASE,
)
_BEFORE = frozenset(("전", "전에", "before", "earlier", "ahead", "받기", "보기"))
_MOST_WORDS = 3
"""`30`, `minutes`, `before`: an amount has no more words."""


def take_approval(words: Sequence[str]) -> tuple[int | None, tuple[str, ...]]:
    """The minutes of `승인 30분 전` or `approve 30 min before`, and the words around it.

    `None` where no amount of time stands beside such a word: then it is a word like others.
    Raises `NotUnderstood` for more than half a day.
    """
    for place, word in enumerate(words):
        if _SUBJECT.fullmatch(word) is None:
            continue
        after, taken = _amount(words[place + 1 :])
        if after is not None:
            return checked(after), (*words[:place], *words[place + 1 + taken :])
        for start in range(max(place - _MOST_WORDS, 0), place):
            before, taken = _amount(words[start:place])
            if before is not None and start + taken == place:
                return checked(before), (*words[:start], *words[place + 1 :])
    return None, tuple(words)


def minutes_of(text: str) -> int | None:
    """`30`, `30분 전`, `1 hour` as minutes; `None` where it is no amount of time."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d{1,4}", plain):
        return int(plain)
    minutes, taken = _amount(plain.split())
    return minutes if taken == len(plain.split()) else None


def checked(minutes: int) -> int:
    """The minutes. Raises `NotUnderstood` where no draft can be shown so long before."""
    if not 1 <= minutes <= MAX_APPROVAL_MINUTES:
        raise NotUnderstood(
            "A draft is shown 1 to {most} minutes before.",
            example="/settings approval 30m",
            most=str(MAX_APPROVAL_MINUTES),
        )
    return minutes


def _amount(words: Sequence[str]) -> tuple[int | None, int]:
    """The minutes that the first words say, and how many words say them: as many as can."""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        *rest, last = words[:count]
        ends = last.casefold() in _BEFORE
        said = " ".join(rest) if ends else " ".join((*rest, last))
        match = _AMOUNT.fullmatch(said)
        if match is not None:
            return int(match[1]) * (60 if match[3] else 1), count
    return None, 0
