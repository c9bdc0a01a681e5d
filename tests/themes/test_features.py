"""Which words of an item hold what the model learned."""

from briefings.understand.theme_features import all_features, words_that_hold
from briefings.understand.theme_passages import passages
from tests.themes.test_model import packaged_labeller

ITEM = passages("Bank taps a quantum key", "모바일 간편결제로 버스를 탄다. 扫码支付很方便。")


def test_every_feature_is_a_piece_of_some_word_of_the_item():
    features = tuple(all_features(ITEM))
    assert all(words_that_hold([feature], ITEM) for feature in features)


def test_a_piece_is_shown_as_the_whole_word_that_holds_it():
    assert words_that_hold(["^간편", "결제", "#quantum"], ITEM) == ("간편결제로", "quantum")


def test_a_piece_of_two_words_is_shown_as_both():
    assert words_that_hold(["모바 간편"], ITEM) == ("모바일 간편결제로",)


def test_a_piece_of_a_script_without_spaces_is_shown_itself():
    assert words_that_hold(["支付"], ITEM) == ("支付",)


def test_reasons_name_whole_words_without_particles():
    (label,) = packaged_labeller().label_text(
        "편의점에서 간편결제로 계산", "모바일 간편결제는 수수료가 낮다."
    )
    learned = label.because[-1].removeprefix("learned from examples: ").split(", ")
    assert learned == ["수수료"]
