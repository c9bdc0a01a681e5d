"""Measures which noun phrases are found in texts of a development set, and which must not be.

`tests/data/keywords/dev.jsonl` was written before the rules that it measures: each line holds a
text, the noun phrases that a reader would underline (`nouns`), and words that say nothing or are
no nouns (`not`). Numerals, verb forms, dates and words of every day are among the latter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.understanding import tokenizer_of
from briefings.errors import NotTokenized
from briefings.steps.phrases import found_phrases
from briefings.understand.phrases import key_of, phrases_of
from config.settings import load_settings

DEVELOPMENT = Path(__file__).parents[1] / "data" / "keywords" / "dev.jsonl"

Finder = Callable[[str], Collection[str]]
"""The keys of the noun phrases of a text."""


@dataclass(frozen=True, kw_only=True)
class KeywordExample:
    """A text with the phrases that must be found in it, and those that must not."""

    text: str
    nouns: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KeywordFigures:
    """Shares of expected phrases found and of unwanted ones named, with those that went wrong."""

    name: str
    recall: float
    unwanted: float
    missed: tuple[str, ...]
    named: tuple[str, ...]


def read_keyword_examples() -> tuple[KeywordExample, ...]:
    """The development set."""
    lines = map(json.loads, DEVELOPMENT.read_text(encoding="utf-8").splitlines())
    return tuple(
        KeywordExample(text=one["text"], nouns=tuple(one["nouns"]), others=tuple(one["not"]))
        for one in lines
    )


def keyword_figures(
    name: str, examples: Sequence[KeywordExample], finder: Finder
) -> KeywordFigures:
    """How `finder` does on the examples."""
    wanted = [(noun, finder(one.text)) for one in examples for noun in one.nouns]
    refused = [(word, finder(one.text)) for one in examples for word in one.others]
    missed = [noun for noun, found in wanted if key_of(noun) not in found]
    named = [word for word, found in refused if key_of(word) in found]
    return KeywordFigures(
        name=name,
        recall=1 - len(missed) / len(wanted),
        unwanted=len(named) / len(refused),
        missed=tuple(missed),
        named=tuple(named),
    )


def keywords_report() -> str:
    """The figures as lines: with the tokeniser, where it is there, and without."""
    examples = read_keyword_examples()
    rows = [keyword_figures("without tokeniser", examples, lambda text: phrases_of(text).keys())]
    tokenizer = tokenizer_of(load_settings())
    if tokenizer is not None:
        try:
            found = found_phrases([one.text for one in examples], tokenizer)
        except NotTokenized as error:
            return "\n".join([*map(_line, rows), f"  with tokeniser: {error}"])
        finally:
            tokenizer.close()
        by_text = dict(zip((one.text for one in examples), found, strict=True))
        rows.append(keyword_figures("with tokeniser", examples, lambda text: by_text[text].keys()))
    return "\n".join([f"Noun phrases of {len(examples)} texts", *map(_line, rows)])


def _line(row: KeywordFigures) -> str:
    return (
        f"  {row.name:<18} found {row.recall:.1%}, unwanted named {row.unwanted:.1%}\n"
        f"    missed: {', '.join(row.missed[:12]) or 'none'}\n"
        f"    named: {', '.join(row.named[:12]) or 'none'}"
    )
