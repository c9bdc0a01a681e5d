"""Names the words of a period, and those that rise against the time before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from itertools import chain
from math import log, sqrt

from briefings.model.briefings import Keyword
from briefings.model.items import Item
from briefings.text.sources import source_of
from briefings.understand.phrases import Phrase, item_phrases, last_word_of, may_be_verbal, words_in

Phrases = Callable[[Item], Mapping[str, Phrase]]
"""Gives the noun phrases of an item, as `item_phrases` does."""

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
    """How surely it rose; less where the days of the period tell it unevenly (`_unevenness`)."""
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Background:
    """The time before: in how many of its items each noun stands, which are proved, who tells."""

    items: int
    counts: Mapping[str, int]
    proved: frozenset[str]
    tellers: frozenset[str]


def background_of(items: Sequence[Item], *, phrases: Phrases = item_phrases) -> Background:
    """What `keywords` needs to know of the time before; many briefings may share it."""
    found = [phrases(item) for item in items]
    return Background(
        items=len(items),
        counts=Counter(chain.from_iterable(found)),
        proved=frozenset(key for each in found for key, phrase in each.items() if phrase.proved),
        tellers=frozenset(source_of(item).casefold() for item in items),
    )


def keywords(
    items: Sequence[Item],
    background: Sequence[Item] | Background,
    *,
    most: int,
    without: Collection[str] = (),
    phrases: Phrases = item_phrases,
) -> tuple[Keyword, ...]:
    """At most `most` words of `items`: those that rise against `background` first, marked.

    A word counts once an item. It rises by the log-odds ratio with an informative Dirichlet prior
    (Monroe, Colaresi and Quinn 2008), divided by what its days scatter more than chance would; it
    is marked where G2, three items and two sources say that this is no chance. Words that are
    common here and rare before fill up, all of two sources at least. Words that tell one story
    stand for each other where there are others enough. `without` are words that the reader asked
    for, or does not want, and asked themes: they tell nothing new. Empty where nothing recurs.
    """
    known = {word.replace(" ", "").casefold() for word in without}
    before = _made(background, phrases)
    standings = [
        one
        for one in standings_of(items, before, phrases=phrases)
        if known.isdisjoint((one.key, last_word_of(one.word)))
    ]
    ranked = sorted(
        (one for one in standings if one.sources >= MIN_SOURCES),
        key=lambda one: _rank(one, before.items),
    )
    chosen = _different(ranked, most)
    return tuple(
        Keyword(word=one.word, count=len(one.items), rising=one.rising)
        for one in sorted(chosen, key=lambda one: not one.rising)
    )


def standings_of(
    items: Sequence[Item],
    background: Sequence[Item] | Background,
    *,
    phrases: Phrases = item_phrases,
) -> tuple[Standing, ...]:
    """How every recurring word of `items` stands against `background`.

    Where one source tells everything, now and before, it counts as enough: no other could.
    """
    earlier = _made(background, phrases)
    places, forms = _recurring(items, earlier, phrases)
    now = _Now.of(items)
    single = earlier.items > 0 and len(earlier.tellers.union(now.tellers)) == 1
    return tuple(
        _standing(key, at, forms[key], earlier, now, single=single)
        for key, at in _without_parts(places, forms).items()
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Now:
    """Who tells each item of the period and on which day, and how many items each day has."""

    tellers: Sequence[str]
    days: Sequence[date]
    of_day: Mapping[date, int]

    @classmethod
    def of(cls, items: Sequence[Item]) -> _Now:
        days = [_day(item) for item in items]
        return cls(
            tellers=[source_of(item).casefold() for item in items],
            days=days,
            of_day=Counter(days),
        )


def _day(item: Item) -> date:
    """Its day, to tell days apart: whose zone it is counted in makes no difference to that."""
    return item.stored_at.date() if item.published is None else item.published.first_day(UTC)


def _made(background: Sequence[Item] | Background, phrases: Phrases) -> Background:
    if isinstance(background, Background):
        return background
    return background_of(background, phrases=phrases)


def _standing(
    key: str,
    at: frozenset[int],
    form: str,
    earlier: Background,
    now: _Now,
    *,
    single: bool,
) -> Standing:
    before = earlier.counts.get(key, 0)
    counts = (len(at), len(now.tellers), before, earlier.items)
    return Standing(
        word=form,
        key=key,
        items=at,
        before=before,
        z=_log_odds_z(*counts) / sqrt(_unevenness(Counter(now.days[place] for place in at), now)),
        g2=_g2(*counts),
        sources=MIN_SOURCES if single else len({now.tellers[place] for place in at}),
    )


def _recurring(
    items: Sequence[Item], earlier: Background, phrases: Phrases
) -> tuple[dict[str, frozenset[int]], dict[str, str]]:
    """In which items each recurring noun stands, and how it is written most often."""
    found = [phrases(item) for item in items]
    counts = Counter(chain.from_iterable(found))
    recurring = {key for key, count in counts.items() if count >= MIN_ITEMS_PLAIN}
    told: dict[str, list[tuple[int, Phrase]]] = {key: [] for key in recurring}
    for at, each in enumerate(found):
        for key in each.keys() & recurring:
            told[key].append((at, each[key]))
    forms = {key: _form(phrase.form for _, phrase in each) for key, each in told.items()}
    places = {
        key: frozenset(at for at, _ in each)
        for key, each in told.items()
        if key in earlier.proved or _is_noun(forms[key], [phrase for _, phrase in each])
    }
    return places, forms


def _is_noun(form: str, seen: Sequence[Phrase]) -> bool:
    """Whether any place proves that it is one, or nothing tells against it."""
    if any(phrase.proved for phrase in seen):
        return True
    return not may_be_verbal(form) and any(not phrase.doubtful for phrase in seen)


def _without_parts(
    recurring: Mapping[str, frozenset[int]], forms: Mapping[str, str]
) -> dict[str, frozenset[int]]:
    """Pairs stand for their rarer word where they are most of it, and go where they are not."""
    kept = dict(recurring)
    for key, at in recurring.items():
        form = forms[key]
        if " " not in form:
            continue
        parts = [part for part in words_in(form) if part in recurring]
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


def _unevenness(found: Mapping[date, int], now: _Now) -> float:
    """Pearson's chi-square of a word's days by its degrees of freedom, 1 at least.

    The items of one event are no independent witnesses: what one loud day tells counts less than
    what all days of a week tell (quasi-likelihood, Wedderburn 1974).
    """
    if len(now.of_day) < 2:
        return 1.0
    items = sum(found.values())
    share = items / len(now.days)
    # The sum of (seen - due)² / due, where both add up to the same; days without it are in it too.
    scatter = sum(count * count / (share * now.of_day[day]) for day, count in found.items()) - items
    return max(1.0, scatter / (len(now.of_day) - 1))


def _rank(standing: Standing, background: int) -> tuple[int, float, str]:
    """Words that rise or lean to, by z; then the common ones."""
    if standing.rising or (standing.z >= LEANING_Z and len(standing.items) >= MIN_ITEMS_RISING):
        return (0, -standing.z, standing.key)
    return (1, -_weight(standing, background), standing.key)


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


def _form(written: Iterable[str]) -> str:
    """The commonest way to write a word, the first by alphabet among equals."""
    first, *others = written
    if all(form == first for form in others):
        return first
    ways = Counter((first, *others))
    return min(ways, key=lambda form: (-ways[form], form))
