"""Gives an item its themes, each with a chance and the reasons in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefings.model.items import Label, ParsedItem
from briefings.model.themes import Theme
from briefings.text.korean import split_particle
from briefings.understand.as_written import as_written
from briefings.understand.stopwords import ENGLISH, KOREAN
from briefings.understand.theme_evidence import Evidence, weigh
from briefings.understand.theme_features import all_features, head_features, words_that_hold
from briefings.understand.theme_lexicon import Finding, Lexicon
from briefings.understand.theme_model import ThemeModel, loudest
from briefings.understand.theme_passages import Passage, Place, passages
from briefings.understand.theme_scoring import BY_WORDS, Learned, chance, facts

STORED_FROM = 0.57
"""Labels from this chance on are stored."""

_MAX_WORDS = 4
"""How many words a reason names."""

_WEAK_END = re.compile(r"(?:^|\s)[가-힣][은는을를이가의에]$|[가-힣]다$")
"""A verb, or one syllable with its particle: named only where nothing else can be."""

_MARKS = re.compile(r"^[\W_]+|[\W_]+$")

_Known = Mapping[str, tuple[int, ...]]

_PLACES = {Place.TITLE: "title", Place.OPENING: "opening", Place.BODY: "body"}


class ThemeLabeller:
    """Labels items with `themes`: by their words, and by what `model` learned from examples.

    A theme that the model does not know is labelled by its words alone. Safe to share between
    threads.
    """

    def __init__(self, themes: Sequence[Theme], model: ThemeModel | None = None) -> None:
        self._themes = tuple(themes)
        self._lexicon = Lexicon(self._themes)
        self._model = model
        known = () if model is None else model.themes
        self._columns = tuple(
            known.index(theme.id) if theme.id in known else None for theme in self._themes
        )

    def __call__(self, item: ParsedItem) -> tuple[Label, ...]:
        """The themes that the item is about, most certain first; given ones as they were given."""
        if item.given_themes is not None:
            return tuple(
                Label(theme=theme, score=1.0, because=("given with the item",))
                for theme in dict.fromkeys(item.given_themes)
            )
        return self.label_text(item.title, item.body)

    def label_text(self, title: str | None, text: str) -> tuple[Label, ...]:
        """The themes that a title and text are about, most certain first."""
        found = passages(title, text)
        if not found:
            return ()
        known = {} if self._model is None else self._model.known(all_features(found))
        learned = self._learned(found, known)
        labels = []
        for number, finding in enumerate(self._lexicon.findings(found)):
            evidence = weigh(found, finding)
            column = self._columns[number]
            score = self._score(evidence, None if column is None else learned[column])
            if score < STORED_FROM:
                continue
            told = f"{title or ''}\n{text}"
            because = _by_words(found, finding, evidence, told)
            because += _by_examples(found, known, column, told, besides=because)
            if because:  # what nothing can be named for is chance: a title that is only "the"
                labels.append(
                    Label(theme=self._themes[number].id, score=round(score, 3), because=because)
                )
        return tuple(sorted(labels, key=lambda label: -label.score))

    def _learned(self, found: Sequence[Passage], known: _Known) -> tuple[Learned, ...]:
        if self._model is None:
            return ()
        head = [known[feature] for feature in head_features(found) if feature in known]
        odds = zip(self._model.odds(known.values()), self._model.odds(head), strict=True)
        return tuple(Learned(whole=whole, head=head) for whole, head in odds)

    def _score(self, evidence: Evidence, learned: Learned | None) -> float:
        if self._model is None:
            return chance(BY_WORDS, facts(evidence, None))
        weights = self._model.without_model if learned is None else self._model.with_model
        return chance(weights, facts(evidence, learned))


def _by_examples(
    found: Sequence[Passage],
    known: _Known,
    column: int | None,
    told: str,
    *,
    besides: Sequence[str],
) -> tuple[str, ...]:
    """The words of the item that hold what speaks loudest for a theme, if it was learned.

    Those that other reasons name `besides` are not told again.
    """
    if column is None:
        return ()
    words = words_that_hold(loudest(known, column, _MAX_WORDS * 3), found)
    shown: list[str] = []
    for word in map(_shown, words):
        if word and not any(word in other or other in word for other in shown):
            shown.append(word)
    written = as_written(shown, told)
    new = [word for word in written if not any(word in reason for reason in besides)]
    new = [word for word in new if not _WEAK_END.search(word)] or ([] if besides else new)
    del new[_MAX_WORDS:]
    return (f"learned from examples: {', '.join(new)}",) if new else ()


def _shown(phrase: str) -> str:
    """A word or two as a reason names them: without marks and the last one's particle."""
    words = [bare for word in phrase.split() if (bare := _MARKS.sub("", word))]
    if not words:
        return ""
    stem, _ = split_particle(words[-1])
    told = [*words[:-1], stem]
    return " ".join(told) if any(_tells(word) for word in told) else ""


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in KOREAN and word not in ENGLISH


def _by_words(
    found: Sequence[Passage], finding: Finding, evidence: Evidence, told: str
) -> tuple[str, ...]:
    reasons = []
    for place, name in _PLACES.items():
        hits = [hit for hit in finding.hits if found[hit.passage].place is place]
        words = dict.fromkeys(hit.words[0] for hit in hits if not hit.is_scene)
        if words:
            shown = as_written(list(words)[:_MAX_WORDS], told)
            reasons.append(f"{name}: {', '.join(shown)}")
        scene = next((hit.words for hit in hits if hit.is_scene), None)
        if scene is not None:
            reasons.append(f"{name} tells: {' + '.join(as_written(scene, told))}")
    if evidence.share:
        reasons.append(f"share of the text: {evidence.share:.0%}")
    return tuple(reasons)
