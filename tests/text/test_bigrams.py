"""Search tokens and what queries become."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.text.bigrams import fold, index_text, phrase, tokens

texts = st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("새벽 배송", ["새벽", "벽배", "배송"]),
        ("은행, 카드", ["은행", "카드"]),
        ("AI가 쓴 글", ["ai", "가쓴", "쓴글"]),
        ("GPT-4o", ["gpt", "4o"]),
        ("챗GPT", ["챗", "gpt"]),
        ("美 은행", ["美", "은행"]),
        ("量子計算", ["量子", "子計", "計算"]),
        ("ＡＩ ㈜토스", ["ai", "주", "토스"]),
        ("은\u200b행\ufeff", ["은행"]),
        ("Café", ["cafe"]),
        ("snake_case", ["snake", "case"]),
        ("1조 7,700억", ["1", "조", "7", "700", "억"]),
        ("", []),
        ("… !? \u200b", []),
    ],
)
def test_a_text_becomes_its_tokens(text: str, expected: list[str]):
    assert list(tokens(text)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("은행", '"은행"'),
        ("새벽배송", '"새벽 벽배 배송"'),
        ("돈", '"돈"*'),
        ("ai", '"ai"'),
        ("quantum", '"quantum"*'),
        ("2021", '"2021"'),
        ('" OR *', '"or"'),
        ("NEAR(a b)", '"near a b"'),
        ("***", None),
        ("", None),
    ],
)
def test_a_word_becomes_a_quoted_phrase(word: str, expected: str | None):
    assert phrase(word) == expected


def test_decomposed_hangul_is_the_same_as_composed():
    assert index_text(unicodedata.normalize("NFD", "은행 앱")) == index_text("은행 앱")


@given(texts)
def test_tokens_hold_letters_and_digits_alone(text: str):
    assert all(re.fullmatch(r"[^\W_]+|[\u3005-\U0003ffff]+", token) for token in tokens(text))


@given(texts)
def test_folding_twice_folds_no_further(text: str):
    assert fold(fold(text)) == fold(text)


@given(texts, texts)
def test_a_phrase_stands_among_the_tokens_of_any_text_that_holds_it_as_a_sentence(
    before: str, inner: str
):
    whole = f" {index_text(f'{before}. {inner}. ')} "

    assert f" {index_text(inner)} " in whole or not index_text(inner)
