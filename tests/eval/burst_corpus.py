"""Composes months of headlines whose words come and go as in the news, the same for every run.

Frames are titles and sentence heads of the themes' texts; the nouns in them are drawn anew. Their
frequencies follow Zipf, drift from day to day, differ by weekday, and are swept along by events: a
few words that stand together in many headlines of one to four days.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from briefings.text.korean import final_consonant, split_particle

DAYS = 98
HEADLINES_A_DAY = 360
OUTLETS = 3

_DATA = Path(__file__).parents[1] / "data" / "themes"
_SHORTEST, _LONGEST = 4, 9  # words of a headline
_NOUN_CASES = frozenset(["을", "를", "의", "에서", "와", "과", "으로", "에"])
_ALSO_WITHOUT_CASE = 2  # a noun was seen so often, at least
_NAMES = 5_000  # compounds of two nouns, which make up most of the rarer vocabulary
_ZIPF_SHIFT = 40.0
_DRIFT = 0.12
_WEEKDAY = 0.6
_EVENTS_A_DAY = 5
_MOST_EVENT_HEADLINES = 20
_FORMS = {
    "을": ("을", "를"), "를": ("을", "를"), "은": ("은", "는"), "는": ("은", "는"),
    "이": ("이", "가"), "가": ("이", "가"), "과": ("과", "와"), "와": ("과", "와"),
    "으로": ("으로", "로"), "로": ("으로", "로"),
}  # fmt: skip
_FINAL_L = 8


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a headline for a noun, and the particle behind it."""

    noun: str
    particle: str
    rest: str = ""

    def __str__(self) -> str:
        return self.noun + fitting(self.noun, self.particle) + self.rest


@dataclass(frozen=True, slots=True)
class Headline:
    """Words and slots in order, and who tells it."""

    parts: tuple[str | Slot, ...]
    outlet: int

    @property
    def nouns(self) -> frozenset[str]:
        """The nouns of its slots."""
        return frozenset(part.noun for part in self.parts if isinstance(part, Slot))

    @property
    def text(self) -> str:
        """What a reader sees."""
        return " ".join(map(str, self.parts))

    def with_noun(self, noun: str, place: int) -> Headline:
        """The same with `noun` in the slot of that number, counted round and round."""
        slots = [at for at, part in enumerate(self.parts) if isinstance(part, Slot)]
        at = slots[place % len(slots)]
        old = self.parts[at]
        assert isinstance(old, Slot)
        new = Slot(noun, old.particle, old.rest)
        return Headline((*self.parts[:at], new, *self.parts[at + 1 :]), self.outlet)


def fitting(noun: str, particle: str) -> str:
    """The form of the particle that goes with the noun's last syllable."""
    if particle not in _FORMS:
        return particle
    final = final_consonant(noun[-1]) or 0
    closed, opened = _FORMS[particle]
    return opened if not final or (opened == "로" and final == _FINAL_L) else closed


def composed_days(seed: int) -> list[list[Headline]]:
    """`DAYS` days of headlines."""
    pick = random.Random(seed)  # noqa: S311 - the same for every run
    texts = list(_texts())
    nouns = _nouns(texts)
    frames = _frames(texts, frozenset(nouns))
    pick.shuffle(nouns)
    nouns += dict.fromkeys("".join(pick.sample(nouns, 2)) for _ in range(_NAMES))
    return list(_days(pick, nouns, frames))


def _days(
    pick: random.Random, nouns: Sequence[str], frames: Sequence[Headline]
) -> Iterator[list[Headline]]:
    usual = [1 / (rank + _ZIPF_SHIFT) for rank in range(len(nouns))]
    drift = [1.0] * len(nouns)
    weekday = [[pick.lognormvariate(0, _WEEKDAY) for _ in nouns] for _ in range(7)]
    running: list[tuple[list[str], int]] = []
    for day in range(DAYS):
        drift = [0.95 * one + 0.05 + one * pick.gauss(0, _DRIFT) for one in drift]
        of_day = zip(usual, drift, weekday[day % 7], strict=True)
        weights = [share * max(0.1, moved) * seasonal for share, moved, seasonal in of_day]
        running = [(words, left // 2) for words, left in running if left // 2 > 1]
        running += [_event(pick, nouns, usual) for _ in range(_EVENTS_A_DAY)]
        yield _day(pick, frames, nouns, list(accumulate(weights)), running)


def _event(
    pick: random.Random, nouns: Sequence[str], usual: Sequence[float]
) -> tuple[list[str], int]:
    """What happened: the words that tell it, and in how many headlines it is told today."""
    words = pick.choices(nouns, weights=usual, k=2) + pick.choices(nouns, k=pick.randint(1, 3))
    return words, min(_MOST_EVENT_HEADLINES, int(2 * pick.paretovariate(1.1)))


def _day(
    pick: random.Random,
    frames: Sequence[Headline],
    nouns: Sequence[str],
    cumulated: Sequence[float],
    events: Sequence[tuple[list[str], int]],
) -> list[Headline]:
    told = [words for words, count in events for _ in range(count)]
    headlines = []
    for number in range(HEADLINES_A_DAY):
        frame = pick.choice(frames)
        event = told[number] if number < len(told) else []
        slots = sum(isinstance(part, Slot) for part in frame.parts)
        drawn = pick.sample(event, min(len(event), slots, pick.randint(2, 3)))
        drawn += pick.choices(nouns, cum_weights=cumulated, k=slots - len(drawn))
        pick.shuffle(drawn)
        headlines.append(_filled(frame, iter(drawn), pick.randrange(OUTLETS)))
    return headlines


def _filled(frame: Headline, drawn: Iterator[str], outlet: int) -> Headline:
    parts = tuple(
        Slot(next(drawn), part.particle, part.rest) if isinstance(part, Slot) else part
        for part in frame.parts
    )
    return Headline(parts, outlet)


def _texts() -> Iterator[str]:
    for name in ("train.jsonl", "dev.jsonl", "check.jsonl"):
        for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
            fields = json.loads(line)
            yield from filter(None, (fields["title"], *fields["text"].split(". ")))


def _nouns(texts: Sequence[str]) -> list[str]:
    """Words that were seen with a noun's particle, and again, in the order in which they come."""
    cased: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for stem, particle, _ in map(_taken_apart, " ".join(texts).split()):
        seen[stem] += 1
        cased[stem] += particle in _NOUN_CASES
    return [
        stem
        for stem, count in cased.items()
        if count and seen[stem] >= _ALSO_WITHOUT_CASE and _is_korean(stem)
    ]


def _frames(texts: Sequence[str], nouns: frozenset[str]) -> list[Headline]:
    frames = []
    for text in texts:
        parts = tuple(_part(word, nouns) for word in text.split()[:_LONGEST])
        if len(parts) >= _SHORTEST and sum(isinstance(part, Slot) for part in parts) > 1:
            frames.append(Headline(parts, 0))
    return frames


def _part(word: str, nouns: frozenset[str]) -> str | Slot:
    stem, particle, rest = _taken_apart(word)
    return Slot(stem, particle, rest) if stem in nouns else word


def _taken_apart(word: str) -> tuple[str, str, str]:
    bare = word.rstrip(",.…!?'\"’”")
    stem, particle = split_particle(bare)
    return stem, particle, word[len(bare) :]


def _is_korean(stem: str) -> bool:
    return len(stem) > 1 and all("가" <= char <= "힣" for char in stem)
