import os
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from bot.worker.client import Worker
from bot.worker.limits import MEGABYTE, Limits
from bot.worker.reading import Reading
from bot.worker.wire import Message
from briefings.errors import UnreadableDocument
from briefings.model.documents import RawDocument

PAGES = Path(__file__).parents[1] / "data" / "pages"
PARAGRAPH = "<p>A sentence of a page that is long enough to count as prose, number {}.</p>"
HEAVY = RawDocument(
    name="heavy.html",
    content=("<html><body>" + "".join(map(PARAGRAPH.format, range(30_000)))).encode(),
)
LIGHT = RawDocument(name="light.html", content=(PAGES / "article-json-ld.html").read_bytes())


def reading(*, seconds: float = 20, megabytes: int = 300) -> Reading:
    limits = Limits(seconds=seconds, memory_bytes=megabytes * MEGABYTE)
    return Reading(Worker("read", limits=limits))


def child_of(worker: Worker) -> int:
    assert worker.process_id is not None
    return worker.process_id


def test_no_child_is_started_before_it_is_needed():
    with Worker("read") as worker:
        assert worker.process_id is None


def test_a_child_is_kept_for_the_next_document():
    worker = Worker("read")
    with Reading(worker) as reader:
        reader.read_any(LIGHT)
        first = child_of(worker)
        reader.read_any(LIGHT)
        assert child_of(worker) == first


def test_a_document_that_takes_too_long_is_named_with_the_limit_and_the_mend():
    with reading(seconds=0.05) as reader, pytest.raises(UnreadableDocument) as refusal:
        reader.read_any(HEAVY)
    assert str(refusal.value) == (
        "heavy.html: it took longer than 0.05 seconds; split it or save its text"
    )


def test_a_document_that_needs_too_much_memory_is_named_with_the_limit_and_the_mend():
    with reading(megabytes=110) as reader, pytest.raises(UnreadableDocument) as refusal:
        reader.read_any(HEAVY)
    assert str(refusal.value) == (
        "heavy.html: reading it needs more than 110 MB; split it or save its text"
    )


def test_after_a_document_that_hit_a_limit_the_next_one_is_read():
    with reading(megabytes=110) as reader:
        with pytest.raises(UnreadableDocument):
            reader.read_any(HEAVY)
        assert [item.title for item in reader.read_any(LIGHT).items] == [
            "Harbor city opens a drone lane for medicine"
        ]


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_killed_child_is_replaced(sign: signal.Signals):
    worker = Worker("read")
    with Reading(worker) as reader:
        reader.read_any(LIGHT)
        os.kill(child_of(worker), sign)
        with pytest.raises(UnreadableDocument, match=f"signal {sign.value}"):
            reader.read_any(LIGHT)
        assert len(reader.read_any(LIGHT).items) == 1


def test_closing_ends_the_child():
    worker = Worker("read")
    with Reading(worker) as reader:
        reader.read_any(LIGHT)
        child = child_of(worker)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_threads_share_one_child():
    worker = Worker("read")
    titles: list[str | None] = []
    with Reading(worker) as reader:

        def read() -> None:
            titles.extend(
                item.title for item in reader.read_any(LIGHT, today=date(2026, 1, 1)).items
            )

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert titles == ["Harbor city opens a drone lane for medicine"] * 4


def test_a_request_that_no_job_knows_ends_in_an_error_not_in_silence():
    with Worker("read") as worker:
        answer = worker.ask(Message(kind="read", head=b"{}", payload=b""))
    assert answer.kind == "broken"


def test_an_unknown_job_is_an_error_at_once():
    with pytest.raises(KeyError):
        Worker("no such job")


def test_the_child_sees_no_setting_and_no_token(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TRENDBRIEF_TELEGRAM__TOKEN", "1:secret")
    worker = Worker("read")
    with Reading(worker) as reader:
        reader.read_any(LIGHT)
        environment = Path(f"/proc/{child_of(worker)}/environ").read_bytes()
    assert b"secret" not in environment


SEALED = "from bot.worker import limits; limits.seal(); {}"


@pytest.mark.parametrize(
    "act",
    [
        "open('/etc/hostname')",
        "open('.env')",
        "open('/tmp/trendbrief-made', 'w')",
        "__import__('os').open('/etc/hostname', 0)",
        "__import__('socket').socket()",
        "__import__('socket').getaddrinfo('localhost', 80)",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
    ],
)
def test_a_sealed_process_opens_reaches_and_starts_nothing(act: str):
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SEALED.format(act)], capture_output=True, text=True, check=False
    )
    assert "PermissionError: the child process" in done.stderr
