"""`trendbrief trend`: text, JSON and a picture from the command line."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cli import run
from config.settings import known_names

MONDAY = date(2021, 1, 11)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def fed(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Two items a day on 송금 for four weeks."""
    lines = [
        json.dumps(
            {
                "id": f"n{day}-{place}",
                "title": f"{'가나다라'[place]}람은행 송금 창구 {day}호 열어",
                "body": "창구를 새로 연다고 은행이 알렸다.",
                "published": (MONDAY - timedelta(days=day)).isoformat(),
                "source": f"매체{place}",
                "themes": ["fintech"],
            },
            ensure_ascii=False,
        )
        for day in range(28)
        for place in range(2)
    ]
    (home / "news.jsonl").write_text("\n".join(lines), "utf-8")
    assert run(["ingest", "news.jsonl"]) == 0
    capsys.readouterr()
    return home


def test_a_trend_is_printed_as_in_a_chat(fed, capsys):
    assert run(["trend", "핀테크", "--now", "2021-01-13T09:00"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "핀테크 추세 · 2020년 10월 26일–2021년 1월 13일"
    assert out[2].startswith("n=56 ")


def test_json_holds_the_weeks_from_monday_and_the_words(fed, capsys):
    period = ["--since", "2020-12-28", "--until", "2021-01-10"]
    assert run(["trend", "핀테크", "송금", *period, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    words = told.pop("keywords")
    assert told == {
        "themes": ["fintech"],
        "words": ["송금"],
        "since": "2020-12-28",
        "until": "2021-01-10",
        "items": 28,
        "estimated": False,
        "enough": True,
        "weeks": [{"monday": "2020-12-28", "count": 14}, {"monday": "2021-01-04", "count": 14}],
    }
    assert all(set(word) == {"word", "count", "rising"} for word in words)


def test_too_little_is_no_failure_and_writes_no_picture(fed, capsys):
    period = ["--since", "2019-01-01", "--until", "2019-02-01"]
    assert run(["trend", *period, "--png", "little.png"]) == 0
    told = capsys.readouterr()
    assert "자료 부족 (n=0)" in told.out
    assert told.err == "little.png: not written, there is too little for a picture\n"
    assert not Path("little.png").exists()


@pytest.mark.parametrize("ground", [[], ["--dark"]])
def test_a_picture_replaces_an_older_file(fed, capsys, ground):
    Path("trend.png").write_bytes(b"older")
    assert run(["trend", "--now", "2021-01-13T09:00", "--png", "trend.png", *ground]) == 0
    assert capsys.readouterr().err == "wrote trend.png\n"
    assert Path("trend.png").read_bytes().startswith(b"\x89PNG")


def test_a_place_that_cannot_be_written_is_named(fed, capsys):
    assert run(["trend", "--now", "2021-01-13T09:00", "--png", "none/trend.png"]) == 1
    assert "none/trend.png: cannot be written (No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--dark"],
        ["--since", "monday"],
        ["--since", "2021-02-01", "--until", "2021-01-01"],
        ["2021-02-31"],
        ["--png", "."],
    ],
)
def test_wrong_use_ends_with_2(fed, capsys, wrong):
    assert run(["trend", *wrong]) == 2
    assert capsys.readouterr().out == ""
