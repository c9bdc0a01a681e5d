"""The tokeniser in its child process: what it cuts, how it ends, and what happens without it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.worker.client import Worker
from bot.worker.limits import MEGABYTE, TOKENIZING, Limits
from bot.worker.tokens import WorkerTokenizer
from bot.worker.tokens_wire import packed, unpacked
from briefings.errors import NotTokenized
from briefings.model.tokens import Token, TokenKind

LOADS_NO_TOKENISER = """
import sys
import bot.app, bot.desk, bot.program, bot.commands.ingest, bot.commands.run, bot.worker.tokens
sys.exit(sum(name.partition(".")[0] in ("kiwipiepy", "kiwipiepy_model") for name in sys.modules))
"""


def peak_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@pytest.fixture(scope="module")
def tokenizer():
    made = WorkerTokenizer(["큐비트", "챗GPT"])
    yield made
    made.close()


def said(tokenizer, text, *kinds):
    (tokens,) = tokenizer.tokenize([text])
    return [text[token.start : token.end] for token in tokens if token.kind in kinds]


def test_nouns_are_told_from_verbs_numbers_and_particles(tokenizer):
    text = "새벽에 열두 업체가 나눠 가졌다"
    assert said(tokenizer, text, TokenKind.NOUN) == ["새벽", "업체"]
    assert said(tokenizer, text, TokenKind.NUMBER) == ["열"]


def test_words_of_ours_stay_whole(tokenizer):
    assert said(tokenizer, "챗GPT와 큐비트를 배운다", TokenKind.NAME) == ["챗GPT", "큐비트"]


def test_each_text_gets_its_tokens_in_its_order(tokenizer):
    texts = ["", "은행", "바다 은행"]
    assert [len(tokens) for tokens in tokenizer.tokenize(texts)] == [0, 1, 2]


def test_the_child_stays_within_what_it_may_hold(tokenizer):
    tokenizer.tokenize(["은행이 새벽배송을 시작했다. " * 20] * 200)
    assert tokenizer.worker.process_id is not None
    assert peak_megabytes(tokenizer.worker.process_id) < 450


def test_a_child_without_enough_memory_is_told_of():
    limits = Limits(seconds=TOKENIZING.seconds, memory_bytes=120 * MEGABYTE)
    tokenizer = WorkerTokenizer([], Worker("tokens", limits=limits))
    with pytest.raises(NotTokenized, match="the tokeniser failed"):
        tokenizer.tokenize(["은행"])
    tokenizer.close()


def test_a_child_that_was_killed_is_started_again(tokenizer):
    tokenizer.tokenize(["은행"])
    tokenizer.worker.stop()
    with pytest.raises(NotTokenized):
        tokenizer.tokenize(["은행"])
    assert len(tokenizer.tokenize(["은행"])) == 1


def test_an_idle_child_is_ended():
    tokenizer = WorkerTokenizer([], idle_seconds=0.05)
    tokenizer.tokenize(["은행"])
    deadline = time.monotonic() + 10
    while tokenizer.worker.process_id is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert tokenizer.worker.process_id is None


def test_the_program_that_answers_loads_no_tokeniser():
    done = subprocess.run([sys.executable, "-c", LOADS_NO_TOKENISER], check=False)  # noqa: S603
    assert done.returncode == 0


def test_tokens_travel_unchanged():
    tokens = (
        Token(kind=TokenKind.NOUN, start=0, end=2),
        Token(kind=TokenKind.VERBALISER, start=2, end=3),
    )
    assert unpacked(packed(tokens)) == tokens
