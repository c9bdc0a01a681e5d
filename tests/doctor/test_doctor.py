"""What the doctor finds, and that every fault comes with its mend."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import Finding, Level, examine
from storage.database import open_database

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@dataclass
class StoppedClock:
    """A clock that shows one instant."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def steady(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    for name in [name for name in os.environ if name.startswith("TRENDBRIEF_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    at = f"sqlite:///{tmp_path}/data/trendbrief.db"
    monkeypatch.setenv("TRENDBRIEF_DATABASE_URL", at)
    return at


def graver_than_ok(clock: StoppedClock | None = None) -> list[Finding]:
    found = examine(clock=clock or StoppedClock())
    return [finding for finding in found if finding.level is not Level.OK]


def failures(clock: StoppedClock | None = None) -> list[Finding]:
    return [finding for finding in graver_than_ok(clock) if finding.level is Level.FAIL]


def test_a_fresh_installation_is_well_but_for_its_tokens(tmp_path: Path):
    found = graver_than_ok()

    assert [(finding.level, finding.what) for finding in found] == [
        (Level.WARN, "Telegram has no token"),
        (Level.WARN, "Slack has no token"),
    ]
    assert "TRENDBRIEF_TELEGRAM__TOKEN" in found[0].mend
    assert not (tmp_path / "data").exists()


def test_a_database_in_use_is_counted(url: str):
    open_database(url).close()

    assert "is up to date and holds 0 items" in "\n".join(
        finding.what for finding in examine(clock=StoppedClock())
    )
    assert failures() == []


def test_wrong_settings_are_reported_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TRENDBRIEF_LANGUAGE", "fr")

    assert examine() == (
        Finding(
            level=Level.FAIL,
            what="TRENDBRIEF_LANGUAGE is not a language of the program: ko or en",
            mend="mend it in the environment or in .env",
        ),
    )


def test_half_of_slack_is_a_warning_that_names_the_other_half(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TRENDBRIEF_SLACK__BOT_TOKEN", "xoxb-1")

    assert graver_than_ok()[1].mend.startswith("set TRENDBRIEF_SLACK__APP_TOKEN")


def test_tokens_in_a_file_that_others_read_are_a_warning(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("TRENDBRIEF_TELEGRAM__TOKEN=123456:AAbb\n", encoding="utf-8")
    file.chmod(0o644)

    assert graver_than_ok()[0].mend == "run `chmod 600 .env`"


def test_a_strange_schema_fails_with_its_mend(url: str):
    open_database(url).close()
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    (failure,) = failures()

    assert failure.what.endswith("is newer than this program")
    assert failure.mend.startswith("install the version")


def test_a_file_that_is_no_database_fails(tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "trendbrief.db").write_text("hello " * 300, encoding="utf-8")

    assert ["not a database" in finding.what for finding in failures()] == [True]


def test_a_broken_theme_file_fails_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "config" / "themes").mkdir(parents=True)
    (tmp_path / "config" / "themes" / "space.toml").write_text("names = 3", encoding="utf-8")
    monkeypatch.setenv("TRENDBRIEF_CONFIG_DIR", str(tmp_path / "config"))

    (failure,) = failures()

    assert "space.toml" in failure.what
    assert "TRENDBRIEF_CONFIG_DIR" in failure.mend


def test_a_clock_from_before_the_program_fails():
    (failure,) = failures(StoppedClock(NOW - timedelta(days=9999)))

    assert failure.what.startswith("the clock shows 1999")


def test_a_folder_that_cannot_be_made_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TRENDBRIEF_DATABASE_URL", "sqlite:////proc/none/trendbrief.db")

    (failure,) = failures()

    assert "nothing can be written in /proc" in failure.what
    assert "TRENDBRIEF_DATABASE_URL" in failure.mend


def test_the_font_of_pictures_is_named():
    assert "pictures are painted with NotoSansKR-Regular" in {
        finding.what for finding in examine(clock=StoppedClock())
    }
