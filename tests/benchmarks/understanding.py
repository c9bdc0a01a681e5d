"""Understanding on one core: titles with leads a second, by steps and as `ingest` does it all."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.understanding import tokenizing
from briefings.steps.phrases import found_phrases
from briefings.understand.facts import facts_of
from briefings.understand.phrases import phrases_of
from briefings.understand.stories import StoryText, relate
from briefings.understand.summary import summarise_text
from briefings.understand.theme_model import read_model
from briefings.understand.theme_passages import passages
from briefings.understand.themes import ThemeLabeller
from config.catalogue import load_theme_model, load_themes
from config.settings import load_settings

TEXTS = Path(__file__).parents[1] / "data" / "themes" / "train.jsonl"
ITEMS = 1_000
LONG_CHARS = 1_500
LONG_ITEMS = 200
ROUNDS = 3
WANTED_A_SECOND = 400

Told = tuple[str, str]
"""A title and what follows it."""


def main() -> None:
    """Print the rate of each step, of all together, and its ratio to the wanted rate."""
    start = time.process_time()
    content = load_theme_model()
    labeller = ThemeLabeller(load_themes(), None if content is None else read_model(content))
    print(f"start: themes and model {1000 * (time.process_time() - start):.0f} ms")
    steps = _steps(labeller)
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(ROUNDS):
        items = _items(turn)
        for name, step in steps.items():
            seconds[name].append(_seconds(step, items))
    for name, took in seconds.items():
        print(f"  {name:<12}{1000 * min(took) / ITEMS:.2f} ms an item")
    words_s = _print_words(_items(0)) - min(seconds["plain words"]) / ITEMS
    rate = 1 / (sum(map(min, seconds.values())) / ITEMS + words_s)
    print(f"all of it: {rate:,.0f} items/s, {rate / WANTED_A_SECOND:.1f} of {WANTED_A_SECOND}")
    _print_ingest(_items(0))
    pair = min(_seconds(_judged, _items(turn)) for turn in range(ROUNDS, 2 * ROUNDS)) / ITEMS
    print(f"a pair judged, facts included: {1000 * pair:.2f} ms")
    _print_long(labeller, min(seconds["themes"]) / ITEMS)


def _steps(labeller: ThemeLabeller) -> dict[str, Callable[[str, str], object]]:
    return {
        "themes": labeller.label_text,
        "facts": facts_of,
        "plain words": lambda title, text: phrases_of(f"{title}\n{text}"),
        "summary": summarise_text,
    }


def _print_words(items: Sequence[Told]) -> float:
    """Seconds an item that its words take with the tokeniser, its child process included."""
    with tokenizing(load_settings()) as tokenizer:
        assert tokenizer is not None
        tokenizer.tokenize(["가"])
        process = tokenizer.worker.process_id
        assert process is not None
        loading = _child_seconds(process)
        start = time.process_time()
        found_phrases([f"{title}\n{text}" for title, text in items], tokenizer)
        took = (time.process_time() - start + _child_seconds(process) - loading) / len(items)
        print(f"  {'tokeniser':<12}{1000 * took:.2f} ms an item, in place of plain words")
        print(f"tokeniser: {loading:.1f} s to load, {_peak_megabytes(process):.0f} MB at its peak")
    return took


def _print_ingest(items: Sequence[Told]) -> None:
    """Reading, labels, words, storing, stories: what `trendbrief ingest` does, on one core."""
    lines = [
        json.dumps(
            {
                "id": str(number),
                "title": title,
                "body": text,
                "published": f"2021-{1 + number % 12:02}-{1 + number % 28:02}",
                "source": f"outlet {number % 9}",
            },
            ensure_ascii=False,
        )
        for number, (title, text) in enumerate(items)
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "items.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        database = {"TRENDBRIEF_DATABASE_URL": f"sqlite:///{folder}/bench.db"}
        before = _ended_children_seconds()
        command = [sys.executable, "-m", "bot.cli", "ingest", str(file)]
        everything = {**os.environ, **database}
        subprocess.run(command, check=True, capture_output=True, env=everything)  # noqa: S603
        took = _ended_children_seconds() - before
    print(f"ingest of {len(items)}, starts included: {len(items) / took:,.0f} items/s")


def _ended_children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _child_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_megabytes(process: int) -> float:
    return int(Path(f"/proc/{process}/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024


def _judged(title: str, text: str) -> object:
    return relate(StoryText(title=title, text=text), StoryText(title=text[:40], text=text))


def _print_long(labeller: ThemeLabeller, short_s: float) -> None:
    texts = [text for _, text in _items(0)]
    long = [
        (text[:30], " ".join(texts[at : at + 30])[:LONG_CHARS])
        for at, text in enumerate(texts[:LONG_ITEMS])
    ]
    took = min(_seconds(labeller.label_text, long) for _ in range(ROUNDS)) / LONG_ITEMS
    cut = min(_seconds(passages, long) for _ in range(ROUNDS)) / LONG_ITEMS
    print(
        f"themes of {LONG_CHARS} characters: {1000 * took:.2f} ms, {took / short_s:.1f} times a"
        f" lead; {1000 * (took - cut):.2f} ms beyond cutting into words"
    )


def _seconds(step: Callable[[str, str], object], items: Sequence[Told]) -> float:
    start = time.process_time()
    for title, text in items:
        step(title, text)
    return time.process_time() - start


def _items(turn: int) -> list[Told]:
    """Each turn puts other titles before the texts, so that no text is remembered whole."""
    lines = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()[:ITEMS]]
    titles = [line["title"] or line["text"][:30] for line in lines]
    return [(titles[(at + turn) % ITEMS], line["text"]) for at, line in enumerate(lines)]


if __name__ == "__main__":
    main()
