from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import ConfigurationError
from briefings.model.items import ThemeId
from briefings.model.themes import Theme, ThemeNames, WordGroup
from briefings.understand.theme_model import ThemeModel, loudest, read_model, write_model
from briefings.understand.theme_scoring import FACTS
from briefings.understand.themes import ThemeLabeller
from config.catalogue import MODEL_FILE, PACKAGED, load_theme_model, load_themes
from tests.eval.theme_figures import DEVELOPMENT, TRAINING, Example, figures, judge, read_examples
from tests.eval.train_themes import train

MODEL = ThemeModel(
    themes=(ThemeId("space"), ThemeId("sea")),
    step=0.5,
    bias=(-1.0, -2.0),
    weights={"^로켓": (4, -1), "^바다": (-3, 6), "ship": (0, 2)},
    with_model=tuple(float(number) for number in range(len(FACTS))),
    without_model=tuple(0.5 for _ in FACTS),
)


def packaged_labeller() -> ThemeLabeller:
    content = load_theme_model()
    assert content is not None
    return ThemeLabeller(load_themes(), read_model(content))


def test_a_model_is_read_back_as_it_was_written():
    assert read_model(write_model(MODEL)) == MODEL


def test_odds_are_the_bias_and_the_weights_of_known_features_over_the_root_of_their_number():
    known_and_unknown = ["^로켓", "^바다", "^하늘", "ship", "^산"]
    odds = MODEL.odds(MODEL.known(known_and_unknown).values())
    assert odds == pytest.approx((-1.0 + 0.5 * 1 / 3**0.5, -2.0 + 0.5 * 7 / 3**0.5))


def test_an_unknown_text_leaves_the_bias():
    assert MODEL.odds(MODEL.known(["^하늘"]).values()) == (-1.0, -2.0)


def test_the_loudest_features_speak_for_the_theme_the_most_telling_first():
    known = MODEL.known(["ship", "^바다", "^로켓"])
    assert loudest(known, 1, 3) == ("^바다", "ship")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        write_model(MODEL)[:-9],
        write_model(MODEL)[:40],
        write_model(MODEL).replace(b"themes 1", b"themes 9"),
    ],
)
def test_a_file_that_is_no_model_is_refused_with_the_mend(content):
    with pytest.raises(ConfigurationError, match="make themes"):
        read_model(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_nothing_else_is_raised(content):
    with pytest.raises(ConfigurationError):
        read_model(b"trendbrief-themes 1\n" + content)


def test_the_packaged_model_knows_every_packaged_theme_and_stays_small():
    content = load_theme_model()
    assert content is not None
    assert read_model(content).themes == tuple(theme.id for theme in load_themes())
    assert Path(PACKAGED / MODEL_FILE).stat().st_size < 2_000_000


def test_a_theme_that_the_model_does_not_know_is_labelled_by_its_words():
    space = Theme(
        id=ThemeId("space"),
        names=ThemeNames(ko="우주", en="Space"),
        words=(WordGroup(weight=1.0, words=("발사체", "인공위성")),),
    )
    content = load_theme_model()
    assert content is not None
    labeller = ThemeLabeller((*load_themes(), space), read_model(content))
    labels = labeller.label_text("민간 발사체, 인공위성 다섯 기 싣고 오른다", "발사체는 2단이다.")
    assert [label.theme for label in labels] == ["space"]


def test_a_new_theme_is_learned_from_examples_without_its_words():
    space = Theme(
        id=ThemeId("space"),
        names=ThemeNames(ko="우주", en="Space"),
        words=(WordGroup(weight=1.0, words=("우주선",)),),
    )
    told = ("발사대에서 불꽃이 솟았다", "궤도에 오른 관측 장비", "달 뒷면에 내려앉다")
    other = ("시장 골목의 국수집", "강가에 핀 유채꽃", "새 학기 교실 풍경")
    examples = [
        Example(
            id=f"{theme}{number}",
            title=f"{title} {number}",
            text=f"{title} 이야기",
            themes=frozenset({"space"} if theme else ()),
            trap=None,
        )
        for theme, titles in ((1, told), (0, other))
        for title in titles
        for number in range(8)
    ]
    model = train((space,), examples)
    labeller = ThemeLabeller((space,), model)
    labels = labeller.label_text("궤도에 오른 관측 장비가 달 뒷면에", "발사대에서 불꽃이 솟았다")
    assert [label.theme for label in labels] == ["space"]
    assert labeller.label_text("시장 골목의 유채꽃", "강가에 핀 국수집 이야기") == ()


def test_training_twice_gives_the_same_file():
    themes = load_themes()
    examples = read_examples(TRAINING)[::12]
    assert write_model(train(themes, examples)) == write_model(train(themes, examples))


def test_the_development_set_is_labelled_as_well_as_promised():
    labeller = packaged_labeller()
    judged = judge(
        read_examples(DEVELOPMENT),
        lambda title, text: [str(label.theme) for label in labeller.label_text(title, text)],
    )
    found = figures("development", judged)
    assert found.macro_f1 >= 0.90
    assert min(found.precision.values()) >= 0.86
    assert found.traps_right >= 0.88
    assert found.false_alarms <= 0.06


def test_no_development_item_is_trained_on():
    trained = {(one.title, one.text) for one in read_examples(TRAINING)}
    assert not [one for one in read_examples(DEVELOPMENT) if (one.title, one.text) in trained]


def test_a_model_of_other_facts_is_refused():
    other = replace(MODEL, with_model=MODEL.with_model[:-1])
    with pytest.raises(ConfigurationError, match="damaged; run `make themes`"):
        read_model(write_model(other))
