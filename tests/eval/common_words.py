"""Writes the words that very many texts have, counted in the examples that themes are learnt from.

Run it with `python -m tests.eval.common_words`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from briefings.understand import common_words
from briefings.understand.facts import facts_of

TEXTS = Path(__file__).parent.parent / "data" / "themes" / "train.jsonl"
COMMON_TEXTS = 4
VERY_COMMON_TEXTS = 10
_LINE_CHARS = 48  # wide letters count twice


def main() -> None:
    """Count in how many texts each word stands, and write the module of common words."""
    counts = counted(TEXTS)
    often = sorted(word for word, texts in counts.items() if texts >= VERY_COMMON_TEXTS)
    some = sorted(word for word, texts in counts.items() if texts >= COMMON_TEXTS)
    assert common_words.__file__ is not None
    Path(common_words.__file__).write_text(
        module(tuple(often), tuple(word for word in some if counts[word] < VERY_COMMON_TEXTS)),
        encoding="utf-8",
    )


def counted(path: Path) -> Counter[str]:
    """In how many texts of a JSON Lines file each word stands."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            counts.update(facts_of(fields["title"], fields["text"]).stems.keys())
    return counts


def module(often: tuple[str, ...], some: tuple[str, ...]) -> str:
    """The text of the module that holds the words."""
    return "\n".join(
        [
            '"""Words that many stories share, counted by `tests/eval/common_words.py`."""',
            "",
            "from __future__ import annotations",
            "",
            *_table("VERY_COMMON", often),
            '"""Words of ten and more of some two thousand texts."""',
            "",
            *_table("COMMON", some),
            '"""Words of four to nine of them."""',
            "",
        ]
    )


def _table(name: str, words: tuple[str, ...]) -> list[str]:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= _LINE_CHARS:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [f'_{name} = """', *lines, '"""', f"{name} = frozenset(_{name}.split())"]


if __name__ == "__main__":
    main()
