"""The child process: takes messages from its standard input, does the job, answers."""

from __future__ import annotations

import logging
import os
import sys
from typing import BinaryIO

from bot.worker import limits
from bot.worker.jobs import Run, job_named
from bot.worker.wire import Message, receive, send
from briefings.errors import InputError

DONE, REFUSED, NO_MEMORY, BROKEN = "done", "refused", "no memory", "broken"
"""How a job ended: with its answer, with an error that names the mend, or not at all."""


def main() -> None:
    """Serve one job of the table until the parent closes the pipe.

    The command line names the job, its seconds an input and its bytes of memory.
    """
    requests, answers = _take_over_the_pipes()
    logging.disable(logging.CRITICAL)  # libraries have much to say about broken documents
    name, seconds, memory = sys.argv[1:]
    allowed = limits.Limits(seconds=float(seconds), memory_bytes=int(memory))
    run = job_named(name).prepare()
    limits.seal()
    while (request := receive(requests)) is not None:
        limits.apply(allowed)
        answer = _answer(run, request)
        limits.lift()
        send(answers, answer)


def _answer(run: Run, request: Message) -> Message:
    try:
        return run(request)
    except InputError as error:
        return Message(kind=REFUSED, head=_utf8(str(error)))
    except MemoryError:
        return Message(kind=NO_MEMORY)
    except RecursionError:
        return Message(kind=BROKEN, head=b"it nests too deep")
    except Exception as error:  # noqa: BLE001 - whatever a library does to us is this input's fault
        return Message(kind=BROKEN, head=_utf8(f"{type(error).__name__}: {error}"[:300]))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _take_over_the_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for messages; what a library prints goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - a file number, kept open
    return requests, answers


if __name__ == "__main__":
    main()
