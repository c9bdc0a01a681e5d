"""Reads the theme files and the trained theme model into typed values.

A theme file is `themes/<id>.toml`; the file's name is the theme's id (lower-case letters, digits
and hyphens). Its keys:

`names`         what readers call the theme: `{ ko = "…", en = "…" }`
`aliases`       other spellings of the whole theme that a reader may type
`[[words]]`     `weight` (1 names the theme, less only points to it) and `words`; with `near`, one
                of these must stand in the same sentence or its neighbour; with `far`, none of
                these may stand in the sentence or the title; `scope = "text"` looks at all of it
`[[scenes]]`    `weight` and `groups`: the theme told without its name, one word of each group in
                one sentence
`other_senses`  phrases in which a word of the theme means something else
`[titles]`      `match` and `not_match`: titles that must and must not get the label; tests

How words are spelled: case, white space and hyphens between words do not matter. A word starts
where a word starts in the text; a `*` in front lets it stand inside one (`*페이`). A Hangul word
may go on (particles, compounds), unless `|` ends it: then only a particle may follow. A Latin word
ends where it ends in the text, but for a plural s; a `*` behind leaves the end open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeGuard

from briefings.errors import ConfigurationError
from briefings.model.items import ThemeId
from briefings.model.themes import Scene, Scope, Theme, ThemeNames, WordGroup

PACKAGED = Path(__file__).parent
MODEL_FILE = "models/themes.model"

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")
_KEYS = frozenset({"names", "aliases", "words", "scenes", "other_senses", "titles"})
_WORD_KEYS = frozenset({"weight", "words", "near", "far", "scope"})
_SCENE_KEYS = frozenset({"weight", "groups"})


def load_themes(directory: Path | None = None) -> tuple[Theme, ...]:
    """The themes of `directory`/themes (packaged ones by default), by id.

    Raises `ConfigurationError` naming file, key and mend where a file is wrong.
    """
    folder = (directory or PACKAGED) / "themes"
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise ConfigurationError(f"{folder}: no theme files (*.toml); put one file per theme there")
    themes = tuple(_theme(path) for path in paths)
    _refuse_shared_spellings(themes)
    return themes


def load_theme_model(directory: Path | None = None) -> bytes | None:
    """The trained model beside the themes of `directory` (packaged by default), if there is one.

    A directory of the operator's own without a model gets the packaged one: themes that it does
    not know are labelled by their words alone.
    """
    for root in (directory or PACKAGED, PACKAGED):
        path = root / MODEL_FILE
        if path.is_file():
            try:
                return path.read_bytes()
            except OSError as error:
                raise ConfigurationError(f"{path}: cannot be read ({error.strerror})") from error
    return None


def _theme(path: Path) -> Theme:
    reader = _Reader(path)
    table = reader.parse()
    if not _ID.fullmatch(path.stem):
        raise reader.wrong("the file's name", "be lower-case letters, digits and hyphens")
    reader.refuse_unknown(table, _KEYS, "")
    names = reader.table(table, "names")
    titles = reader.table(table, "titles", needed=False)
    reader.refuse_unknown(names, frozenset({"ko", "en"}), "names.")
    reader.refuse_unknown(titles, frozenset({"match", "not_match"}), "titles.")
    theme = Theme(
        id=ThemeId(path.stem),
        names=ThemeNames(
            ko=reader.text(names, "ko", "names."), en=reader.text(names, "en", "names.")
        ),
        aliases=reader.texts(table, "aliases"),
        words=tuple(
            _word_group(reader, entry, place) for entry, place in reader.tables(table, "words")
        ),
        scenes=tuple(
            _scene(reader, entry, place) for entry, place in reader.tables(table, "scenes")
        ),
        other_senses=reader.texts(table, "other_senses"),
        match=reader.texts(titles, "match", "titles."),
        not_match=reader.texts(titles, "not_match", "titles."),
    )
    if not theme.words and not theme.scenes:
        raise reader.wrong("words", "hold at least one [[words]] table with weight and words")
    return theme


def _word_group(reader: _Reader, entry: Mapping[str, object], place: str) -> WordGroup:
    reader.refuse_unknown(entry, _WORD_KEYS, place)
    words = reader.texts(entry, "words", place)
    if not words:
        raise reader.wrong(f"{place}words", "list at least one word")
    scope = entry.get("scope", Scope.SENTENCE.value)
    if scope not in {member.value for member in Scope}:
        raise reader.wrong(f"{place}scope", 'be "sentence" or "text"')
    return WordGroup(
        weight=reader.weight(entry, place),
        words=words,
        near=reader.texts(entry, "near", place),
        far=reader.texts(entry, "far", place),
        scope=Scope(scope),
    )


def _scene(reader: _Reader, entry: Mapping[str, object], place: str) -> Scene:
    reader.refuse_unknown(entry, _SCENE_KEYS, place)
    groups = entry.get("groups")
    if not isinstance(groups, list) or len(groups) < 2:
        raise reader.wrong(f"{place}groups", "hold two lists of words or more")
    return Scene(
        weight=reader.weight(entry, place),
        groups=tuple(
            reader.texts({"groups": group}, "groups", place, empty=False) for group in groups
        ),
    )


def _refuse_shared_spellings(themes: tuple[Theme, ...]) -> None:
    owners: dict[str, Theme] = {}
    for theme in themes:
        for spelling in theme.spellings():
            owner = owners.setdefault(spelling.casefold(), theme)
            if owner is not theme:
                raise ConfigurationError(
                    f"themes/{theme.id}.toml: names and aliases: {spelling!r} already belongs to "
                    f"{owner.id}; take it out of one of the two files"
                )


class _Reader:
    """Takes typed values out of one theme file, naming file and key where they are wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def parse(self) -> Mapping[str, object]:
        try:
            return tomllib.loads(self._path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigurationError(f"{self._path}: cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise ConfigurationError(f"{self._path}: not UTF-8; save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(f"{self._path}: not valid TOML: {error}") from error

    def wrong(self, key: str, mend: str) -> ConfigurationError:
        return ConfigurationError(f"{self._path}: {key} must {mend}")

    def refuse_unknown(
        self, table: Mapping[str, object], known: frozenset[str], place: str
    ) -> None:
        for key in table:
            if key not in known:
                raise ConfigurationError(
                    f"{self._path}: unknown key {place}{key}; known are {', '.join(sorted(known))}"
                )

    def table(
        self, table: Mapping[str, object], key: str, *, needed: bool = True
    ) -> Mapping[str, object]:
        value = table.get(key, None if needed else {})
        if not isinstance(value, dict):
            raise self.wrong(key, "be a table")
        return value

    def tables(
        self, table: Mapping[str, object], key: str
    ) -> tuple[tuple[Mapping[str, object], str], ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.wrong(key, f"be written as [[{key}]] tables")
        return tuple((entry, f"{key}[{number}].") for number, entry in enumerate(value, 1))

    def text(self, table: Mapping[str, object], key: str, place: str = "") -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{place}{key}", "be a text that is not empty")
        return value.strip()

    def texts(
        self, table: Mapping[str, object], key: str, place: str = "", *, empty: bool = True
    ) -> tuple[str, ...]:
        value = table.get(key, [])
        if not _is_texts(value) or not (value or empty):
            raise self.wrong(f"{place}{key}", "be a list of texts, none of them empty")
        return tuple(dict.fromkeys(value))

    def weight(self, table: Mapping[str, object], place: str) -> float:
        value = table.get("weight")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.wrong(f"{place}weight", "be a number above 0, up to 1")
        return float(value)


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(
        isinstance(entry, str) and entry.strip("*| ") for entry in value
    )
