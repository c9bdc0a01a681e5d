"""Names the words of a period, and those that rise against the time before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from briefings.model.briefings import Keyword
from briefings.model.items import Item
from briefings.text.sources import source_of
from briefings.understand.phrases import Phrase, may_be_verbal, phrases_of, words_in

Phrases = Callable[[str], Mapping[str, Phrase]]
"""Gives the noun phrases of a text, as `phrases_of` does; a tokeniser may stand in for it."""

MIN_ITEMS_RISING = 3
MIN_SOURCES = 2
MIN_G2 = 10.83
"""Log-likelihood ratio at p < .001, one degree of freedom."""

LEANING_Z = 1.0
"""From here on a word leans to rise, though it may be chance."""

MIN_ITEMS_PLAIN = 2
_PRIOR_ITEMS = 50.0  # weight of the informative prior, in items, at least
_PRIOR_SHARE = 1 / 16  # its weight against all items, now and before
_SAME_ITEMS = 0.6  # a word and a part of it that share so many of their items are one keyword
_SAME_STORY = 0.4  # two words that share so many of the commoner one's items tell one story
_PAIR_KEEPS = 0.7  # a pair stands for its rarer word where it holds so many of its items


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A word of the period: in how many items now and before, and how much it rose."""

    word: str
    key: str
    items: frozenset[int]
    before: int
    z: float
    g2: float
    sources: int

    @property
    def rising(self) -> bool:
        """Whether its rise is no chance: enough items, two sources, p < .001."""
        return (
            self.z > 0
            and self.g2 >= MIN_G2
            and len(self.items) >= MIN_ITEMS_RISING
            and self.sources >= MIN_SOURCES
        )


def keywords(
    items: Sequence[Item],
    background: Sequence[Item],
    *,
    most: int,
    without: Collection[str] = (),
    phrases: Phrases = phrases_of,
) -> tuple[Keyword, ...]:
    """At most `most` words of `items`: those that rise against `background` first, marked.

    A word counts once an item. Rising is the log-odds ratio with an informative Dirichlet prior
    (Monroe, Colaresi and Quinn 2008), gated by G2, three items and two sources. Words that lean
    to rise follow, then those that are common here and rare before, all of two sources at least.
    Words that tell one story stand for each other where there are others enough. `without` are
    words that the reader asked for, which tell nothing new. Empty where nothing recurs.
    """
    known = {word.replace(" ", "").casefold() for word in without}
    standings = [
        one for one in standings_of(items, background, phrases=phrases) if one.key not in known
    ]
    ranked = sorted(
        (one for one in standings if one.sources >= MIN_SOURCES),
        key=lambda one: _rank(one, len(background)),
    )
    return tuple(
        Keyword(word=one.word, count=len(one.items), rising=one.rising)
        for one in _different(ranked, most)
    )


def standings_of(
    items: Sequence[Item], background: Sequence[Item], *, phrases: Phrases = phrases_of
) -> tuple[Standing, ...]:
    """How every recurring word of `items` stands against `background`.

    Where one source tells everything, now and before, it counts as enough: no other could.
    """
    places, forms, before = _recurring(items, background, phrases)
    kept = _without_parts(places, forms)
    tellers = [source_of(item).casefold() for item in items]
    others = {source_of(item).casefold() for item in background}
    single = bool(background) and len({*tellers, *others}) == 1
    return tuple(
        Standing(
            word=_form(forms[key]),
            key=key,
            items=frozenset(at),
            before=before[key],
            z=_log_odds_z(len(at), len(items), before[key], len(background)),
            g2=_g2(len(at), len(items), before[key], len(background)),
            sources=MIN_SOURCES if single else len({tellers[place] for place in at}),
        )
        for key, at in kept.items()
    )


def _recurring(
    items: Sequence[Item], background: Sequence[Item], phrases: Phrases
) -> tuple[dict[str, set[int]], dict[str, Counter[str]], Counter[str]]:
    """In which items each recurring noun stands and how it is written; in how many before."""
    places: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    proved: set[str] = set()
    plain: set[str] = set()
    for at, item in enumerate(items):
        for key, phrase in phrases(item.text).items():
            places[key].add(at)
            forms[key][phrase.form] += 1
            if phrase.proved:
                proved.add(key)
            if not phrase.doubtful:
                plain.add(key)
    recurring = {key: at for key, at in places.items() if len(at) >= MIN_ITEMS_PLAIN}
    before: Counter[str] = Counter()
    for item in background:
        found = phrases(item.text)
        before.update(key for key in found if key in recurring)
        proved.update(key for key, phrase in found.items() if phrase.proved and key in recurring)
    nouns = {
        key: at
        for key, at in recurring.items()
        if key in proved or (key in plain and not may_be_verbal(_form(forms[key])))
    }
    return nouns, forms, before


def _without_parts(
    recurring: Mapping[str, set[int]], forms: Mapping[str, Counter[str]]
) -> dict[str, set[int]]:
    """Pairs stand for their rarer word where they are most of it, and go where they are not."""
    kept = dict(recurring)
    for key, at in recurring.items():
        form = _form(forms[key])
        parts = [part for part in words_in(form) if part in recurring]
        if " " not in form:
            continue
        rarer = min((len(recurring[part]) for part in parts), default=0)
        if not parts or len(at) < _PAIR_KEEPS * rarer:
            kept.pop(key, None)
            continue
        for part in parts:
            if len(at) >= _PAIR_KEEPS * len(recurring[part]):
                kept.pop(part, None)
    return kept


def _log_odds_z(now: int, items: int, before: int, background: int) -> float:
    """The z of the log-odds ratio with a Dirichlet prior made of both periods together."""
    if not items or not background:
        return 0.0
    weight = max(_PRIOR_ITEMS, _PRIOR_SHARE * (items + background))
    prior = weight * (now + before + 0.5) / (items + background + 1)
    rest = weight - prior
    delta = log((now + prior) / (items - now + rest)) - log(
        (before + prior) / (background - before + rest)
    )
    return delta / sqrt(1 / (now + prior) + 1 / (before + prior))


def _g2(now: int, items: int, before: int, background: int) -> float:
    """Dunning's log-likelihood ratio of two counts of items."""
    if not items or not background:
        return 0.0
    share = (now + before) / (items + background)
    found = ((now, items * share), (before, background * share))
    missed = ((items - now, items * (1 - share)), (background - before, background * (1 - share)))
    return 2 * sum(seen * log(seen / due) for seen, due in (*found, *missed) if seen and due)


def _rank(standing: Standing, background: int) -> tuple[int, float, str]:
    """Rising words first, then those that lean so, both by z; then the common ones."""
    if standing.rising:
        return (0, -standing.z, standing.key)
    if standing.z >= LEANING_Z and len(standing.items) >= MIN_ITEMS_RISING:
        return (1, -standing.z, standing.key)
    return (2, -_weight(standing, background), standing.key)


def _weight(standing: Standing, background: int) -> float:
    rarity = log((background + 2) / (standing.before + 1))
    return len(standing.items) * max(0.1, rarity)


def _different(ranked: Iterable[Standing], most: int) -> tuple[Standing, ...]:
    """The first `most` that are no parts of one taken before, one a story if there are enough."""
    first: list[tuple[int, Standing]] = []
    second: list[tuple[int, Standing]] = []
    for place, one in enumerate(ranked):
        if len(first) >= most:
            break
        if any(_is_same(one, other) for _, other in (*first, *second)):
            continue
        told = any(_tell_one_story(one, other) for _, other in first)
        (second if told else first).append((place, one))
    chosen = sorted([*first, *second[: most - len(first)]], key=lambda found: found[0])
    return tuple(one for _, one in chosen)


def _tell_one_story(one: Standing, other: Standing) -> bool:
    larger = max(len(one.items), len(other.items))
    return len(one.items & other.items) >= _SAME_STORY * larger


def _is_same(one: Standing, other: Standing) -> bool:
    if one.key not in other.key and other.key not in one.key:
        return False
    shared = len(one.items & other.items)
    return shared >= _SAME_ITEMS * min(len(one.items), len(other.items))


def _form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
