"""How well a text answers a query: words with their other spellings in, grades out.

The index finds every text that holds a word anywhere; here the text itself is looked at. A whole
word counts fully, what begins a word or ends it (카카오페이 for 페이) nearly so, what stands in its
middle (스페이스 for 페이) hardly at all; in the title more than in the body, early in the body more
than in a closing remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefings.model.items import ThemeId
from briefings.text.aliases import ENDS, Aliases, compact
from briefings.text.bigrams import HANGUL, MIN_PREFIX_CHARS, fold, phrase, runs
from briefings.text.korean import PARTICLE_ENDINGS, strip_particle

# How near a spelling is to what was typed.
_STRIPPED = 0.97
_EQUAL = 0.9
_NARROWER = 0.6

# Where in a word of the text a spelling stands.
_WHOLE = 1.0
_AT_START = 0.9
_AT_END = 0.85
_INSIDE = 0.2
_NOWHERE = 0.0
_TELLING_CHARS = 3
"""A spelling of so many characters does not stand in the middle of a word by accident."""

# Where in the item, and how much each place can add to a term's grade.
_TITLE = 3.0
_BODY = 1.6
_LABEL = 2.2
_EARLY_CHARS = 40
_LATE = 0.55
_SUBJECT_HITS = 3
_NO_SUBJECT = 0.85
"""An item that is about no theme at all more often only mentions the word."""

_MOST_JOINED = 3
"""So many words of a query may together be one name (양자 키 분배)."""

MAX_TERMS = 16
MAX_WORD_CHARS = 60
"""A longer query is cut here: it answers as well, and nobody can make it costly."""

_TOGETHER_IN_TITLE = 0.35
_TOGETHER_IN_BODY = 0.12
_FULL_GRADE = _TITLE + _BODY

# What may follow a word inside the same eojeol and leave it the same word.
_NOUN_TAILS = "권|업|업체|업계|계|사|들|앱|법|형|용|망|주|씩|측"
_TAIL = re.compile(
    rf"(?:{_NOUN_TAILS})?(?:{'|'.join(PARTICLE_ENDINGS)}|이다|입니다|하는|한|해|된|되는|할)?"
    rf"(?![{HANGUL}])"
)
_HANGUL = re.compile(f"[{HANGUL}]")
_LETTERS_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)")
_SHORT_NAME = re.compile(rf"(?<![a-z\d])[a-z]{{2,{MIN_PREFIX_CHARS - 1}}}$")
_QUOTE = '"'
_PLURALS = (
    (re.compile("(?<=[a-z]{3})ies$"), "y"),
    (re.compile("(?<=[a-z]{3}[sxz])es$|(?<=[a-z]{2}[cs]h)es$"), ""),
    (re.compile("(?<=[a-z]{3}[^\\W\\d_siu])s$"), ""),
    (re.compile("(?<=[a-z]{2}[^\\W\\d_aeiou])y$"), "ies"),
)
_JOINABLE = re.compile(r"[\s\-_/.·]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """A way to write a term: its full-text phrase, its pattern in folded text, its nearness.

    `probe` is a piece of it that stands in any text that holds it, spaces aside: a quick look
    that spares the pattern most texts. One that `ends` words counts only where a word of the text
    ends with it.
    """

    phrase: str
    pattern: re.Pattern[str]
    probe: str
    nearness: float
    ends: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One word of a query, all ways to write it, and the theme that it names (if one)."""

    word: str
    spellings: tuple[Spelling, ...]
    theme: ThemeId | None = None

    @property
    def expression(self) -> str:
        """A full-text expression for texts that hold any spelling."""
        return "(" + " OR ".join(dict.fromkeys(s.phrase for s in self.spellings)) + ")"


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """How well a text holds a term; `strict` unless it stands only inside other words."""

    value: float
    strict: bool


class Look(NamedTuple):
    """What was seen of a term in a text: the best spelling and place, and where it is a word."""

    best: float
    words: int
    first: int

    def weight(self, length_chars: int) -> float:
        """From 0 to 1: early and repeated words are what a text is about, a late one a remark."""
        if self.words == 0:
            return _LATE
        early = self.first <= max(_EARLY_CHARS, length_chars // 2)
        repeated = min(self.words, _SUBJECT_HITS) / _SUBJECT_HITS
        return (1.0 if early else _LATE) * (0.6 + 0.4 * repeated)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoldedText:
    """An item as terms are looked for in it: folded, with one space where there is white space.

    The tight texts have no space at all. `labels` are its themes and how surely it has them.
    """

    title: str
    body: str
    title_tight: str
    body_tight: str
    labels: Mapping[ThemeId, float]

    @classmethod
    def of(cls, title: str | None, body: str, labels: Mapping[ThemeId, float]) -> FoldedText:
        """Title and body made ready."""
        words, more = fold(title or "").split(), fold(body).split()
        return cls(
            title=" ".join(words),
            body=" ".join(more),
            title_tight="".join(words),
            body_tight="".join(more),
            labels=labels,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What readers call things: other names of a word, and themes by their compact names."""

    aliases: Aliases
    themes: Mapping[str, ThemeId]

    def terms(self, words: Sequence[str], *, joined: bool = True) -> tuple[Term, ...]:
        """The terms of a query, in order; words that hold no letter or digit are left out.

        Neighbouring words that together name something known (간편 결제) become one term, unless
        not `joined`.
        """
        named = [fold(word)[:MAX_WORD_CHARS].strip() for word in words][:MAX_TERMS]
        if joined:
            named = self._joined(named)
        terms = {term.word: term for term in map(self._term, named) if term is not None}
        return tuple(terms.values())

    def known(self) -> Iterator[str]:
        """All names, folded: what a mistyped word may have meant."""
        yield from self.themes
        yield from self.aliases.same
        yield from self.aliases.narrower

    def _joined(self, words: list[str]) -> list[str]:
        joined: list[str] = []
        rest = words
        while rest:
            taken = next(
                (size for size in range(_MOST_JOINED, 1, -1) if self._names(rest[:size], size)), 1
            )
            joined.append(" ".join(rest[:taken]))
            rest = rest[taken:]
        return joined

    def _names(self, words: Sequence[str], size: int) -> bool:
        """Whether so many words together, a particle aside, name something known."""
        if len(words) < size:
            return False
        together = " ".join(words)
        return any(
            self.aliases.knows(name) or compact(name) in self.themes
            for name in (together, strip_particle(together))
        )

    def _term(self, word: str) -> Term | None:
        stem = strip_particle(word)
        ways = {word: 1.0}
        for other in _respelled(word):
            ways.setdefault(other, _STRIPPED)
        ways.setdefault(stem, _STRIPPED)
        for name in (*self.aliases.equal(word), *self.aliases.equal(stem)):
            ways.setdefault(fold(name), _EQUAL)
        for name in (*self.aliases.below(word), *self.aliases.below(stem)):
            ways.setdefault(fold(name), _NARROWER)
        spellings = [_spelling(way, nearness) for way, nearness in ways.items()]
        known = tuple(spelling for spelling in spellings if spelling is not None)
        theme = self.themes.get(compact(word), self.themes.get(compact(stem)))
        return Term(word=word, spellings=known, theme=theme) if known else None


def grade(term: Term, text: FoldedText) -> Grade:
    """How well `text` holds `term`, from 0 to about 1."""
    title = _look(term, text.title, text.title_tight)
    body = _look(term, text.body, text.body_tight)
    label = text.labels.get(term.theme, 0.0) if term.theme is not None else 0.0
    value = _TITLE * title.best + _BODY * body.best * body.weight(len(text.body))
    if not text.labels:
        value *= _NO_SUBJECT
    return Grade(
        value=max(value, _LABEL * label + value / 2) / _FULL_GRADE,
        strict=title.words > 0 or body.words > 0 or label > 0,
    )


def side_by_side(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """Finds the words of a query where they stand together as they were typed."""
    if len(terms) < 2:
        return None
    return re.compile(r"[\s\W]{0,2}".join(_spaced(term.word) for term in terms))


def together(words: re.Pattern[str] | None, text: FoldedText) -> float:
    """What is added where the words of the query stand together (see `side_by_side`)."""
    if words is None:
        return 0.0
    if words.search(text.title):
        return _TOGETHER_IN_TITLE
    return _TOGETHER_IN_BODY if words.search(text.body) else 0.0


def _respelled(word: str) -> tuple[str, ...]:
    """Spellings that differ in hyphens, spaces, figures set apart from letters, or number."""
    ways = (_JOINABLE.sub("", word), _LETTERS_DIGITS.sub(" ", word), *_other_number(word))
    return tuple(way for way in ways if way and way != word)


def _other_number(word: str) -> tuple[str, ...]:
    """An English plural as its singular; a singular that is too short to end open as its plural."""
    if _SHORT_NAME.search(word):
        return () if word.endswith("s") else (f"{word}s",)
    return tuple(ending.sub(other, word) for ending, other in _PLURALS if ending.search(word))


@lru_cache(maxsize=8192)  # readers ask for the same words again, and a theme has dozens of names
def _spelling(way: str, nearness: float) -> Spelling | None:
    searched = phrase(way)
    if searched is None:
        return None
    return Spelling(
        phrase=" OR ".join((searched, *_numbered(way, searched))),
        pattern=_pattern(way.removesuffix(ENDS)),
        probe=max(runs(way), key=len),
        nearness=nearness,
        ends=way.endswith(ENDS),
    )


def _numbered(way: str, searched: str) -> Iterator[str]:
    """Phrases for a short name with a number behind it (HBM3E for HBM); a long one ends open."""
    if searched.endswith("*") or not _SHORT_NAME.search(way):
        return
    for digit in "0123456789":
        yield f'{searched.removesuffix(_QUOTE)}{digit}"*'


def _pattern(way: str) -> re.Pattern[str]:
    """Finds `way` in folded text: Hangul however spaced, Latin words only as whole words."""
    found = runs(way)
    body = r"[\W_]{0,3}".join(_spaced(run) for run in found)
    opening = rf"(?<![^\W_{HANGUL}])" if not _HANGUL.match(found[0]) else ""
    closing = ""
    if not _HANGUL.match(found[-1][-1]) and found[-1].isascii():
        longer = len(found[-1]) >= MIN_PREFIX_CHARS and not found[-1].isdigit()
        numbered = r"\d" if _SHORT_NAME.search(way) else ""
        closing = "" if longer else rf"(?![^\W{numbered}_{HANGUL}])"
    return re.compile(opening + body + closing)


def _spaced(run: str) -> str:
    """A pattern for `run` that lets a space stand between Hangul syllables."""
    parts = [re.escape(run[0])]
    for before, char in pairwise(run):
        gap = " ?" if _HANGUL.match(before) and _HANGUL.match(char) else ""
        parts.append(gap + re.escape(char))
    return "".join(parts)


def _look(term: Term, text: str, tight: str) -> Look:
    best, words, first = 0.0, 0, len(text)
    for spelling in term.spellings:
        if spelling.probe not in tight:
            continue
        for found in spelling.pattern.finditer(text):
            place = _place(spelling, text, found)
            best = max(best, spelling.nearness * place)
            if place > _INSIDE:
                words += 1
                first = min(first, found.start())
            if words >= _SUBJECT_HITS and place == _WHOLE:
                break
    return Look(best=best, words=words, first=first)


def _place(spelling: Spelling, text: str, found: re.Match[str]) -> float:
    """Where in its eojeol of Hangul the match stands; other scripts have whole words only."""
    start, end = found.span()
    starts = start == 0 or not (_HANGUL.match(text[start - 1]) and _HANGUL.match(text[start]))
    ends = end == len(text) or not _HANGUL.match(text[end]) or bool(_TAIL.match(text, end))
    if ends:
        return _WHOLE if starts else _AT_END
    if spelling.ends:
        return _NOWHERE
    if starts:
        return _AT_START
    return _INSIDE if end - start < _TELLING_CHARS else _AT_END
