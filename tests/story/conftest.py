from pathlib import Path

import pytest

from tests.builders import document, parsed_item, product_in, store


@pytest.fixture
def product(tmp_path: Path):
    with product_in(tmp_path) as built:
        yield built


@pytest.fixture
def stocked(product):
    """Twelve items of fintech from four documents, one of another theme, one told twice."""
    for number in range(4):
        store(
            product,
            document(
                f"report-{number}.md",
                *(
                    parsed_item(
                        place,
                        f"{TITLES[number * 3 + place - 1]} 시작",
                        f"{TITLES[number * 3 + place - 1]} 서비스를 다음 달부터 시작한다고 밝혔다.",
                        source=f"매체{number}{place}",
                        url=f"https://news.example.com/{number}/{place}",
                        themes=["fintech"],
                    )
                    for place in (1, 2, 3)
                ),
                credit="출처를 밝혀 주세요" if number == 0 else None,
            ),
        )
    store(
        product,
        document("other.md", parsed_item(1, "양자 센서 시험", "땅속을 본다.", themes=["quantum"])),
    )
    return product


TITLES = (
    "한결은행 연금 조회",
    "누리페이 버스 결제",
    "도담뱅크 하루 심사",
    "가온카드 얼굴 인증",
    "미르증권 소수점 거래",
    "새빛보험 자동 청구",
    "다온저축은행 모바일 창구",
    "해솔캐피탈 비교 대출",
    "온새미 송금 앱",
    "라온코인 거래소 허가",
    "푸른금고 디지털 예금",
    "늘봄 간편 환전",
)
