"""What each line was taken for, kept as a few bytes a line and told as `TakenLine`s when asked."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import overload

from briefings.model.documents import LinesOnDemand, Role, TakenLine
from briefings.text.lines import Lines

_ROLES = tuple(Role)
_CODES = {role: code for code, role in enumerate(_ROLES, start=1)}


class Taken(LinesOnDemand):
    """One `TakenLine` for each line of a text; a role once set is kept unless `force`d."""

    __slots__ = ("_items", "_lines", "_roles")

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._roles = bytearray(len(lines))
        self._items = array("I", bytes(4 * len(lines)))

    def __len__(self) -> int:
        return len(self._roles)

    @overload
    def __getitem__(self, index: int) -> TakenLine: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[TakenLine, ...]: ...

    def __getitem__(self, index: int | slice) -> TakenLine | tuple[TakenLine, ...]:
        if isinstance(index, slice):
            return tuple(self[one] for one in range(*index.indices(len(self))))
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return TakenLine(
            number=index + 1,
            role=self.role(index) or Role.FURNITURE,
            item=self._items[index],
            text=self._lines[index],
        )

    def __iter__(self) -> Iterator[TakenLine]:
        return (self[index] for index in range(len(self)))

    @property
    def skipped(self) -> int:
        """Lines that carry text and belong to no item."""
        blank = _CODES[Role.BLANK]
        return sum(
            1
            for code, item in zip(self._roles, self._items, strict=True)
            if item == 0 and code != blank
        )

    def is_taken(self, index: int) -> bool:
        """Whether a line has a role."""
        return self._roles[index] != 0

    def untaken(self) -> Iterator[int]:
        """The lines without a role, in order; each may be taken as it comes."""
        index = self._roles.find(0)
        while index >= 0:
            yield index
            index = self._roles.find(0, index + 1)

    def role(self, index: int) -> Role | None:
        """The role of a line, `None` while nothing has taken it."""
        code = self._roles[index]
        return _ROLES[code - 1] if code else None

    def release(self, item: int, lines: Iterable[int]) -> None:
        """These lines, as far as `item` took them, belong to no item after all."""
        for index in lines:
            if self._items[index] == item:
                self._items[index] = 0

    def disown(self, above: int) -> None:
        """Lines of items numbered over `above` belong to none: those items were not made."""
        if max(self._items, default=0) <= above:
            return
        for index, item in enumerate(self._items):
            if item > above:
                self._items[index] = 0

    def take(self, index: int, role: Role, *, item: int = 0, force: bool = False) -> None:
        """Say what a line is and which item it belongs to (0 for none)."""
        if force or not self._roles[index]:
            self._roles[index] = _CODES[role]
            self._items[index] = item
