"""Bytes become text, whatever their encoding."""

import pytest

from briefings.collect.decode import decode
from briefings.errors import UnreadableDocument
from briefings.model.documents import RawDocument

TEXT = "1월 4일 소식입니다.\r\nTwo banks share a rail.\n둘째 줄도 있습니다.\n"


def decoded(content: bytes) -> str:
    return decode(RawDocument(name="letter.txt", content=content)).text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "euc-kr"],
)
def test_an_encoding_is_told_by_itself(encoding):
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_utf_16_without_a_mark_is_told_without_any_latin_letter():
    text = "가나다라 마바사아 자차카타 파하거너\n"
    assert decoded(text.encode("utf-16-le")) == text
    assert decoded(text.encode("utf-16-be")) == text


def test_zero_bytes_are_left_out():
    assert decoded("앞\x00뒤 문장입니다.".encode()) == "앞뒤 문장입니다."


def test_lines_in_two_encodings_are_mended_line_by_line():
    assert decoded(TEXT.encode() + TEXT.encode("cp949")) == TEXT + TEXT


def test_two_encodings_in_one_line_are_mended_run_by_run():
    assert decoded("가나다 ".encode() + "라마바".encode("cp949")) == "가나다 라마바"


def test_a_broken_byte_costs_its_character_only():
    assert decoded("가나다 ".encode() + b"\xff" + " 라마바".encode()) == "가나다 � 라마바"


def test_a_text_cut_off_in_a_character_loses_only_that():
    assert decoded("가나다라".encode()[:-1]) == "가나다"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "letter.txt: the document is empty; nothing can be read from it."),
        (b" \r\n\t\n", "letter.txt: the document is empty; nothing can be read from it."),
        (
            b"%PDF-1.7 rest",
            (
                "letter.txt: this is a PDF file, not a text; give it under its own file type or "
                "save it as UTF-8 text."
            ),
        ),
        (
            bytes(range(1, 9)) * 50,
            "letter.txt: this looks like binary data, not text; save it as UTF-8 text.",
        ),
        (
            b"a" * 20_000_001,
            "letter.txt: 20.0 MB is over the limit of 20 MB for a text; split the file.",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_name_and_the_mend(content, reason):
    with pytest.raises(UnreadableDocument) as refused:
        decoded(content)
    assert str(refused.value) == reason
