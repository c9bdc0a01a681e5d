import pytest

from briefings.model.items import ThemeId
from briefings.model.themes import Scene, Scope, Theme, ThemeNames, WordGroup
from briefings.understand.theme_evidence import Evidence, weigh
from briefings.understand.theme_lexicon import Finding, Lexicon
from briefings.understand.theme_passages import Place, passages


def theme(*groups: WordGroup, scenes: tuple[Scene, ...] = (), other: tuple[str, ...] = ()) -> Theme:
    return Theme(
        id=ThemeId("test"),
        names=ThemeNames(ko="시험", en="Test"),
        words=groups,
        scenes=scenes,
        other_senses=other,
    )


def finding(subject: Theme, title: str | None, text: str = "") -> Finding:
    (found,) = Lexicon((subject,)).findings(passages(title, text))
    return found


def words(subject: Theme, title: str | None, text: str = "") -> list[str]:
    return [" + ".join(hit.words) for hit in finding(subject, title, text).hits]


def spelled(word: str) -> Theme:
    return theme(WordGroup(weight=1.0, words=(word,)))


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("양자컴퓨터", "양자 컴퓨터를 샀다", True),
        ("양자 컴퓨터", "양자컴퓨터를 샀다", True),
        ("페이", "카카오페이를 켰다", False),
        ("*페이", "카카오페이를 켰다", True),
        ("*페이|", "스페이스에 갔다", False),
        ("*페이|", "삼성페이로 냈다", True),
        ("토스|", "토스트를 구웠다", False),
        ("토스|", "토스의 새 서비스", True),
        ("토스|", "토스", True),
        ("ai", "생성AI를 쓴다", True),
        ("ai", "Retailers said", False),
        ("chatbot", "Chatbots answer", True),
        ("chatbot", "chatbotic", False),
        ("comput*", "computing", True),
        ("ride-hailing", "ride hailing fees", True),
        ("共享单车", "上海共享单车涨价", True),
        ("법", "새 방법을 찾았다", False),
    ],
)
def test_a_word_stands_where_its_spelling_lets_it(word, text, stands):
    assert bool(words(spelled(word), None, text)) is stands


def test_a_word_that_needs_company_counts_only_beside_it():
    subject = theme(WordGroup(weight=0.6, words=("토스|",), near=("송금", "결제")))
    assert words(subject, "토스, 송금 한도 늘린다") == ["토스"]
    assert words(subject, "토스, 사옥 옮긴다") == []
    assert finding(subject, "토스, 사옥 옮긴다").lonely == ("토스",)


def test_company_may_stand_in_the_next_sentence_but_not_further():
    subject = theme(WordGroup(weight=0.6, words=("토스|",), near=("송금",)))
    assert words(subject, None, "토스가 발표했다. 송금을 바꾼다.") == ["토스"]
    assert words(subject, None, "토스가 발표했다. 날이 맑다. 송금은 남의 일이다.") == []


def test_a_word_is_no_company_of_itself():
    subject = theme(WordGroup(weight=0.6, words=("배달의민족",), near=("배달",)))
    assert words(subject, "배달의민족 새 글꼴") == []


def test_a_word_means_something_else_where_a_far_word_stands():
    subject = theme(WordGroup(weight=0.9, words=("ai",), far=("가금", "닭"), scope=Scope.TEXT))
    assert words(subject, "AI 확진", "방역 강화. 가금 농가에 이동 제한.") == []
    assert finding(subject, "AI 확진", "가금 농가.").refused == ("ai",)
    assert words(subject, "AI 저작권", "법원이 판단했다.") == ["ai"]


def test_a_longer_phrase_of_another_sense_hides_the_word_but_not_a_longer_word():
    subject = theme(
        WordGroup(weight=0.8, words=("양자|", "양자 간섭계")), other=("양자 회담", "양자 간")
    )
    assert words(subject, "두 나라 양자 회담") == []
    assert words(subject, "양자 간섭계 국산화") == ["양자 간섭계"]


def test_a_scene_needs_a_word_of_every_group():
    scene = Scene(weight=0.8, groups=(("휴대폰", "앱"), ("주문",), ("매장", "가게")))
    subject = theme(scenes=(scene,))
    assert words(subject, None, "휴대폰으로 주문하고 매장에서 받는다.") == ["휴대폰 + 주문 + 매장"]
    assert words(subject, None, "휴대폰으로 주문했다.") == []


def test_a_scene_over_two_sentences_weighs_less():
    scene = Scene(weight=0.8, groups=(("휴대폰",), ("매장",)))
    (hit,) = finding(theme(scenes=(scene,)), None, "휴대폰을 켠다. 매장에서 받는다.").hits
    assert hit.weight == pytest.approx(0.56)


def test_context_words_do_not_reach_over_the_gap_between_words():
    subject = theme(WordGroup(weight=0.8, words=("은행",), near=("로보",)))
    assert words(subject, "은행 창구가 줄어들 것으로 보인다") == []


def evidence(title: str | None, text: str) -> Evidence:
    subject = theme(WordGroup(weight=1.0, words=("양자컴퓨터", "큐비트")))
    found = passages(title, text)
    return weigh(found, Lexicon((subject,)).findings(found)[0])


def test_a_word_in_the_last_sentence_alone_is_told_from_a_subject():
    passing = evidence(
        "새 저울", "먼지 무게를 잰다. 공장이 쓴다. 훗날 양자컴퓨터에도 쓰일 수 있다."
    )
    subject = evidence("양자컴퓨터 개발", "큐비트를 늘렸다. 오류가 줄었다.")
    assert (passing.only_last, passing.only_possible, passing.title) == (1.0, 1.0, 0.0)
    assert (subject.only_last, subject.only_possible, subject.title_sure) == (0.0, 0.0, 1.0)


def test_one_entry_of_a_list_is_told_from_a_list_of_the_theme():
    entry = evidence(None, "시는 수소, 로봇, 양자컴퓨터, 관광, 농업을 키운다.")
    whole = evidence(None, "회사는 양자컴퓨터, 큐비트, 냉각기를 전시했다.")
    assert (entry.only_listed, whole.only_listed) == (1.0, 0.0)


def test_column_tags_credits_and_links_are_not_read():
    text = "사진: 큐비트 제공\n본문이다. https://example.org/큐비트 끝."
    assert [(one.place, one.packed) for one in passages("[AI 칼럼] 봄꽃", text)] == [
        (Place.TITLE, "봄꽃"),
        (Place.OPENING, "본문이다."),
        (Place.BODY, "끝."),
    ]
