"""Measures theme labels against a file of items with expected themes, trap by trap."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "themes"
DEVELOPMENT = DATA / "dev.jsonl"
TRAINING = DATA / "train.jsonl"
CHECK = DATA / "check.jsonl"


@dataclass(frozen=True, kw_only=True)
class Example:
    """An item with the themes that it should get, and the trap that it sets, if any."""

    id: str
    title: str | None
    text: str
    themes: frozenset[str]
    trap: str | None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An example and the themes that it got."""

    example: Example
    got: frozenset[str]

    @property
    def right(self) -> bool:
        return self.got == self.example.themes


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Precision and recall of each theme, and how traps were met."""

    name: str
    items: int
    precision: dict[str, float]
    recall: dict[str, float]
    f1: dict[str, float]
    exact: float
    traps_right: float
    false_alarms: float
    traps: dict[str, tuple[int, int]]

    @property
    def macro_f1(self) -> float:
        return sum(self.f1.values()) / max(1, len(self.f1))


def read_examples(path: Path) -> tuple[Example, ...]:
    with path.open(encoding="utf-8") as lines:
        return tuple(_example(json.loads(line)) for line in lines if line.strip())


def _example(fields: dict[str, object]) -> Example:
    title, trap, themes = fields["title"], fields.get("trap"), fields["themes"]
    assert isinstance(themes, list)
    return Example(
        id=str(fields["id"]),
        title=None if title is None else str(title),
        text=str(fields["text"]),
        themes=frozenset(str(theme) for theme in themes),
        trap=None if trap is None else str(trap),
    )


def judge(
    examples: Iterable[Example], label: Callable[[str | None, str], Iterable[str]]
) -> tuple[Judged, ...]:
    return tuple(
        Judged(example=example, got=frozenset(label(example.title, example.text)))
        for example in examples
    )


def figures(name: str, judged: Sequence[Judged]) -> Figures:
    themes = sorted({theme for one in judged for theme in one.example.themes | one.got})
    counts = {theme: _counts(theme, judged) for theme in themes}
    trapped = [one for one in judged if one.example.trap]
    themeless = [one for one in judged if not one.example.themes]
    return Figures(
        name=name,
        items=len(judged),
        precision={theme: _ratio(hit, got) for theme, (hit, got, _) in counts.items()},
        recall={theme: _ratio(hit, due) for theme, (hit, _, due) in counts.items()},
        f1={theme: _ratio(2 * hit, got + due) for theme, (hit, got, due) in counts.items()},
        exact=_ratio(sum(one.right for one in judged), len(judged)),
        traps_right=_ratio(sum(one.right for one in trapped), len(trapped)),
        false_alarms=_ratio(sum(bool(one.got) for one in themeless), len(themeless)),
        traps=_by_trap(trapped),
    )


def _counts(theme: str, judged: Sequence[Judged]) -> tuple[int, int, int]:
    """Rightly given, given, due."""
    return (
        sum(theme in one.got and theme in one.example.themes for one in judged),
        sum(theme in one.got for one in judged),
        sum(theme in one.example.themes for one in judged),
    )


def _by_trap(trapped: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    right = Counter(one.example.trap for one in trapped if one.right)
    every = Counter(one.example.trap for one in trapped)
    return {str(trap): (right[trap], count) for trap, count in sorted(every.items(), key=str)}


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def table(columns: Sequence[Figures]) -> str:
    """The figures side by side, one column a set."""
    lines = [_row("", [f"{column.name} ({column.items})" for column in columns])]
    for theme in columns[0].f1:
        cells = [
            f"P {column.precision.get(theme, 0):.2f}  R {column.recall.get(theme, 0):.2f}  "
            f"F1 {column.f1.get(theme, 0):.2f}"
            for column in columns
        ]
        lines.append(_row(theme, cells))
    lines.append(_row("macro-F1", [f"{column.macro_f1:.3f}" for column in columns]))
    lowest = [f"{min(column.precision.values(), default=0):.3f}" for column in columns]
    lines.append(_row("lowest precision", lowest))
    lines.append(_row("all themes right", [f"{column.exact:.3f}" for column in columns]))
    lines.append(_row("traps right", [f"{column.traps_right:.3f}" for column in columns]))
    lines.append(_row("false alarms", [f"{column.false_alarms:.3f}" for column in columns]))
    kinds = sorted({trap for column in columns for trap in column.traps})
    for trap in kinds:
        cells = ["{} of {}".format(*column.traps.get(trap, (0, 0))) for column in columns]
        lines.append(_row(f"  {trap}", cells))
    return "\n".join(lines)


def _row(head: str, cells: Iterable[str]) -> str:
    return f"{head:<20}" + "".join(f"{cell:<32}" for cell in cells).rstrip()
