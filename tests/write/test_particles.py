import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.write.particles import PAIRS, closing_sound, with_particle


@pytest.mark.parametrize(
    ("word", "particle", "expected"),
    [
        ("핀테크", "을", "핀테크를"),
        ("양자컴퓨팅", "을", "양자컴퓨팅을"),
        ("서울", "으로", "서울로"),
        ("부산", "으로", "부산으로"),
        ("제주", "으로", "제주로"),
        ("AI", "이", "AI가"),
        ("LLM", "은", "LLM은"),
        ("URL", "으로", "URL로"),
        ("QR", "과", "QR과"),
        ("Slack", "이", "Slack이"),
        ("fintech", "을", "fintech를"),
        ("quantum", "은", "quantum은"),
        ("Telegram", "으로", "Telegram으로"),
        ("3", "이", "3이"),
        ("25시", "이라", "25시라"),
        ("10", "은", "10은"),
        ("2026-12-24", "은", "2026-12-24는"),
        ("‘마이데이터’", "을", "‘마이데이터’를"),
        ("한국은행(BOK)", "이", "한국은행(BOK)이"),
        ("핀둬둬(拼多多)", "가", "핀둬둬(拼多多)가"),
        ("5%", "을", "5%를"),
    ],
)
def test_the_particle_fits_the_last_sound(word, particle, expected):
    assert with_particle(word, particle) == expected


def test_a_word_without_any_sound_takes_the_form_after_a_vowel():
    assert with_particle("…", "을") == "…를"


@given(st.text(max_size=30), st.sampled_from(sorted(PAIRS)))
def test_any_word_keeps_its_letters_and_gains_one_form(word, particle):
    written = with_particle(word, particle)
    assert written.removeprefix(word) in PAIRS[particle]
    assert 0 <= closing_sound(word) < 28
