"""How well a text answers a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.items import ThemeId
from briefings.text.aliases import Aliases
from briefings.text.relevance import FoldedText, Names, grade, side_by_side, together

AI = ThemeId("ai")
NAMES = Names(
    aliases=Aliases.of(
        [("간편결제", "페이|"), ("구글", "Google")], {"배달앱": ("배민",), "구글": ("유튜브",)}
    ),
    themes={"ai": AI, "인공지능": AI},
)


def value(word: str, title: str, body: str = "", labels: dict[ThemeId, float] | None = None):
    (term,) = NAMES.terms([word])
    return grade(term, FoldedText.of(title, body, labels or {})).value


def strict(word: str, title: str) -> bool:
    (term,) = NAMES.terms([word])
    return grade(term, FoldedText.of(title, "", {})).strict


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("페이 시장", "카카오페이 시장"),
        ("카카오페이 시장", "이노스페이스 시장"),
        ("은행이 웃다", "인터넷은행이 웃다"),
        ("은행 앱", "은행나무 길"),
    ],
)
def test_a_whole_word_counts_more_than_a_part_of_one(better: str, worse: str):
    word = "페이" if "페이" in better else "은행"

    assert value(word, better) > value(word, worse)


@pytest.mark.parametrize(
    ("title", "is_word"),
    [
        ("은행", True),
        ("저축은행권", True),
        ("인터넷은행들이", True),
        ("은행나무", True),
        ("호은행렬", False),
    ],
)
def test_only_what_stands_inside_another_word_is_no_word(title: str, is_word: bool):
    assert strict("은행", title) is is_word


def test_a_name_that_ends_words_is_not_found_at_their_start():
    assert value("간편결제", "카카오페이 도입") > 0
    assert value("간편결제", "페이스북 개편") == 0


def test_what_was_typed_goes_before_another_name_and_that_before_a_narrower_word():
    typed, other, narrower = (value("구글", title) for title in ("구글", "Google", "유튜브"))

    assert typed > other > narrower > 0


def test_an_early_word_goes_before_a_late_one_and_a_repeated_one_before_a_single():
    filler = "다른 말이 이어진다. " * 12

    early = value("로봇", "", f"로봇이 나왔다. {filler}")
    assert early > value("로봇", "", f"{filler} 로봇이 나왔다.")
    assert value("로봇", "", f"로봇이 나왔다. 로봇은 산다. {filler}") > early


def test_a_label_stands_for_the_name_of_its_theme():
    assert value("인공지능", "비서가 배운다", labels={AI: 0.9}) > 0
    assert value("인공지능", "비서가 배운다") == 0


def test_neighbouring_words_that_name_one_thing_become_one_term():
    assert [term.word for term in NAMES.terms(["배달", "앱", "소식"])] == ["배달 앱", "소식"]
    assert len(NAMES.terms(["배달", "앱", "소식"], joined=False)) == 3


def test_a_query_is_cut_where_it_gets_costly():
    (term,) = NAMES.terms(["가" * 5000])

    assert len(NAMES.terms([f"말{number}" for number in range(99)])) == 16
    assert len(term.word) == 60


def test_words_side_by_side_count_more():
    terms = NAMES.terms(["은행", "규제"])
    words = side_by_side(terms)

    assert together(words, FoldedText.of("은행 규제안", "", {})) > together(
        words, FoldedText.of("은행과 규제", "", {})
    )
    assert together(side_by_side(terms[:1]), FoldedText.of("은행", "", {})) == 0


@given(st.text(max_size=30), st.text(max_size=60), st.text(max_size=60))
def test_any_word_grades_any_text_between_nothing_and_one(word: str, title: str, body: str):
    for term in NAMES.terms([word]):
        assert 0 <= grade(term, FoldedText.of(title, body, {AI: 1.0})).value <= 1.0001
