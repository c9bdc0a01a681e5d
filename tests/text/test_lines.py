"""Lines that know where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from briefings.text.lines import Lines, trimmed


def test_line_breaks_of_all_sorts_end_a_line():
    assert list(Lines("a\r\nb\rc\nd\fe\u2028f")) == ["a", "b", "c", "d", "e", "f"]


def test_a_last_line_without_a_break_counts_and_an_empty_text_has_none():
    assert list(Lines("a\n\nb")) == ["a", "", "b"]
    assert list(Lines("")) == []


@given(st.text())
def test_every_line_is_the_text_between_its_offsets(text):
    lines = Lines(text)
    assert [text[lines.start(i) : lines.end(i)] for i in range(len(lines))] == list(lines)


def test_zero_width_and_ideographic_space_is_trimmed():
    assert trimmed("\u3000\u200b 제목 \xa0\ufeff") == "제목"
