"""The language of a text."""

import pytest

from briefings.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("두 은행이 결제망을 함께 쓴다", "ko"),
        ("SKT, AWS와 5G 에지 서비스 준비", "ko"),
        ("샛별(晨星) 이용자 7 억 명", "ko"),
        ("Two banks share a payment rail", "en"),
        ("外卖柜坏了，大家又开始说话了。", "zh"),
        ("衛星で量子暗号の鍵を届ける", "ja"),
        ("Les banques partagent le réseau de paiement avec la ville", "und"),
        ("12,345 %", "und"),
        ("https://a.example/b", "und"),
        ("", "und"),
    ],
)
def test_a_language_is_told_by_script_and_small_words(text, language):
    assert language_of(text) == language
