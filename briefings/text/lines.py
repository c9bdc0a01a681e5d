"""A text cut into lines that know where they stand: offsets only, so that big texts stay small."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

_BREAK = re.compile(r"\r\n|[\n\r\f\u2028\u2029\x85\x0b]")
_EDGE_SPACE = " \t\xa0\u3000\u200b\u200c\u200d\ufeff\x00\u2060"


class Lines:
    """The lines of `text` in order, without their line breaks; a form feed breaks a line too.

    Offsets are code points of `text`. A line is sliced when asked for, never kept.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        starts, ends = array("I"), array("I")
        start = 0
        for found in _BREAK.finditer(text):
            starts.append(start)
            ends.append(found.start())
            start = found.end()
        if start < len(text):
            starts.append(start)
            ends.append(len(text))
        self.starts, self.ends = starts, ends

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(len(self)))

    def start(self, index: int) -> int:
        """Where line `index` starts."""
        return self.starts[index]

    def end(self, index: int) -> int:
        """Where line `index` ends, its line break not counted."""
        return self.ends[index]

    def length(self, index: int) -> int:
        """How many code points line `index` has."""
        return self.ends[index] - self.starts[index]

    def head(self, index: int, limit: int) -> str:
        """The first `limit` code points of line `index`."""
        start = self.starts[index]
        return self.text[start : min(self.ends[index], start + limit)]


def trimmed(line: str) -> str:
    """The line without space at its edges, zero-width and ideographic space included."""
    return line.strip().strip(_EDGE_SPACE).strip()
