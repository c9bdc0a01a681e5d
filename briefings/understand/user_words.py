"""Words of themes and aliases in, those that a tokeniser is to keep whole out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefings.understand.phrases import is_bare_noun

MIN_CHARS = 2
MAX_CHARS = 20
_HANGUL = re.compile(r"[가-힣]")
_ONE_WORD = re.compile(r"[A-Za-z\d가-힣]+")
_ENDS_LATIN = re.compile(r"[A-Za-z]$")
_LATIN = re.compile(r"[a-z]+")


def user_words(spellings: Iterable[str]) -> tuple[str, ...]:
    """The Korean nouns among these spellings, each once, also with capitals (챗gpt, 챗GPT).

    Spellings may bear the marks of theme files (`*`, `|`). Spaces are left out: 간편 결제 is looked
    for as two words anyway. Words that end as verbs do, or in a particle, are no nouns.
    """
    return tuple(dict.fromkeys(form for word in spellings for form in _forms(word.strip("*|"))))


def _forms(word: str) -> Iterator[str]:
    if not MIN_CHARS <= len(word) <= MAX_CHARS or not _ONE_WORD.fullmatch(word):
        return
    if not _HANGUL.search(word) or not (_ENDS_LATIN.search(word) or is_bare_noun(word)):
        return
    yield word
    if _LATIN.search(word):
        yield _LATIN.sub(lambda found: found.group().upper(), word)
