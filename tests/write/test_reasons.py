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
        (
            "part 1 of 2: Forbidden: bot was kicked from the supergroup chat",
            "메시지 2개 가운데 1번째: 봇이 대화방에 없습니다",
        ),
        ("part 1 of 1: Bad Request: chat not found", "대화방을 찾을 수 없습니다"),
        ("Forbidden: bot was blocked by the user", "봇이 차단되었습니다"),
        ("blocked by the user", "봇이 차단되었습니다"),
        ("Forbidden: user is deactivated", "탈퇴한 계정입니다"),
        ("Bad Request: message thread not found", "토픽이 없어졌습니다"),
        ("Bad Request: TOPIC_CLOSED", "닫힌 토픽입니다"),
        ("is_archived: the channel is archived", "보관된 채널입니다"),
        ("Bad Request: chat not found", "대화방을 찾을 수 없습니다"),
        ("Bad Request: not enough rights to send text messages", "봇이 글을 쓸 권한이 없습니다"),
        ("something that nobody knows", "something that nobody knows"),
    ],
)
def test_a_reason_is_told_in_the_readers_language(reason, korean):
    assert reason_in_words(reason, wording(Language.KOREAN)) == korean
