"""Builds what finds noun phrases from the settings: the tokeniser, in its child process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.worker.tokens import WorkerTokenizer
from briefings.understand.user_words import user_words
from config.aliases import load_aliases
from config.catalogue import load_themes
from config.settings import Settings, Tokeniser


def tokenizer_of(settings: Settings) -> WorkerTokenizer | None:
    """The tokeniser that the settings ask for, with the words of themes and aliases.

    Nothing is started before the first text. `None` where words are to be found without one.
    """
    if settings.understanding.tokeniser is Tokeniser.PLAIN:
        return None
    return WorkerTokenizer(user_words(_spellings(settings)))


@contextmanager
def tokenizing(settings: Settings) -> Iterator[WorkerTokenizer | None]:
    """The tokeniser of the settings; its child process is ended at the end."""
    tokenizer = tokenizer_of(settings)
    try:
        yield tokenizer
    finally:
        if tokenizer is not None:
            tokenizer.close()


def _spellings(settings: Settings) -> Iterator[str]:
    for theme in load_themes(settings.config_dir):
        yield from (*theme.vocabulary(), *theme.spellings())
    yield from load_aliases(settings.config_dir).names()
