"""Gives an item its themes, each with a chance and the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model.items import Label, ParsedItem
from briefings.model.themes import Theme
from briefings.understand.theme_evidence import Evidence, weigh
from briefings.understand.theme_lexicon import Finding, Lexicon
from briefings.understand.theme_passages import Passage, Place, passages
from briefings.understand.theme_scoring import BY_WORDS, chance, facts

STORED_FROM = 0.5
"""Labels from this chance on are stored."""

_MAX_WORDS = 4
"""How many words a reason names."""

_PLACES = {Place.TITLE: "title", Place.OPENING: "opening", Place.BODY: "body"}


class ThemeLabeller:
    """Labels items with `themes`. Safe to share between threads."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._themes = tuple(themes)
        self._lexicon = Lexicon(self._themes)

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
        labels = []
        for theme, finding in zip(self._themes, self._lexicon.findings(found), strict=True):
            evidence = weigh(found, finding)
            score = chance(BY_WORDS, facts(evidence, None))
            if score >= STORED_FROM:
                because = _reasons(found, finding, evidence)
                labels.append(Label(theme=theme.id, score=round(score, 3), because=because))
        return tuple(sorted(labels, key=lambda label: -label.score))


def _reasons(found: Sequence[Passage], finding: Finding, evidence: Evidence) -> tuple[str, ...]:
    reasons = []
    for place, name in _PLACES.items():
        hits = [hit for hit in finding.hits if found[hit.passage].place is place]
        words = dict.fromkeys(hit.words[0] for hit in hits if not hit.is_scene)
        if words:
            reasons.append(f"{name}: {', '.join(list(words)[:_MAX_WORDS])}")
        scenes = dict.fromkeys(" + ".join(hit.words) for hit in hits if hit.is_scene)
        reasons.extend(f"{name} tells: {scene}" for scene in list(scenes)[:1])
    if evidence.share:
        reasons.append(f"share of the text: {evidence.share:.0%}")
    return tuple(reasons)
