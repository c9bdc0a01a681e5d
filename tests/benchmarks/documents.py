"""Plain and Markdown documents: megabytes a second of each kind, and what 20 MB take.

Documents are made from the samples of the tests: what stands between the first and the last item
is repeated, with other words and figures in every line, until the size is reached.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.worker.reading import Reading
from briefings.collect.decode import decode
from briefings.collect.read import read_document
from briefings.model.documents import ParsedDocument, RawDocument
from briefings.text.lines import Lines

SAMPLES = Path(__file__).parent.parent / "data" / "documents"
MEGABYTE = 1_000_000
ACCEPTED_MEGABYTES_A_SECOND = 1.0
ACCEPTED_SECONDS = 10.0
ACCEPTED_MEGABYTES = 64

SPEED_BYTES = 200_000
"""So much is made of each sample where speed is measured."""

BIG_BYTES = 20 * MEGABYTE - 1_000
"""As much as one document may have, nearly."""

BIG_SAMPLE = "report-bold-leads.md"
TODAY = date(2026, 11, 1)
GAP = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
FIGURE = re.compile(r"\d{1,3}(?=%|억|조|만|천|명|개|곳)")
WORDS = "배터리 항공 협력 규모 확대 시범 전국 공동 신규 국내 연간 분기 지역 기술 시장".split()  # noqa: SIM905
ENGLISH = "battery market shared yearly local second public fresh steady joint regional".split()  # noqa: SIM905


def main() -> None:
    """Print MB/s (CPU time) of each kind beside a bare pass over the lines, then 20 MB of each."""
    if sys.argv[1:2] == ["--big"]:
        print(json.dumps(_big(Path(sys.argv[2]))))
        return
    kinds: dict[str, list[RawDocument]] = defaultdict(list)
    for kind, document in made(SPEED_BYTES):
        kinds[kind].append(document)
    kinds["dense Markdown"].append(dense_markdown(SPEED_BYTES * 10))
    kinds["jsonl"].append(json_lines(SPEED_BYTES * 10))
    for kind, documents in kinds.items():
        _print_speed(kind, documents)
    for kind, document in big_documents():
        _print_big(kind, document)


def _print_speed(kind: str, documents: list[RawDocument]) -> None:
    size = sum(len(document.content) for document in documents) / MEGABYTE
    reading = bare = 0.0
    slowest = ("", 1e9)
    for document in documents:
        bare += _cpu_of_bare_pass(document)
        start = time.process_time()
        _read(document)
        spent = time.process_time() - start
        reading += spent
        slowest = min(
            slowest,
            (document.name, len(document.content) / MEGABYTE / spent),
            key=lambda one: one[1],
        )
    print(
        f"{kind}: {size / reading:.2f} MB/s of {len(documents)} documents, {size:.1f} MB; "
        f"{reading / bare:.0f} times a bare pass; slowest {slowest[0]} {slowest[1]:.2f} MB/s "
        f"(accepted: {ACCEPTED_MEGABYTES_A_SECOND:.0f} MB/s)",
        flush=True,
    )


def _print_big(kind: str, document: RawDocument) -> None:
    """One document of 20 MB in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / document.name
        file.write_bytes(document.content)
        told = subprocess.run(  # noqa: S603 - this very module
            [sys.executable, "-m", "tests.benchmarks.documents", "--big", str(file)],
            check=True,
            capture_output=True,
            text=True,
        )
    found = json.loads(told.stdout)
    print(
        f"20 MB, {kind} ({document.name}): {found['seconds']:.1f} s of CPU, "
        f"{found['megabytes']:.0f} MB above the start, {found['items']:,} items "
        f"(accepted: {ACCEPTED_SECONDS:.0f} s, {ACCEPTED_MEGABYTES} MB)",
        flush=True,
    )


def _big(file: Path) -> dict[str, float]:
    """Time and memory of reading a file as `ingest` does; all is loaded before the start."""
    for _ in range(3):
        _read(next(iter(made(20_000)))[1])
    before = _most_resident_bytes()
    start = time.process_time()
    with Reading() as reading:
        items = len(reading.read_any(_loaded(file), today=TODAY).items)
    return {
        "seconds": time.process_time() - start,
        "megabytes": (_most_resident_bytes() - before) / MEGABYTE,
        "items": items,
    }


def _loaded(file: Path) -> RawDocument:
    """Handed over without a name of its own, so that the reader alone holds the bytes."""
    return RawDocument(name=file.name, content=file.read_bytes())


def _most_resident_bytes() -> int:
    """The most that this program ever held; `getrusage` would tell of its parent too."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", told)[0]) * 1024


def _read(document: RawDocument) -> ParsedDocument:
    return read_document(decode(document), today=TODAY)


def _cpu_of_bare_pass(document: RawDocument) -> float:
    start = time.process_time()
    for line in Lines(document.content.decode()):
        line.strip()
    return time.process_time() - start


def big_documents() -> Iterator[tuple[str, RawDocument]]:
    """Documents of 20 MB: reports in prose and dense, tiny and huge items one a line, one line."""
    yield "report", _repeated(BIG_SAMPLE, BIG_BYTES)
    yield "dense Markdown", dense_markdown(BIG_BYTES)
    yield "jsonl", json_lines(BIG_BYTES)
    yield "huge rows", huge_rows(BIG_BYTES)
    yield "one line", one_line(BIG_BYTES)


def made(size: int) -> Iterator[tuple[str, RawDocument]]:
    """Each sample grown to `size` bytes, with its kind, if it is still read as its own kind."""
    for told in sorted(SAMPLES.glob("*.expected.json")):
        name = told.name.removesuffix(".expected.json")
        kind = json.loads(told.read_text(encoding="utf-8"))["format"]
        document = _repeated(name, size)
        if _read(_repeated(name, 20_000)).format == kind:
            yield kind, document


def _repeated(name: str, size: int) -> RawDocument:
    raw = (SAMPLES / name).read_bytes()
    document = _read(RawDocument(name=name, content=raw))
    text = document.text
    start = text.rfind("\n", 0, document.items[0].span[0]) + 1
    end = max(item.span[1] for item in document.items)
    core, rng = text[start:end], random.Random(name)
    parts, length = [text[:start]], 0
    while length < size - len(raw):
        part = "".join(_varied(line, rng) for line in core.splitlines(keepends=True)) + "\n\n"
        parts.append(part)
        length += len(part.encode())
    return RawDocument(name=name, content="".join([*parts, text[end:]]).encode())


def _varied(line: str, rng: random.Random) -> str:
    """The line with other figures and one more word in it, so that no line comes twice."""
    line = FIGURE.sub(lambda _: str(rng.randrange(1, 999)), line)
    words = ENGLISH if line.isascii() else WORDS
    if "](" in line or "://" in line:
        return line.replace("/20", f"/{rng.randrange(10**6)}/20", 1)
    gaps = [found.start() for found in GAP.finditer(line)]
    if len(line) < 16 or not gaps:
        return line
    gap = rng.choice(gaps)
    return f"{line[:gap]} {rng.choice(words)} {rng.choice(words)}{line[gap:]}"


def dense_markdown(size: int) -> RawDocument:
    """A report of items of 300 bytes each: bold title, bullets, source in brackets."""
    rng = random.Random("dense")
    parts, length = ["# 주간 기술 소식\n\n2021-03-05\n\n"], 0
    while length < size - 1_000:
        number = len(parts)
        part = (
            f"**{number}. {_words(rng, 4)} {rng.randrange(999)}억 원 투자**\n\n"
            f"- {_words(rng, 6)} {rng.randrange(99)}% 늘었다\n"
            f"- {_words(rng, 8)}\n"
            f"- [{_words(rng, 2)}](https://news.example/{rng.randrange(10**8)}/a)\n\n"
        )
        parts.append(part)
        length += len(part.encode())
    return RawDocument(name="dense.md", content="".join(parts).encode())


def json_lines(size: int) -> RawDocument:
    """Tiny items, one a line."""
    rng = random.Random("lines")
    parts, length = [], 0
    while length < size - 1_000:
        item = {
            "id": str(len(parts)),
            "title": _words(rng, 4),
            "body": _words(rng, 5),
            "url": f"https://news.example/{rng.randrange(10**8)}",
            "published": f"2021-03-{rng.randrange(1, 29):02}",
            "source": rng.choice(WORDS),
        }
        part = json.dumps(item, ensure_ascii=False) + "\n"
        parts.append(part)
        length += len(part.encode())
    return RawDocument(name="lines.jsonl", content="".join(parts).encode())


def huge_rows(size: int) -> RawDocument:
    """Five items, one a line, of some megabytes each."""
    rng = random.Random("rows")
    body = _words(rng, size // 60)
    item = json.dumps({"title": "큰 글", "body": body}, ensure_ascii=False)
    rows = min(5, size // len(item.encode()))
    return RawDocument(name="huge.jsonl", content="\n".join([item] * rows).encode())


def one_line(size: int) -> RawDocument:
    """A text that never breaks its line."""
    words = f"{_words(random.Random('line'), 1_000)} "
    return RawDocument(name="line.txt", content=words.encode() * (size // len(words.encode())))


def _words(rng: random.Random, count: int) -> str:
    return " ".join(f"{rng.choice(WORDS)}{rng.randrange(100)}" for _ in range(count))


if __name__ == "__main__":
    main()
