"""Reads `sources.toml`, what a curator says of sources, into typed values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from briefings.errors import ConfigurationError

PACKAGED = Path(__file__).parent
SOURCES_FILE = "sources.toml"
MAX_WEIGHT = 3.0
"""At most as much is added as the freshness of a story of today: no source drowns all others."""

_KEYS = frozenset({"name", "weight"})


def load_source_weights(directory: Path | None = None) -> Mapping[str, float]:
    """The weights of sources in `directory` (packaged by default, and where it has no such file).

    By folded name (`str.casefold`); a source that is not named weighs 1. Raises
    `ConfigurationError` naming file, source and mend where the file is wrong.
    """
    path = (directory or PACKAGED) / SOURCES_FILE
    path = path if path.is_file() else PACKAGED / SOURCES_FILE
    weights: dict[str, float] = {}
    for number, entry in enumerate(_entries(path), 1):
        name, weight = _weight(entry, f"{path}: source {number}")
        if name.casefold() in weights:
            raise ConfigurationError(f"{path}: {name!r} is there twice; keep one of them")
        weights[name.casefold()] = weight
    return weights


def _entries(path: Path) -> list[object]:
    try:
        with path.open("rb") as file:
            table: dict[str, object] = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read as TOML: {error}") from error
    strange = sorted(table.keys() - {"sources"})
    if strange:
        raise ConfigurationError(f"{path}: {strange[0]} is not a key; there are [[sources]] alone")
    entries = table.get("sources", [])
    if not isinstance(entries, list):
        raise ConfigurationError(f"{path}: sources must be tables: [[sources]]")
    return entries


def _weight(entry: object, where: str) -> tuple[str, float]:
    if not isinstance(entry, dict):
        raise ConfigurationError(f"{where}: must be a table: [[sources]]")
    strange = sorted(entry.keys() - _KEYS)
    if strange:
        raise ConfigurationError(f"{where}: {strange[0]} is not a key; there are name and weight")
    name, weight = entry.get("name"), entry.get("weight", 1.0)
    if not isinstance(name, str) or not name.strip():
        raise ConfigurationError(f'{where}: needs its name: name = "…"')
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        raise ConfigurationError(f"{where}: weight must be a number: weight = 1.5")
    if not 0 <= weight <= MAX_WEIGHT:
        raise ConfigurationError(f"{where}: weight must lie between 0 and {MAX_WEIGHT:g}")
    return name.strip(), float(weight)
