"""Summaries say what the text says, in its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.text.sentences import sentences as sentence_spans
from briefings.understand.shorten import CUT, cut, shorten
from briefings.understand.summary import (
    MAX_SENTENCE_CHARS,
    summarise_sentences,
    summarise_text,
)

ARTICLE = """(샘플) 김하나 기자 = 금융당국은 12일 마이데이터 사업자 28곳에 본허가를 내줬다고 했다.
사진=금융당국 제공
▲ 12일 회의가 열린 회의실 전경
허가를 받은 회사는 내년 2월부터 흩어진 계좌를 한 화면에서 보여 줄 수 있다.
소비자 반응
보안 심사를 통과하지 못한 7곳은 이번에 허가를 받지 못했다.
추가 심사는 내년 상반기에 열릴 예정이라고 당국은 설명했다.
김하나 기자 hana@example.com
저작권자 ⓒ 샘플뉴스, 무단 전재 및 재배포 금지
입력 2020.11.12 10:30
https://example.com/news/1
"""

WEEKLY = """- 동네 세탁소가 앱으로 빨래를 받아 밤새 돌려주는 방식!
- 어떻게 돈을 벌까?
- 한 집에서 매주 두 번 거두므로 배송 비용이 절반으로 감소
- https://example.com/a
"""


def texts(*args, **kwargs) -> list[str]:
    return [extract.text for extract in summarise_text(*args, **kwargs)]


def test_an_article_is_told_by_its_lead_and_one_central_sentence():
    assert texts("마이데이터 본허가 28곳", ARTICLE) == [
        "금융당국은 12일 마이데이터 사업자 28곳에 본허가를 내줬다고 했다.",
        "허가를 받은 회사는 내년 2월부터 흩어진 계좌를 한 화면에서 보여 줄 수 있다.",
    ]


def test_a_short_statement_can_be_the_lead():
    text = (
        "한빛뱅크가 5일 증시에 오른다. 공모가는 희망 범위의 아래쪽인 8,300원으로 정해졌다. "
        "모은 돈은 4,980억 원이다."
    )
    assert texts("한빛뱅크 상장", text)[0] == "한빛뱅크가 5일 증시에 오른다."


def test_what_the_news_is_not_goes_before_a_mere_detail():
    text = (
        "여행 앱 나루가 올해로 잡았던 해외 상장을 내년 뒤로 미루기로 했다. "
        "시장이 얼어붙어 원하는 값을 받기 어렵다고 보았다. "
        "나루는 상장을 그만두는 것은 아니라고 설명했다. "
        "지난해 나루는 거래액 27조 원을 냈다. 숙박 부문이 나루의 이익 대부분을 벌었다."
    )
    assert texts("나루, 해외 상장 미룬다", text)[1] == (
        "나루는 상장을 그만두는 것은 아니라고 설명했다."
    )


@pytest.mark.parametrize(
    "byline",
    ["[샘플뉴스 김하나 기자]", "(샘플경제 박두리 선임기자)", "【샘플=이세나 특파원】"],
)
def test_a_reporter_in_brackets_before_the_lead_is_no_part_of_it(byline: str):
    lead = "한빛시가 시장 안 점포 120곳에 QR 결제를 들여놓았다고 28일 밝혔다."
    text = f"{byline} {lead} 상인회는 수수료를 내지 않는다."
    assert texts("한빛시 QR 결제", text)[0] == lead
    assert summarise_sentences(None, [f"{byline} {lead}"])[0].text == lead


def test_a_long_summary_takes_the_sentences_in_order_and_no_furniture():
    assert texts("마이데이터 본허가 28곳", ARTICLE, sentences=5, chars=360) == [
        "금융당국은 12일 마이데이터 사업자 28곳에 본허가를 내줬다고 했다.",
        "허가를 받은 회사는 내년 2월부터 흩어진 계좌를 한 화면에서 보여 줄 수 있다.",
        "보안 심사를 통과하지 못한 7곳은 이번에 허가를 받지 못했다.",
        "추가 심사는 내년 상반기에 열릴 예정이라고 당국은 설명했다.",
    ]


def test_lines_of_a_list_lose_their_marks_and_gain_nothing():
    assert texts("새벽 세탁 서비스", WEEKLY) == [
        "동네 세탁소가 앱으로 빨래를 받아 밤새 돌려주는 방식!",
        "한 집에서 매주 두 번 거두므로 배송 비용이 절반으로 감소",
    ]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("제목", ""),
        ("제목", " \n\t\n"),
        ("은행 앱이 새로 나왔다", "은행 앱이 새로 나왔다."),
        ("은행 앱, 새로 나왔다…이용자 3백만", "은행 앱 새로 나왔다 - 이용자 3백만"),
        ("제목", "사진=회사 제공\n김하나 기자 hana@example.com\n무단 전재 및 재배포 금지"),
        ("제목", "2020.11.12 10:30\nhttps://example.com/a"),
    ],
)
def test_a_text_that_says_nothing_more_gives_nothing(title, body):
    assert texts(title, body) == []


def test_the_first_line_heads_a_text_without_a_title_and_is_not_said_again():
    body = "은행 앱 개편\n한 은행은 5일 앱을 개편해 자산관리 화면을 제공한다고 밝혔다."
    assert texts(None, body) == ["한 은행은 5일 앱을 개편해 자산관리 화면을 제공한다고 밝혔다."]


def test_a_span_is_the_place_of_the_whole_sentence():
    body = (
        "한편 한 은행은 5일 앱을 개편해 이용자 3백만 명에게 자산관리 화면을 제공하기로 했고, "
        "내년에는 보험과 증권 계좌까지 한곳에 모아 보여 주는 화면을 더한 뒤 해외 송금도 넣겠다는 "
        "계획을 함께 내놓아 다른 은행들도 서둘러 비슷한 화면을 준비할 것으로 보인다고 덧붙였다."
    )
    (extract,) = summarise_text("은행 앱 개편", body)
    assert extract.shortened
    assert body[slice(*extract.span)] == body
    assert extract.text == (
        "…한 은행은 5일 앱을 개편해 이용자 3백만 명에게 자산관리 화면을 제공하기로 했고…"
    )


def test_given_sentences_are_named_by_their_index():
    given_sentences = [
        "사진=회사 제공",
        "한 은행은 5일 앱을 개편해 자산관리 화면을 제공한다고 밝혔다.",
        "이용자는 모두 3백만 명으로 지난해보다 두 배 늘었다고 은행은 설명했다.",
    ]
    found = summarise_sentences(None, given_sentences)
    assert [(one.index, one.text) for one in found] == [
        (1, given_sentences[1]),
        (2, given_sentences[2]),
    ]


@pytest.mark.parametrize(
    "kept",
    [
        "협상이 결렬됐다는 보도는 사실이 아니라고 회사는 밝혔으며 인수를 하지 않겠다고 했다.",
        "매출은 3조 2천억 원으로 12.5% 늘었지만 영업손실은 450억 원을 기록했다고 회사가 알렸다.",
    ],
)
def test_a_clause_that_stays_keeps_figures_and_negations(kept):
    assert shorten(kept, 20) is None


def test_a_bracket_with_a_name_or_figure_stays():
    sentence = "이 회사(蓝月亮)는 올해 매출 7백억 위안(약 13조 원)을 넘길 것으로 내다봤다."
    assert shorten(sentence, 30) is None


def deleted_only(short: str, long: str) -> bool:
    at = 0
    for piece in short.split("…"):
        found = long.find(piece.strip(), at)
        if found < 0:
            return False
        at = found + len(piece.strip())
    return True


@given(
    st.lists(
        st.sampled_from(
            [
                "회사는 5일 새 앱을 내놓았고, ",
                "이용자가 크게 늘면서, ",
                "한편 ",
                "시장은 두 배로 커졌다. ",
                "은행은 (관계자의 설명에 따르면) 참여하지 않았다.\n",
                "- 가입자 확대 방안 검토\n",
                "The bank (as expected by many) said on Friday that it will open, ",
                "while rivals wait. ",
                "사진=회사 제공\n",
            ]
        ),
        max_size=14,
    ).map("".join),
    st.integers(1, 5),
    st.integers(20, 400),
)
def test_every_summary_is_its_text_with_words_left_out(body, count, chars):
    whole = {body[start:end] for start, end in sentence_spans(body)}
    extracts = summarise_text("제목", body, sentences=count, chars=chars)
    assert len(extracts) <= count
    assert all(body[slice(*one.span)] in whole for one in extracts)
    assert all(deleted_only(one.text, body[slice(*one.span)]) for one in extracts)
    assert all(one.shortened == (one.text != body[slice(*one.span)]) for one in extracts)
    assert all(one.shortened == ("…" in one.text) for one in extracts)


def test_a_byline_before_a_given_sentence_is_left_out():
    given_sentences = [
        "(서울=샘플) 김하나 기자 = 한 은행은 5일 앱을 개편해 자산관리 화면을 제공한다고 밝혔다.",
        "[부산=샘플]박두리 기자 = 이용자는 모두 3백만 명으로 지난해보다 두 배 늘었다고 한다.",
    ]
    assert [one.text for one in summarise_sentences(None, given_sentences)] == [
        "한 은행은 5일 앱을 개편해 자산관리 화면을 제공한다고 밝혔다.",
        "이용자는 모두 3백만 명으로 지난해보다 두 배 늘었다고 한다.",
    ]


def test_an_english_lead_is_told_without_its_dateline_and_a_little_over_the_limit():
    body = (
        "CAPTION: A guard stands at the gate.\n"
        "HARBOUR CITY, Nov. 3 (Wire) - The port authority fined Tidal Pay Inc. $2.5 million on "
        "Tuesday for failing to report a breach that exposed 1.2 million cards.\n"
        "The company did not admit wrongdoing.\n"
        "Reporting by Tom Poe; Editing by Ann Lee"
    )
    (told,) = texts("Tidal Pay fined", body)
    assert told.startswith("The port authority fined Tidal Pay Inc. $2.5 million")
    assert told.endswith("a breach that exposed 1.2 million cards.")


def test_a_flood_without_an_end_is_cut_to_what_a_message_bears():
    told = texts("결제", "간편결제 " + "나" * 20_000 + ".")
    assert [(len(text), text[-1]) for text in told] == [(MAX_SENTENCE_CHARS, CUT)]


def test_a_long_list_is_cut_between_its_words():
    assert cut("주문 결제 배달 예약 정산", 11) == "주문 결제 배달…"
    assert cut("주문 결제 배달", 12) == "주문 결제 배달"


@given(st.text(max_size=80), st.integers(min_value=2, max_value=60))
def test_what_is_cut_keeps_its_beginning_and_the_limit(text, limit):
    kept = cut(text, limit)
    assert len(kept) <= limit
    assert text.startswith(kept.removesuffix(CUT))
