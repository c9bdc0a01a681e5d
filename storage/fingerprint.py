"""What an item is found again by: its title, or how it begins, in; a whole number out."""

from __future__ import annotations

from hashlib import blake2b

from briefings.text.bigrams import fold

BEGINNING_CHARS = 80
"""So much of an item without a title is looked at: a correction further on changes nothing."""


def mark_of(title: str | None, body: str) -> int:
    """The same number for the same words, however they are spaced, cased or punctuated.

    It fits a signed column of 64 bits, and is kept: another way of making it needs a migration.
    """
    told = _letters(title or "") or _letters(body[: 2 * BEGINNING_CHARS])[:BEGINNING_CHARS]
    return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), signed=True)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
