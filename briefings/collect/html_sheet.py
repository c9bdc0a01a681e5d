"""The text that a curator is shown for a page, mail or feed, written line by line with roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from briefings.model.documents import Role, TakenLine
from briefings.model.items import Span

_Row = tuple[Role, int, str]


class SheetLines(Sequence[TakenLine]):
    """The lines of a sheet, made when they are asked for: most documents are never explained."""

    __slots__ = ("_made", "_rows")

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows
        self._made: tuple[TakenLine, ...] | None = None

    def _lines(self) -> tuple[TakenLine, ...]:
        if self._made is None:
            self._made = tuple(
                TakenLine(number=number, role=role, item=item, text=line)
                for number, (role, item, line) in enumerate(_single_lines(self._rows), start=1)
            )
        return self._made

    def __len__(self) -> int:
        return len(self._lines())

    @overload
    def __getitem__(self, index: int) -> TakenLine: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[TakenLine, ...]: ...

    def __getitem__(self, index: int | slice) -> TakenLine | tuple[TakenLine, ...]:
        return self._lines()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SheetLines) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(tuple(self._rows))


def _single_lines(rows: Sequence[_Row]) -> Iterator[_Row]:
    for role, item, text in rows:
        for line in text.split("\n"):
            yield (role if line and not line.isspace() else Role.BLANK), item, line


class Sheet:
    """Collects lines; spans count in the text that grows here."""

    __slots__ = ("_length", "_rows")

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._length = 0

    def add(self, role: Role, text: str, *, item: int = 0) -> Span:
        """Write `text`, line by line; gives back where it stands."""
        start = self._length
        self._rows.append((role, item, text))
        self._length = start + len(text) + 1
        return start, self._length - 1

    def blank(self) -> None:
        """Leave a line empty, once."""
        if self._rows and self._rows[-1][0] is not Role.BLANK:
            self.add(Role.BLANK, "")

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n".join([text for _, _, text in self._rows])

    @property
    def lines(self) -> SheetLines:
        """Every line with what it was taken for."""
        return SheetLines(self._rows)
