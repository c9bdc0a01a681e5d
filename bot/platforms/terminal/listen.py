"""Lines typed or piped become asks, their answers text; history and completion are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.platforms.terminal.render import plain_text
from briefings.model.chats import Answer, Ask, ChatKind, ChatRef

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

CHAT = ChatRef(platform="terminal", address="local")
LEAVING = frozenset(("/quit", "/exit", "quit", "exit", "/끝", "끝", "나가기"))
PROMPT = "trendbrief> "


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Answers lines one after another. `reply` answers an ask, `now` is the clock."""

    reply: Callable[[Ask], Answer]
    now: Callable[[], datetime]
    out: TextIO

    def hold(self, lines: Iterable[str]) -> None:
        """Answer every line that is not blank, until one leaves or the lines end."""
        for line in lines:
            typed = line.strip()
            if typed.casefold() in LEAVING:
                return
            if typed:
                self._say(typed)

    def _say(self, typed: str) -> None:
        ask = Ask(chat=CHAT, kind=ChatKind.PRIVATE, person=None, text=typed, now=self.now())
        print(plain_text(self.reply(ask).page), file=self.out, flush=True)


def typed_lines(words: Iterable[str], history: Path) -> Iterator[str]:
    """Lines as they are typed at the prompt; Ctrl-D ends them, Ctrl-C drops the one begun."""
    session = _session(words, history)
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _session(words: Iterable[str], history: Path) -> PromptSession[str]:
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - a pipe needs no prompt
    from prompt_toolkit.completion import FuzzyWordCompleter  # noqa: PLC0415
    from prompt_toolkit.history import FileHistory  # noqa: PLC0415

    history.parent.mkdir(parents=True, exist_ok=True)
    return PromptSession(
        history=FileHistory(str(history)),
        completer=FuzzyWordCompleter(list(words)),
        complete_while_typing=False,
    )
