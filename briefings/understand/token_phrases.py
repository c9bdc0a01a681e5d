"""Finds the noun phrases of a text by its tokens: nouns that stand side by side, and pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from briefings.model.tokens import Token, TokenKind
from briefings.text.korean import is_syllable
from briefings.understand.phrases import (
    MAX_PHRASE_CHARS,
    MIN_PHRASE_CHARS,
    Phrase,
    is_common,
    is_weak_alone,
    key_of,
    latin_phrase,
)
from briefings.understand.stopwords import TELLING_COMPOUNDS

_LATIN = re.compile(r"(?=[\d.+&'’-]*[A-Za-z])[A-Za-z\d]+(?:[-&+.’'][A-Za-z\d]+)*")
_JOINED = frozenset(
    {
        TokenKind.NOUN,
        TokenKind.NAME,
        TokenKind.ROOT,
        TokenKind.PREFIX,
        TokenKind.SUFFIX,
        TokenKind.FOREIGN,
        TokenKind.NUMBER,
        TokenKind.UNIT,
    }
)
_NOUNS = frozenset({TokenKind.NOUN, TokenKind.NAME, TokenKind.FOREIGN, TokenKind.ROOT})
_LOOSE_SUFFIXES = frozenset([*"들님씨씩째쯤경당별간상하꼴여급분", "짜리", "가량"])
"""Suffixes that make no other word of the noun before them."""

_ADJECTIVAL = frozenset(["적"])
_LOST_HEAD = re.compile(
    r"(?:^|(?<![^\W_]))(?![그이저각새첫전총한두세네본타매약더큰맨딴옛온갖못안잘좀꼭왜])[가-힣]$"
)
"""One syllable at the start of a word, and none that stands before nouns by itself."""

_MIN_TRIMMED_CHARS = 3
"""A compound loses a word of every day at its end only where so much is left."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Tokens that stand side by side as one word, and whether a particle follows them."""

    tokens: tuple[Token, ...]
    is_bare: bool


def token_phrases_of(text: str, tokens: Sequence[Token]) -> Mapping[str, Phrase]:
    """The noun phrases of the text, by a key without spaces and case, all of them proved.

    Nouns without a space between them are one phrase (새벽+배송); two such phrases with one space
    and no particle between them are another. Numbers with what they count, words of one syllable,
    words of every day, nouns that a verb is made of (급증했다) and adjectives are left out.
    """
    found: dict[str, Phrase] = {}
    previous: tuple[int, str] | None = None
    for run in _runs(text, tokens):
        form = _form(text, run)
        start, end = run.tokens[0].start, run.tokens[-1].end
        if form is None:
            previous = None
            continue
        if not is_weak_alone(form):
            _add(found, form)
        if previous is not None and previous[0] == start - 1 and text[start - 1] == " ":
            _add(found, f"{previous[1]} {form}")
        previous = (end, form) if run.is_bare else None
    return MappingProxyType(found)


def _add(found: dict[str, Phrase], form: str) -> None:
    if len(form) <= MAX_PHRASE_CHARS:
        found.setdefault(key_of(form), Phrase(form=form, proved=True))


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[_Run]:
    """Nouns side by side, less the one that a verb is made of."""
    run: list[Token] = []
    for token in (*_with_whole_latin(text, tokens), _end_of(text)):
        if token.kind in _JOINED and (not run or run[-1].end == token.start):
            run.append(token)
            continue
        touches = bool(run) and run[-1].end == token.start
        if touches and token.kind is TokenKind.VERBALISER:
            run.pop()
        if run:
            yield _Run(tokens=tuple(run), is_bare=not touches)
        run = [token] if token.kind in _JOINED else []


def _end_of(text: str) -> Token:
    return Token(kind=TokenKind.OTHER, start=len(text) + 1, end=len(text) + 1)


def _with_whole_latin(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with those that one Latin word was cut into (GPT-4o) in one piece."""
    words = _LATIN.finditer(text)
    word = next(words, None)
    for token in tokens:
        while word is not None and word.end() <= token.start:
            word = next(words, None)
        if word is None or token.end <= word.start() or token.end > word.end():
            yield token
        elif token.start <= word.start():
            yield Token(kind=TokenKind.FOREIGN, start=word.start(), end=word.end())


def _form(text: str, run: _Run) -> str | None:
    """What the run says as a phrase; `None` where it is none that tells anything."""
    tokens = _trimmed(text, run.tokens)
    if not tokens or _said(text, tokens[-1:]) in _ADJECTIVAL:
        return None
    if len(tokens) == 1 and tokens[0].kind is TokenKind.FOREIGN:
        return latin_phrase(_said(text, tokens))
    form = _whole(text, _without_common_ends(text, tokens))
    if len(form) < MIN_PHRASE_CHARS or is_common(form) or not any(map(is_syllable, form)):
        return None
    return form


def _trimmed(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without numbers in front and what they count, and without loose suffixes at the end."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].kind not in _NOUNS | {TokenKind.PREFIX}:
        first += 1
    if first and tokens[first - 1].kind is TokenKind.NUMBER:
        first = last  # 3분기, 40퍼센트: the noun is what is counted
    while first < last and not _may_end(text, tokens[last - 1]):
        last -= 1
    return tuple(tokens[first:last])


def _may_end(text: str, token: Token) -> bool:
    if token.kind is TokenKind.SUFFIX:
        return text[token.start : token.end] not in _LOOSE_SUFFIXES
    return token.kind in _NOUNS


def _without_common_ends(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """간편결제시장 says no more than 간편결제; words of every day alone say nothing."""
    if _said(text, tokens) in TELLING_COMPOUNDS:
        return tokens
    if all(is_common(_said(text, [token])) for token in tokens):
        return ()
    kept = list(tokens)
    while len(kept) > 1 and is_common(_said(text, kept[-1:])):
        if len(_said(text, kept[:-1])) < _MIN_TRIMMED_CHARS:
            break
        kept.pop()
    return kept


def _whole(text: str, tokens: Sequence[Token]) -> str:
    """What the tokens say, with the syllable that was cut off an unknown name before them."""
    said = _said(text, tokens)
    if not said or not _LOST_HEAD.search(text, max(0, tokens[0].start - 2), tokens[0].start):
        return said
    return text[tokens[0].start - 1] + said


def _said(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
