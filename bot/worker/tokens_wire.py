"""Texts and their tokens as they travel to the child process and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.worker.wire import Codec
from briefings.model.tokens import Token, TokenKind


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenRequest:
    """Texts to cut, and the words to keep whole; these are the same in every request."""

    words: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """The tokens of one text: a letter a token for its kind, two numbers for its place."""

    kinds: str
    places: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenAnswer:
    """A cut for each text, in their order."""

    cuts: tuple[Cut, ...]


REQUEST = Codec(TokenRequest)
ANSWER = Codec(TokenAnswer)

_KINDS = {kind.value: kind for kind in TokenKind}


def packed(tokens: Sequence[Token]) -> Cut:
    """Tokens as they travel."""
    return Cut(
        kinds="".join(token.kind for token in tokens),
        places=tuple(at for token in tokens for at in (token.start, token.end)),
    )


def unpacked(cut: Cut) -> tuple[Token, ...]:
    """What `packed` packed."""
    places = cut.places
    return tuple(
        Token(kind=_KINDS[code], start=places[2 * at], end=places[2 * at + 1])
        for at, code in enumerate(cut.kinds)
    )
