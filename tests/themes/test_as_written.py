"""Words of reasons are told as the item writes them."""

import pytest

from briefings.understand.as_written import as_written

TEXT = "온샘AI, 영상 인식 Licence를 얻었다고 said. QR결제와 language-model, İstanbul 없음."


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("온샘ai", "온샘AI"),
        ("qr결제", "QR결제"),
        ("qr 결제", "QR결제"),
        ("영상인식", "영상 인식"),
        ("licen", "Licence"),
        ("language model", "language-model"),
        ("ai", "AI"),
        ("said", "said"),
        ("ang", "ang"),
        ("없는 말", "없는 말"),
        ("", ""),
    ],
)
def test_a_word_is_spelled_as_in_the_text_where_it_stands_there(word, written):
    assert as_written([word], TEXT.replace("İ", "I")) == [written]


def test_words_that_are_written_alike_are_told_once():
    assert as_written(["language model", "language-model"], TEXT) == ["language-model"]


def test_a_text_that_grows_in_lower_case_keeps_its_places():
    assert as_written(["없음"], TEXT) == ["없음"]
