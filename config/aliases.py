"""Reads `aliases.toml`, the other names that a search also looks for, into typed values."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeGuard

from briefings.errors import ConfigurationError
from briefings.text.aliases import Aliases

PACKAGED = Path(__file__).parent
ALIASES_FILE = "aliases.toml"
_KEYS = frozenset({"same", "narrower"})


def load_aliases(directory: Path | None = None) -> Aliases:
    """The aliases of `directory` (packaged by default, and where it has no such file).

    Raises `ConfigurationError` naming file, key and mend where the file is wrong.
    """
    path = (directory or PACKAGED) / ALIASES_FILE
    table = _parsed(path if path.is_file() else PACKAGED / ALIASES_FILE)
    strange = sorted(table.keys() - _KEYS)
    if strange:
        raise ConfigurationError(f"{path}: {strange[0]} is not a key; there are same and narrower")
    same, narrower = table.get("same", []), table.get("narrower", {})
    if not isinstance(same, list) or not all(_is_names(group) for group in same):
        raise ConfigurationError(
            f'{path}: same must be a list of groups of two names or more: [["a", "b"], …]'
        )
    if not isinstance(narrower, dict) or not all(_is_words(words) for words in narrower.values()):
        raise ConfigurationError(f'{path}: narrower must hold lists of words: "a" = ["b", "c"]')
    return Aliases.of(
        [tuple(group) for group in same],
        {wide: tuple(words) for wide, words in narrower.items()},
    )


def _parsed(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read as TOML: {error}") from error


def _is_words(words: object) -> TypeGuard[list[str]]:
    return (
        isinstance(words, list)
        and bool(words)
        and all(isinstance(word, str) and word.strip() for word in words)
    )


def _is_names(words: object) -> TypeGuard[list[str]]:
    return _is_words(words) and len(words) > 1
