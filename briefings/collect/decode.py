"""Bytes as they came become text: the encoding is told by marks, rhythm and validity."""

from __future__ import annotations

import codecs
import io
import re

from briefings.collect.unseen import without_unseen
from briefings.errors import UnreadableDocument
from briefings.model.documents import DocumentText, RawDocument

MAX_TEXT_BYTES = 20_000_000
"""Larger text files are refused: they would not fit the memory that one document may take."""

SAMPLE_BYTES = 65_536
"""So many bytes tell what kind of data a file is."""

MAX_JUNK_SHARE = 0.1
"""More control or broken characters than this, and the file is no text."""

LONGEST_CHAR_BYTES = 4
"""A text cut off within its last character loses that character alone."""

MIN_JUNK_CHARS = 3
"""A few broken characters are a broken text, however short it is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")
_SOMETHING = re.compile("[^\\s\x00\ufeff\u200b]")
_BROKEN_RUN = re.compile(rb"[\x80-\xff]{1,4096}")


def decode(raw: RawDocument) -> DocumentText:
    """The text of `raw`, its byte order mark removed, its newlines kept.

    Raises `UnreadableDocument` for empty, oversized and binary content; the text names the
    document and the mend. A text in several encodings is repaired run by run.
    """
    content = raw.content
    if len(content) > MAX_TEXT_BYTES:
        limit = MAX_TEXT_BYTES // 1_000_000
        raise UnreadableDocument(
            f"{raw.name}: {len(content) / 1_000_000:.1f} MB is over the limit of {limit} MB for "
            "a text; split the file."
        )
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableDocument(
                f"{raw.name}: this is {kind}, not a text; give it under its own file type or "
                "save it as UTF-8 text."
            )
    text = _text_of(content)
    if _SOMETHING.search(text) is None:
        raise UnreadableDocument(f"{raw.name}: the document is empty; nothing can be read from it.")
    if _is_junk(text):
        raise UnreadableDocument(
            f"{raw.name}: this looks like binary data, not text; save it as UTF-8 text."
        )
    text = without_unseen(text.replace("\x00", ""))
    return DocumentText(name=raw.name, text=text, media_type=raw.media_type, url=raw.url)


def _is_junk(text: str) -> bool:
    """Whether so many characters are control or broken ones that nobody wrote this."""
    sample = text[:SAMPLE_BYTES].replace("\x00", "")
    junk = len(_CONTROL.findall(sample))
    return junk > MIN_JUNK_CHARS and junk > len(sample) * MAX_JUNK_SHARE


def _text_of(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lenient(content[len(mark) :], encoding)
    unmarked = _unmarked_wide(content)
    if unmarked is not None:
        return _lenient(content, unmarked)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        whole = content[: fault.start]
        if len(content) - fault.start < LONGEST_CHAR_BYTES and not whole.isascii():
            return whole.decode("utf-8")
        return _legacy(content)


def _lenient(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="replace").removeprefix("\ufeff")


def _unmarked_wide(content: bytes) -> str | None:
    """UTF-16 without a mark: it holds zero bytes, reads as letters, and is no UTF-8."""
    sample = content[:SAMPLE_BYTES]
    sample = sample[: len(sample) // 2 * 2]
    pairs = len(sample) // 2
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or zeros_even + zeros_odd == 0:
        return None
    if max(zeros_even, zeros_odd) * 4 < pairs and _is_utf8(sample[:-4]):
        return None
    order = ("utf-16-le", "utf-16-be") if zeros_odd >= zeros_even else ("utf-16-be", "utf-16-le")
    return next((encoding for encoding in order if _reads_as(sample, encoding)), None)


def _reads_as(sample: bytes, encoding: str) -> bool:
    """Whether the sample, read so, is letters and spaces rather than noise."""
    text = sample.decode(encoding, errors="replace")
    usual = sum(
        1
        for char in text
        if " " <= char <= "~"
        or char in "\r\n\t"
        or "가" <= char <= "힣"
        or "一" <= char <= "鿿"
        or "぀" <= char <= "ヿ"
        or "\u2010" <= char <= "\u2030"
        or "\u3000" <= char <= "\u303f"
    )
    return usual * 10 >= len(text) * 9


def _legacy(content: bytes) -> str:
    """CP949 where that fits the whole, else UTF-8 with its broken runs mended one by one."""
    good_utf8 = _utf8_share(content)
    if good_utf8 < 0.5:
        try:
            return content.decode("cp949")
        except UnicodeDecodeError:
            pass
    return _mended(content, prefer_utf8=good_utf8 >= 0.5)


def _utf8_share(content: bytes) -> float:
    """How many of the runs of high bytes in a sample are valid UTF-8."""
    runs = _BROKEN_RUN.findall(content[: SAMPLE_BYTES * 4])
    if not runs:
        return 1.0
    return sum(1 for run in runs[:-1] or runs if _is_utf8(run)) / len(runs[:-1] or runs)


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mended(content: bytes, *, prefer_utf8: bool) -> str:
    """Line by line: each in the first encoding that it is valid in, else with `�` marks."""
    order = ("utf-8", "cp949") if prefer_utf8 else ("cp949", "utf-8")
    mended = io.StringIO()
    for line in io.BytesIO(content):
        mended.write(_mended_line(line, order))
    return mended.getvalue()


def _mended_line(line: bytes, order: tuple[str, str]) -> str:
    if line.isascii():
        return line.decode("ascii")
    for encoding in ("utf-8", *order):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    if _utf8_share(line) > 0:  # both encodings within one line: run by run
        return _BROKEN_RUN.sub(lambda run: _mended_run(run[0]), line).decode("utf-8", "replace")
    return line.decode(order[0], errors="replace")


def _mended_run(run: bytes) -> bytes:
    for encoding in ("utf-8", "cp949"):
        try:
            return run.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return run
