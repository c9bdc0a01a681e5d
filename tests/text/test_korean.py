"""Particles are told from the words that they hang on."""

import pytest

from briefings.text.korean import strip_particle


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("은행은", "은행"),
        ("마이데이터를", "마이데이터"),
        ("플랫폼으로", "플랫폼"),
        ("네이버와", "네이버"),
        ("정부에서", "정부"),
        ("서울로", "서울"),
        ("업체들이", "업체"),
        ("내년까지", "내년"),
        ("AI가", "AI"),
        ("QR로", "QR"),
    ],
)
def test_a_fitting_particle_goes(word, stem):
    assert strip_particle(word) == stem


@pytest.mark.parametrize(
    "word",
    ["카카오페이", "전문가", "결과", "인도", "종로", "네이버", "제도", "회의", "AI", "가", ""],
)
def test_a_syllable_that_belongs_to_the_word_stays(word):
    assert strip_particle(word) == word
