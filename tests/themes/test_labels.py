import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.items import Label, ParsedItem
from briefings.understand.theme_model import read_model
from briefings.understand.themes import ThemeLabeller
from config.catalogue import load_theme_model, load_themes

THEMES = load_themes()
MODEL = load_theme_model()
LABELLER = ThemeLabeller(THEMES, read_model(MODEL))


def titles(kind: str) -> list[tuple[str, str]]:
    return [(theme.id, title) for theme in THEMES for title in getattr(theme, kind)]


def labelled(title: str | None, text: str = "") -> set[str]:
    return {str(label.theme) for label in LABELLER.label_text(title, text)}


@pytest.mark.parametrize(("theme", "title"), titles("match"))
def test_a_title_that_must_match_gets_the_label(theme, title):
    assert theme in labelled(title)


@pytest.mark.parametrize(("theme", "title"), titles("not_match"))
def test_a_title_that_must_not_match_gets_none(theme, title):
    assert theme not in labelled(title)


def test_every_label_names_its_reasons_and_the_surest_stands_first():
    labels = LABELLER.label_text(
        "양자컴퓨터와 인공지능을 잇는 연구소", "양자 오류 정정에 기계학습 모델을 쓴다."
    )
    because = {str(label.theme): label.because[0] for label in labels}
    assert because == {"quantum": "title: 양자컴퓨터", "ai": "title: 인공지능"}
    assert [label.score for label in labels] == sorted(
        (label.score for label in labels), reverse=True
    )


def test_themes_that_an_item_brought_along_are_kept_as_given():
    item = ParsedItem(
        position=1, title="양자컴퓨터", body="", span=(0, 5), given_themes=("ai", "ai")
    )
    assert LABELLER(item) == (Label(theme="ai", score=1.0, because=("given with the item",)),)


def test_an_item_is_labelled_by_its_title_and_body():
    item = ParsedItem(position=1, title="배달앱 수수료 상한제 논의", body="국회에서.", span=(0, 9))
    assert LABELLER(item) == LABELLER.label_text(item.title, item.body)


@pytest.mark.parametrize(
    "spelling", ["양자 컴퓨터", "양자컴퓨터", "양자  컴퓨터에", "「양자컴퓨터」"]
)
def test_spacing_particles_and_brackets_do_not_matter(spelling):
    assert labelled(f"{spelling} 개발 경쟁") == {"quantum"}


@pytest.mark.parametrize(
    "title", [None, "", "  ", "[AI 칼럼] 봄꽃 지도", "https://ai.example/ai-news"]
)
def test_nothing_said_gives_no_label(title):
    assert labelled(title) == set()


@given(st.one_of(st.none(), st.text(max_size=200)), st.text(max_size=2_000))
def test_any_text_gives_labels_with_a_chance_and_reasons(title, text):
    labels = LABELLER.label_text(title, text)
    assert all(0.0 <= label.score <= 1.0 and label.because for label in labels)
    assert len({label.theme for label in labels}) == len(labels)


@given(st.text(alphabet="양자AI배달 앱페이,·.\n", max_size=400))
def test_texts_made_of_theme_words_are_labelled_alike_twice(text):
    assert LABELLER.label_text(text, text) == LABELLER.label_text(text, text)


def test_a_title_and_text_without_end_are_labelled_as_what_they_begin_with():
    title = "배달앱 중개수수료 상한제, 국회 문턱 넘나 "
    assert labelled(title + "가" * 5_000, "점주 단체는 수수료를 낮추라고 한다. " * 20_000) == {
        "o2o"
    }
