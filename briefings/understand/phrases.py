"""Finds the noun phrases of a text without a tokeniser: words less their particles, and pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from briefings.model.items import Item
from briefings.text.korean import is_syllable, split_particle
from briefings.understand.stopwords import (
    ENGLISH,
    KOREAN,
    PLAIN,
    VERBAL_ENDINGS,
    WEAK_ALONE,
    WEAK_ENGLISH,
)

READ_CHARS = 300
"""Keywords come from title and lead; what is said further down would drown the subject."""

MAX_PHRASE_CHARS = 20
MIN_PHRASE_CHARS = 2
_KEPT_WORDS = 32_768  # words repeat; looking one up is ten times quicker than taking it apart
_WORD = re.compile(r"[A-Za-z가-힣\d]+(?:[-&+.’'][A-Za-z가-힣\d]+)*")
_BREAK = re.compile(r"[^\w\s.&+’'-]|[.'’-](?=\s|$)|\n")
_LATIN = re.compile(r"(?=.*[A-Za-z])[A-Za-z\d.+&'’-]+$")
_GLUED = re.compile(r"([A-Za-z][A-Za-z\d.+&-]*)([가-힣]{1,4})$")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_VERBAL = re.compile("(?:" + "|".join(sorted(VERBAL_ENDINGS, key=len, reverse=True)) + ")$")
_ADJECTIVE = re.compile(r"\S\S적(?:인|으로)?$")
_CASES = frozenset(["이", "가", "을", "를", "의", "에", "에서", "으로", "로", "와", "과"])
"""Particles that only nouns take, as far as a form can tell (은 and 는 end verbs too)."""

_ONLY_BEHIND_NOUNS = ("에", "으로", "로", "까지", "부터", "처럼", "마다", "과", "와", "의")
"""What the particles begin with that no verb ends in, though its list of endings names some."""

_SHARED_WITH_VERBS = frozenset(["은", "는", "던", "도", "만", "들"])
_MIN_PLAIN_LATIN_CHARS = 7  # stablecoin tells something, opens does not
_MEASURE = re.compile(
    r"\d[\d.,]*-?(?:[kKcm]?m|nm|um|[kKm]?g|t|[kKMG]?[Ww]h?|[kKMGT]B|[kMG]?Hz|ml|mL|L|ha|bps?|[Mm]s|x|p{1,2}|%p)$"
)
"""A figure and its unit, which count something and name nothing; 5G, 3D and 4K are names."""
_INFLECTED = re.compile(r"(?:ing|ed|ly|s|er|est|al|ive|ous|ent)$")

_UNSURE_SYLLABLES = frozenset(
    "은는을를이가의에도만과와로들던게며면서려져켜워록듯써쳐뒤채라한된진킨린른운난긴든할될해돼히고지어아여나다인란씩자기"
    "히러니네요까죠음함됨임"
)
"""A word that ends so may be a verb or hold a particle; its case elsewhere must prove it a noun."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A noun phrase as it is written, and whether its form proves that it is one.

    A `doubtful` one was seen with a particle alone that verbs end in too (가르치는).
    """

    form: str
    proved: bool
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Noun:
    text: str
    bare: bool
    proved: bool
    common: bool
    doubtful: bool = False


@lru_cache(maxsize=8192)  # one morning's items, and those before, are read for many chats
def phrases_of(text: str) -> Mapping[str, Phrase]:
    """The noun phrases of the text's head, by a key without spaces and case.

    Words of one syllable, figures, words of every day and words that end as verbs do are left
    out. Two nouns side by side are a phrase too.
    """
    found: dict[str, Phrase] = {}
    for clause in _BREAK.split(_LINK.sub(" ", text[:READ_CHARS])):
        previous: _Noun | None = None
        for raw in clause.split():
            noun = _noun(raw)
            if noun is not None and not noun.common:
                if not is_weak_alone(noun.text):
                    _add(found, noun.text, noun)
                if previous is not None:
                    _add(found, f"{previous.text} {noun.text}", noun)
            previous = noun if noun is not None and _may_lead(noun) else None
    return MappingProxyType(found)


def item_phrases(item: Item) -> Mapping[str, Phrase]:
    """The noun phrases that were kept with the item, else those that its text shows by itself."""
    if item.phrases is None:
        return phrases_of(item.text)
    return _kept(item.phrases)


def _kept(forms: tuple[str, ...]) -> Mapping[str, Phrase]:
    return dict(map(_keyed, forms))


@lru_cache(maxsize=_KEPT_WORDS)
def _keyed(form: str) -> tuple[str, Phrase]:
    return key_of(form), Phrase(form=form, proved=True)


def words_in(form: str) -> Iterator[str]:
    """The keys of the words that make a phrase."""
    return (key_of(word) for word in form.split())


def last_word_of(form: str) -> str:
    """The key of the word that the others of a phrase belong to."""
    return key_of(form.rpartition(" ")[2])


@lru_cache(maxsize=_KEPT_WORDS)  # so that all texts share one copy of each
def key_of(form: str) -> str:
    """What spacing and case variants of a phrase share."""
    return form.replace(" ", "").casefold()


def is_common(word: str) -> bool:
    """Whether the Korean word is one of every day, which says little of a period."""
    return word in KOREAN or word in PLAIN


def is_weak_alone(word: str) -> bool:
    """Whether the word tells something beside another noun only."""
    return word in WEAK_ALONE


def is_bare_noun(word: str) -> bool:
    """Whether the Korean word looks like a noun without a particle."""
    noun = _korean(word)
    return noun is not None and noun.bare


def latin_phrase(word: str) -> str | None:
    """A Latin word as a phrase; `None` where it is one of every day or no name."""
    noun = _latin(word, bare=True)
    return None if noun is None or noun.common else noun.text


def may_be_verbal(form: str) -> bool:
    """Whether the ending leaves open that the word is a verb, or holds a particle."""
    return form[-1] in _UNSURE_SYLLABLES


def _may_lead(noun: _Noun) -> bool:
    """Whether the noun stands bare, so that the one after it may belong to it."""
    return noun.bare and not noun.common and (noun.proved or not may_be_verbal(noun.text))


def _add(found: dict[str, Phrase], form: str, noun: _Noun) -> None:
    if len(form) > MAX_PHRASE_CHARS:
        return
    key = key_of(form)
    known = found.get(key)
    if known is None:
        found[key] = _phrase(form, noun.proved, noun.doubtful)
    elif (noun.proved and not known.proved) or (known.doubtful and not noun.doubtful):
        proved, doubtful = noun.proved or known.proved, noun.doubtful and known.doubtful
        found[key] = _phrase(form, proved, doubtful)


@lru_cache(maxsize=_KEPT_WORDS)
def _phrase(form: str, proved: bool, doubtful: bool) -> Phrase:
    return Phrase(form=form, proved=proved, doubtful=doubtful)


@lru_cache(maxsize=_KEPT_WORDS)
def _noun(raw: str) -> _Noun | None:
    match = _WORD.search(raw)
    if match is None:
        return None
    word = match.group().strip(".-'’&+")
    glued = _GLUED.match(word)
    if glued is not None and split_particle("가나" + glued.group(2))[0] == "가나":
        return _latin(glued.group(1), bare=False)
    if _LATIN.match(word):
        return _latin(word, bare=True)
    return _korean(word)


def _latin(word: str, *, bare: bool) -> _Noun | None:
    if len(word) < MIN_PHRASE_CHARS or _MEASURE.match(word):
        return None
    name = word[0].isupper() or word[0].isdigit() or any(char.isupper() for char in word)
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    common = plain in ENGLISH or (plain in WEAK_ENGLISH and not word[1:].isupper())
    if not name and (len(word) < _MIN_PLAIN_LATIN_CHARS or _INFLECTED.search(word)):
        return None
    return _Noun(text=word, bare=bare, proved=name, common=common)


def _korean(word: str) -> _Noun | None:
    stem, particle = split_particle(word)
    if len(stem) < MIN_PHRASE_CHARS or stem[0].isdigit() or not is_syllable(stem[-1]):
        return None
    if _VERBAL.search(stem) or _ADJECTIVE.search(word):
        return None
    if not particle.startswith(_ONLY_BEHIND_NOUNS) and _VERBAL.search(word):
        return None
    if stem.endswith("다") and len(stem) > MIN_PHRASE_CHARS:
        return None
    return _Noun(
        text=stem,
        bare=not particle,
        proved=particle in _CASES,
        common=is_common(stem),
        doubtful=particle in _SHARED_WITH_VERBS,
    )
