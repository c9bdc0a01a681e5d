"""New items get their noun phrases: found with the tokeniser, kept for keywords and trends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefings.errors import NotTokenized
from briefings.model.items import Item, ItemId
from briefings.ports import ItemStore, Tokenizer
from briefings.text.korean import is_syllable
from briefings.understand.noise import is_about_itself, is_noise
from briefings.understand.phrases import READ_CHARS, Phrase, phrases_of
from briefings.understand.token_phrases import token_phrases_of

BATCH_ITEMS = 200
_LOOKED_AT_CHARS = 3 * READ_CHARS


@dataclass(frozen=True, kw_only=True, slots=True)
class PhrasesKept:
    """How many items got phrases, how many were left without, and why."""

    kept: int = 0
    left: int = 0
    reason: str | None = None


def keep_phrases(
    ids: Sequence[ItemId], items: ItemStore, tokenizer: Tokenizer | None
) -> PhrasesKept:
    """Find and keep the phrases of these items.

    Without a tokeniser nothing is kept: whoever needs their words finds them without it. When it
    fails, the items that are left are told, with the reason.
    """
    if tokenizer is None:
        return PhrasesKept()
    kept, left, reason = 0, 0, None
    for at in range(0, len(ids), BATCH_ITEMS):
        some = items.items(ids[at : at + BATCH_ITEMS])
        try:
            found = found_phrases([item.text for item in some], tokenizer)
        except NotTokenized as error:
            left, reason = left + len(some), str(error)
            continue
        items.put_phrases(_forms(some, found))
        kept += len(some)
    return PhrasesKept(kept=kept, left=left, reason=reason)


def reread(items: ItemStore, tokenizer: Tokenizer, *, anew: bool) -> PhrasesKept:
    """Find and keep the phrases of the items that have none; with `anew`, of all."""
    kept, last = 0, ItemId(0)
    while ids := items.to_phrase(after=last, limit=BATCH_ITEMS, anew=anew):
        words = keep_phrases(ids, items, tokenizer)
        if words.reason is not None:
            return PhrasesKept(kept=kept, left=words.left, reason=words.reason)
        kept, last = kept + words.kept, ids[-1]
    return PhrasesKept(kept=kept)


def found_phrases(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[Mapping[str, Phrase], ...]:
    """The phrases of each text, in its order. Raises `NotTokenized`.

    Texts without a Hangul syllable need no tokeniser.
    """
    heads = [_head(text) for text in texts]
    korean = [head for head in heads if any(map(is_syllable, head))]
    tokens = iter(tokenizer.tokenize(korean) if korean else ())
    return tuple(
        token_phrases_of(head, next(tokens)) if any(map(is_syllable, head)) else phrases_of(head)
        for head in heads
    )


def _head(text: str) -> str:
    """How the news begins: by-lines, captions and lines about the text itself tell no word."""
    lines = text[:_LOOKED_AT_CHARS].split("\n")
    telling = [line for line in lines if not (is_noise(line) or is_about_itself(line))]
    return "\n".join(telling or lines)[:READ_CHARS]


def _forms(
    items: Iterable[Item], found: Iterable[Mapping[str, Phrase]]
) -> dict[ItemId, tuple[str, ...]]:
    return {
        item.id: tuple(phrase.form for phrase in phrases.values())
        for item, phrases in zip(items, found, strict=True)
    }
