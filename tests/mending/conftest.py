from pathlib import Path

import pytest

from bot.cli import run
from config.settings import known_names
from tests.builders import document, parsed_item, product_in, store

WALLET = parsed_item(
    1,
    "누리페이 지갑 시험",
    "누리페이가 지갑 앱을 시험한다고 밝혔다.",
    url="https://news.example.com/wallet",
    themes=["fintech", "ai"],
)
SENSOR = parsed_item(2, "땅속 양자 센서 공개", "연구소가 센서를 공개했다.", themes=["quantum"])
WEEKLY = document("weekly.md", WALLET, SENSOR)


@pytest.fixture
def product(tmp_path: Path):
    with product_in(tmp_path) as built:
        store(built, WEEKLY)
        yield built


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    assert run(["ingest", "report.md"]) == 0
    return tmp_path


REPORT = """---
title: 11월 소식
date: 2026-11-18
---

**1. 누리페이, 버스에서 QR 결제 시작**

- 승객은 앱의 QR을 단말기에 대면 된다
- https://news.example.com/1

**2. 큐비트 50개 양자컴퓨터 공개**

- 연구소가 양자컴퓨터를 시민에게 연다
- https://news.example.com/2
"""
