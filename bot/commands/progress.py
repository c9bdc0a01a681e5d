"""What long work is at: one line that is written over on a terminal, nothing elsewhere."""

from __future__ import annotations

import shutil
import sys

_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """Shows what is being done on standard error; `clear` makes room for a line that stays."""

    def __init__(self, *, shown: bool | None = None) -> None:
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._count = 0

    def at(self, name: str) -> None:
        """The next thing begins."""
        self._count += 1
        if self._shown:
            width = shutil.get_terminal_size().columns // 2
            sys.stderr.write(f"{_CLEAR_LINE}{self._count}: {name[-width:]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(_CLEAR_LINE)
