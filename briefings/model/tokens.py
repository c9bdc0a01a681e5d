"""Tokens: the pieces that a tokeniser cuts a text into, each with its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is, as far as finding noun phrases asks; the value is its code on the wire."""

    NOUN = "n"
    NAME = "p"
    ROOT = "r"
    """A part of a noun that never stands alone (간편 of 간편결제)."""

    UNIT = "u"
    """A noun that never stands alone, such as what things are counted in."""

    NUMBER = "d"
    PREFIX = "x"
    SUFFIX = "s"
    VERBALISER = "v"
    """What makes a verb or an adjective of the noun before it (하다, 되다)."""

    FOREIGN = "f"
    OTHER = "o"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """`start` and `end` count code points in the text that was cut."""

    kind: TokenKind
    start: int
    end: int
