import pytest

from briefings.model.languages import Language
from briefings.write.reasons import reason_in_words
from config.wording import wording


@pytest.mark.parametrize(
    ("reason", "korean"),
    [
        ("nothing new", "새 소식 없음"),
        ("nothing new, and said so", "새 소식이 없다고 알림"),
        ("made 12 minutes after its time", "12분 늦게 만듦"),
        ("sent 3 minutes after its time", "3분 늦게 보냄"),
        (
            "more than 24 hours late; the next briefing tells it (and 3 before it)",
            "24시간 넘게 늦어 다음 브리핑에 담음",
        ),
        ("told by the briefing due 2026-11-23 00:00 UTC", "뒤의 브리핑에 담음"),
        ("part 1 of 2: Forbidden: kicked", "메시지 2개 가운데 1번째: Forbidden: kicked"),
        ("Forbidden: kicked", "Forbidden: kicked"),
    ],
)
def test_a_reason_is_told_in_the_readers_language(reason, korean):
    assert reason_in_words(reason, wording(Language.KOREAN)) == korean
