"""Texts in, their tokens out: cut by Kiwi in the child process, which is ended when idle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec

from bot.worker.client import Worker, WorkerFailed
from bot.worker.resting import Resting
from bot.worker.tokens_wire import ANSWER, REQUEST, TokenRequest, unpacked
from bot.worker.wire import Message
from briefings.errors import NotTokenized
from briefings.model.tokens import Token

PACKAGE = "kiwipiepy"
IDLE_SECONDS = 30.0
"""The child holds a third of a gigabyte; loading it again takes two seconds."""

BATCH_TEXTS = 100
"""Texts that travel together: the trip costs little for each, and a crash loses few."""


def is_installed() -> bool:
    """Whether the tokeniser is there; it has no wheel for every machine."""
    return find_spec(PACKAGE) is not None


class WorkerTokenizer:
    """Fills the `Tokenizer` port. Safe to share between threads; close it at the end.

    `words` are kept whole. The child process starts at the first text.
    """

    def __init__(
        self,
        words: Iterable[str],
        worker: Worker | None = None,
        *,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._words = tuple(dict.fromkeys(words))
        self._worker = worker or Worker("tokens")
        self._resting = Resting(self._worker.close, seconds=idle_seconds)

    @property
    def worker(self) -> Worker:
        """The child process behind it."""
        return self._worker

    def tokenize(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each text, in its order. Raises `NotTokenized`."""
        if not is_installed():
            raise NotTokenized(f"{PACKAGE} is not installed")
        with self._resting.busy():
            batches = range(0, len(texts), BATCH_TEXTS)
            return tuple(cut for at in batches for cut in self._cut(texts[at : at + BATCH_TEXTS]))

    def close(self) -> None:
        """End the child process, if there is one."""
        self._resting.stop()
        self._worker.close()

    def _cut(self, texts: Sequence[str]) -> Iterable[tuple[Token, ...]]:
        request = TokenRequest(words=self._words, texts=tuple(texts))
        try:
            answer = self._worker.ask(Message(kind="tokens", head=REQUEST.write(request)))
        except WorkerFailed as error:
            raise NotTokenized(f"the tokeniser failed: {error}") from error
        if answer.kind != "done":
            raise NotTokenized(f"the tokeniser failed: {answer.head.decode() or answer.kind}")
        return map(unpacked, ANSWER.read(answer.payload).cuts)
