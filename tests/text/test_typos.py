"""Slips of the finger, in Hangul and Latin, and the wrong keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.text.typos import (
    letters,
    meant_words,
    near_pieces,
    other_layout,
    slips,
    slips_allowed,
)

hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dlsrhdwlsmd", "인공지능"),
        ("qksehcp", "반도체"),
        ("rkqtdl", "값이"),
        ("해ㅐ힏", "google"),
        ("google", None),
        ("gpt4", None),
        ("", None),
    ],
)
def test_the_other_keyboard_is_read_as_it_was_meant(typed: str, meant: str | None):
    assert other_layout(typed) == meant


@given(hangul)
def test_hangul_typed_on_a_latin_keyboard_comes_back(word: str):
    typed = other_layout(word)

    assert typed is not None
    assert typed.isascii()
    assert len(typed) == len(letters(word))


@pytest.mark.parametrize(
    ("meant", "typed", "count"),
    [
        ("카카오페이", "카카오패이", 1),
        ("마이데이터", "마이데이타", 1),
        ("openai", "opneai", 1),
        ("openai", "opnai", 1),
        ("은행", "은행", 0),
        ("은행", "금리", None),
    ],
)
def test_slips_are_counted_by_letters(meant: str, typed: str, count: int | None):
    assert slips(meant, typed, most=2) == count


@pytest.mark.parametrize(
    ("word", "allowed"), [("은행", 0), ("반도체", 1), ("인공지능", 2), ("api", 0), ("open", 1)]
)
def test_short_words_may_hold_no_slip(word: str, allowed: int):
    assert slips_allowed(word) == allowed


def test_only_the_nearest_known_words_are_meant():
    known = ["카카오페이", "카카오뱅크", "네이버페이", "카카오패이"]

    assert meant_words("카카오패이", known) == ["카카오페이"]
    assert meant_words("은헹", ["은행"]) == []


def test_pieces_as_long_as_the_word_are_taken_from_a_text():
    assert set(near_pieces("카카오패이", "카카오페이가 openai")) == {
        "카카오페",
        "카카오페이",
        "카카오페이가",
        "openai",
    }


@given(hangul, hangul)
def test_slips_count_the_same_both_ways(first: str, second: str):
    assert slips(first, second, most=3) == slips(second, first, most=3)
