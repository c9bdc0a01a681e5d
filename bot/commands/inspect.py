"""`trendbrief inspect`: JSON Lines in, JSON Lines out, how the program understands a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import click

from bot.commands.output import as_json
from bot.labelling import labeller_of
from briefings.errors import InputError
from briefings.understand.stories import StoryText, relate
from briefings.understand.summary import summarise_sentences, summarise_text
from config.settings import load_settings

Entry = dict[str, object]
FILE = click.argument("file", default="-", type=click.Path(path_type=Path, allow_dash=True))


@click.group(
    name="inspect",
    epilog='Example: echo \'{"id":"1","title":"QR 결제","text":"앱으로 낸다."}\' '
    "| trendbrief inspect themes",
)
def command() -> None:
    """Show how the program understands texts: JSON Lines in, JSON Lines out; needs no database."""


@command.command(epilog="Example: trendbrief inspect themes items.jsonl")
@FILE
def themes(file: Path) -> int:
    """Label texts: in {"id","title","text"}, out {"id","themes":[{"theme","score","because"}]}."""
    labeller = labeller_of(load_settings())

    def labelled(entry: Entry) -> Entry:
        labels = labeller.label_text(_text(entry, "title", needed=False) or None, _body(entry))
        found = [
            {"theme": label.theme, "score": label.score, "because": list(label.because)}
            for label in labels
        ]
        return {"id": entry.get("id"), "themes": found}

    return _each(file, labelled)


@command.command(epilog="Example: trendbrief inspect duplicates pairs.jsonl")
@FILE
def duplicates(file: Path) -> int:
    """Compare texts: in {"a":{"title","text"},"b":{…}}, out {"same","relation","score"}."""

    def compared(entry: Entry) -> Entry:
        judged = relate(_story(entry, "a"), _story(entry, "b"))
        told: Entry = {
            "same": judged.relation.value == "same",
            "relation": judged.relation.value,
            "score": judged.score,
        }
        return {"id": entry["id"], **told} if "id" in entry else told

    return _each(file, compared)


@command.command(epilog="Example: trendbrief inspect summary items.jsonl --sentences 2 --chars 130")
@FILE
@click.option("--sentences", type=click.IntRange(1, 20), default=2, show_default=True)
@click.option("--chars", type=click.IntRange(20, 5000), default=130, show_default=True)
def summary(file: Path, *, sentences: int, chars: int) -> int:
    """Summarise: in {"id","title","text"} or {"id","title","sentences"}, out {"id","sentences",
    "indices"}.
    """

    def summarised(entry: Entry) -> Entry:
        title = _text(entry, "title", needed=False) or None
        given = _sentences(entry)
        if given is None:
            chosen = summarise_text(title, _body(entry), sentences=sentences, chars=chars)
        else:
            chosen = summarise_sentences(title, given, sentences=sentences, chars=chars)
        return {
            "id": entry.get("id"),
            "sentences": [extract.text for extract in chosen],
            "indices": [extract.index for extract in chosen],
        }

    return _each(file, summarised)


def _each(file: Path, work: Callable[[Entry], Entry]) -> int:
    """Do the work for every line; lines that cannot be read are named, and the status is 3."""
    bad = 0
    for number, line in _lines(file):
        try:
            click.echo(as_json(work(_entry(line))))
        except InputError as error:
            bad += 1
            click.echo(f"line {number}: {error}", err=True)
    return 3 if bad else 0


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    if str(file) == "-":
        yield from (
            (number, line) for number, line in enumerate(sys.stdin.buffer, 1) if line.strip()
        )
        return
    try:
        with file.open("rb") as stream:
            yield from ((number, line) for number, line in enumerate(stream, 1) if line.strip())
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or error}).") from error


def _entry(line: bytes) -> Entry:
    try:
        entry = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON ({error}).") from error
    if not isinstance(entry, dict):
        raise InputError("is no JSON object.")
    return entry


def _refuse_constant(name: str) -> NoReturn:
    """Python reads `NaN` and `Infinity`, JSON knows neither."""
    raise ValueError(f"{name} is no JSON value")


def _text(entry: Entry, name: str, *, needed: bool = True) -> str:
    value = entry.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise InputError(f'needs "{name}" as text.')
    return value


def _body(entry: Entry) -> str:
    return _text(entry, "text", needed="title" not in entry)


def _sentences(entry: Entry) -> list[str] | None:
    given = entry.get("sentences")
    if given is None:
        return None
    if not isinstance(given, list):
        raise InputError('needs "sentences" as a list of texts.')
    texts = [one for one in given if isinstance(one, str)]
    if len(texts) < len(given):
        raise InputError('needs "sentences" as a list of texts.')
    return texts


def _story(entry: Entry, name: str) -> StoryText:
    side = entry.get(name)
    if not isinstance(side, dict):
        raise InputError(f'needs "{name}" as an object with "title" and "text".')
    return StoryText(title=_text(side, "title", needed=False) or None, text=_body(side))
