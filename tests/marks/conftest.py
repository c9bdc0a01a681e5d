from pathlib import Path

import pytest

from tests.builders import document, parsed_item, product_in, store

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


@pytest.fixture
def product(tmp_path: Path):
    """Twelve items of fintech, each from a document and a source of its own."""
    with product_in(tmp_path) as built:
        for number, title in enumerate(TITLES):
            body = f"{title} 서비스를 다음 달부터 시작한다고 밝혔다."
            item = parsed_item(
                1,
                f"{title} 시작",
                body,
                source=f"매체{number}",
                url=f"https://news.example.com/{number}",
                themes=["fintech"],
            )
            store(built, document(f"report-{number}.md", item))
        yield built
