"""Measures summaries against articles with references: words shared, furniture, traceability."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings.text.sentences import sentences
from briefings.understand.noise import is_noise, is_whole
from briefings.understand.summary import Extract, summarise_text

ARTICLES = Path(__file__).parent.parent / "data" / "summaries" / "articles.jsonl"
_NOT_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, kw_only=True)
class Article:
    """A text, what a person would say of it, and pieces that a summary must never hold."""

    kind: str
    title: str | None
    text: str
    reference: str
    never: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SummaryFigures:
    """Mean ROUGE F1 over characters for ours and for the filtered lead, and what went wrong."""

    articles: int
    ours: float
    lead: float
    ours_in_order: float
    lead_in_order: float
    chars: float
    furniture: tuple[str, ...]
    untraceable: tuple[str, ...]


def read_articles(path: Path) -> tuple[Article, ...]:
    """The articles of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_article(line) for line in lines)


def summary_figures(articles: Sequence[Article]) -> SummaryFigures:
    """Summarise every article and compare."""
    extracts = [summarise_text(article.title, article.text) for article in articles]
    told = [" ".join(one.text for one in found) for found in extracts]
    pairs = list(zip(articles, told, strict=True))
    leads = [(article, filtered_lead(article.text)) for article in articles]
    return SummaryFigures(
        articles=len(articles),
        ours=_mean([rouge_1(text, article.reference) for article, text in pairs]),
        lead=_mean([rouge_1(text, article.reference) for article, text in leads]),
        ours_in_order=_mean([rouge_l(text, article.reference) for article, text in pairs]),
        lead_in_order=_mean([rouge_l(text, article.reference) for article, text in leads]),
        chars=_mean([len(text) for text in told]),
        furniture=tuple(
            f"{article.title}: {piece}"
            for article, text in pairs
            for piece in article.never
            if piece in text
        ),
        untraceable=tuple(
            one.text
            for article, found in zip(articles, extracts, strict=True)
            for one in found
            if not is_traceable(one, article.text)
        ),
    )


def filtered_lead(text: str) -> str:
    """The first whole sentence that is no furniture: what summaries are compared with."""
    spans = [text[start:end] for start, end in sentences(text)]
    usable = [span for span in spans if not is_noise(span)]
    return next((span for span in usable if is_whole(span)), usable[0] if usable else "")


def is_traceable(extract: Extract, text: str) -> bool:
    """Whether the words stand in the sentence at the extract's place, in order."""
    sentence, at = text[slice(*extract.span)], 0
    for piece in extract.text.split("…"):
        found = sentence.find(piece.strip(), at)
        if found < 0:
            return False
        at = found + len(piece.strip())
    return True


def rouge_1(text: str, reference: str) -> float:
    """ROUGE-1 F1 in per cent, over letters and figures."""
    one, other = _letters(text), _letters(reference)
    both = sum((Counter(one) & Counter(other)).values())
    return 200 * both / max(1, len(one) + len(other))


def rouge_l(text: str, reference: str) -> float:
    """ROUGE-L F1 in per cent: the longest run of letters and figures in the same order."""
    one, other = _letters(text), _letters(reference)
    row = [0] * (len(other) + 1)
    for letter in one:
        last = row
        row = [0]
        for place, each in enumerate(other):
            row.append(last[place] + 1 if letter == each else max(last[place + 1], row[place]))
    return 200 * row[-1] / max(1, len(one) + len(other))


def summaries_report() -> str:
    """The figures of the development articles as lines."""
    figures = summary_figures(read_articles(ARTICLES))
    words = (
        f"ROUGE-1 over characters {figures.ours:.1f}, filtered lead {figures.lead:.1f}; "
        f"ROUGE-L {figures.ours_in_order:.1f}, filtered lead {figures.lead_in_order:.1f}"
    )
    faults = f"furniture {len(figures.furniture)}, untraceable {len(figures.untraceable)}"
    size = f"{figures.chars:.0f} characters each"
    return f"Summaries ({figures.articles} articles): {words}, {size}\n  {faults}"


def _letters(text: str) -> str:
    return _NOT_LETTER.sub("", text.casefold())


def _article(line: str) -> Article:
    fields = json.loads(line)
    return Article(
        kind=fields["kind"],
        title=fields["title"],
        text=fields["text"],
        reference=fields["reference"],
        never=tuple(fields["never"]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))
