from pathlib import Path

import pytest

from bot.cli import run
from config.settings import known_names

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

**3. 한강 다리 새 조명**

- 밤 열한 시까지 켠다
- https://news.example.com/3
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.md").write_text(REPORT, "utf-8")
    return tmp_path


@pytest.fixture
def fed(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["ingest", "report.md", "--source", "주간 소식"]) == 0
    capsys.readouterr()
    return home
