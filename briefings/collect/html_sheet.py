"""The text that a curator is shown for a page, mail or feed, written line by line with roles."""

from __future__ import annotations

from briefings.model.documents import Role, TakenLine
from briefings.model.items import Span


class Sheet:
    """Collects lines; spans count in the text that grows here."""

    def __init__(self) -> None:
        self._lines: list[TakenLine] = []
        self._parts: list[str] = []
        self._length = 0

    def add(self, role: Role, text: str, *, item: int = 0) -> Span:
        """Write `text`, line by line; gives back where it stands."""
        start = self._length
        for line in text.split("\n"):
            taken = role if line.strip() else Role.BLANK
            self._lines.append(
                TakenLine(number=len(self._lines) + 1, role=taken, item=item, text=line)
            )
            self._parts.append(line)
            self._length += len(line) + 1
        return start, self._length - 1

    def blank(self) -> None:
        """Leave a line empty, once."""
        if self._lines and self._lines[-1].role is not Role.BLANK:
            self.add(Role.BLANK, "")

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n".join(self._parts)

    @property
    def lines(self) -> tuple[TakenLine, ...]:
        """Every line with what it was taken for."""
        return tuple(self._lines)
