"""Other tellings of a story are looked for by its names and matter."""

from datetime import UTC, datetime

from briefings.model.items import DocumentId, Item, ItemId
from briefings.understand.story_words import story_words


def words_of(title: str | None, body: str, **kwargs) -> tuple[str, ...]:
    return story_words(
        Item(
            id=ItemId(1),
            document=DocumentId(1),
            document_name="a.md",
            position=1,
            title=title,
            body=body,
            published=None,
            stored_at=datetime(2021, 1, 1, tzinfo=UTC),
            span=(0, 1),
        ),
        **kwargs,
    )


def test_names_are_looked_for_in_every_script():
    found = words_of("메이투안, 홍콩 배달앱 가입자 늘어", "메이투안이 홍콩에서 가입자를 모은다.")
    assert {"메이투안", "美团", "meituan"} <= set(found)


def test_words_lose_their_particles_and_those_of_every_story_come_last():
    found = words_of("한빛은행이 새벽배송을 시작", "은행은 새벽배송에 나선다.")
    assert found[:2] == ("한빛은행", "새벽배송")
    assert found[-1] == "은행"


def test_no_more_words_than_asked_for():
    assert len(words_of("가나 다라 마바", "사아 자차 카타 파하", most=3)) == 3
    assert words_of(None, "") == ()
