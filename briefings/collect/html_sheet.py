"""The text that a curator is shown for a page, mail or feed, written line by line with roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from briefings.model.documents import Role, TakenLine
from briefings.model.items import Span

_Row = tuple[Role, int, str]


class SheetLines(Sequence[TakenLine]):
    """The lines of a sheet, made when they are asked for: most documents are never explained."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> TakenLine: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[TakenLine, ...]: ...

    def __getitem__(self, index: int | slice) -> TakenLine | tuple[TakenLine, ...]:
        if isinstance(index, slice):
            return tuple(self[one] for one in range(*index.indices(len(self))))
        role, item, text = self._rows[index]
        return TakenLine(number=index % len(self._rows) + 1, role=role, item=item, text=text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SheetLines) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(tuple(self._rows))

    def __iter__(self) -> Iterator[TakenLine]:
        return (self[index] for index in range(len(self._rows)))


class Sheet:
    """Collects lines; spans count in the text that grows here."""

    __slots__ = ("_length", "_rows")

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._length = 0

    def add(self, role: Role, text: str, *, item: int = 0) -> Span:
        """Write `text`, line by line; gives back where it stands."""
        start = self._length
        for line in text.split("\n"):
            self._rows.append((role if line and not line.isspace() else Role.BLANK, item, line))
        self._length = start + len(text) + 1
        return start, self._length - 1

    def blank(self) -> None:
        """Leave a line empty, once."""
        if self._rows and self._rows[-1][0] is not Role.BLANK:
            self.add(Role.BLANK, "")

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n".join(text for _, _, text in self._rows)

    @property
    def lines(self) -> SheetLines:
        """Every line with what it was taken for."""
        return SheetLines(self._rows)
