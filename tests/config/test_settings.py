"""Settings: what is read, what is refused, and that no secret is ever told."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.errors import ConfigurationError
from briefings.model.languages import Language
from config.settings import Settings, known_names, load_settings

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.upper().startswith("TRENDBRIEF_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def given_names(monkeypatch: pytest.MonkeyPatch):
    def load(**values: str) -> Settings:
        for name, value in values.items():
            monkeypatch.setenv(f"TRENDBRIEF_{name}", value)
        return load_settings()

    return load


def test_nothing_set_gives_the_documented_defaults():
    found = load_settings()

    assert found.database_url == "sqlite:///data/trendbrief.db"
    assert (found.config_dir / "themes").is_dir()
    assert found.timezone == ZoneInfo("Asia/Seoul")
    assert found.language is Language.KOREAN
    assert found.telegram.token is None
    assert found.telegram.base_url == "https://api.telegram.org/bot"
    assert found.telegram.file_url == "https://api.telegram.org/file/bot"
    assert found.slack.base_url == "https://slack.com/api/"
    assert found.slack.who_may_subscribe == "members"
    assert (found.web.host, found.web.port, found.web.public_url) == ("127.0.0.1", 8080, None)
    assert found.admins == ()
    assert found.delivery.model_dump() == {
        "tick_seconds": 5,
        "lease_seconds": 30,
        "late_after_seconds": 600,
        "grace_seconds": 900,
        "max_age_hours": 24,
    }
    assert found.fetch.allow_hosts == ()
    assert found.summarizer == "extractive"


def test_values_lists_and_levels_are_read(given_names):
    found = given_names(
        TIMEZONE="europe/berlin",
        LANGUAGE="EN",
        TELEGRAM__TOKEN=f" {TOKEN} ",
        TELEGRAM__BASE_URL="http://127.0.0.1:8081/bot",
        SLACK__BOT_TOKEN="xoxb-1-2-abc",
        SLACK__APP_TOKEN="xapp-1-A-b",
        SLACK__BASE_URL="http://127.0.0.1:9/api",
        SLACK__WHO_MAY_SUBSCRIBE="U1, U2",
        ADMINS="telegram:123, slack:T1:U2,",
        FETCH__ALLOW_HOSTS="127.0.0.1:8801,Intranet",
        WEB__PORT="0",
    )

    assert found.timezone == ZoneInfo("Europe/Berlin")
    assert found.language is Language.ENGLISH
    assert found.telegram.token is not None
    assert found.telegram.token.get_secret_value() == TOKEN
    assert found.slack.missing is None
    assert found.slack.base_url == "http://127.0.0.1:9/api/"
    assert found.slack.who_may_subscribe == "U1,U2"
    assert found.admins == ("telegram:123", "slack:T1:U2")
    assert found.fetch.allow_hosts == ("127.0.0.1:8801", "intranet")
    assert found.web.port == 0


def test_an_empty_value_is_as_good_as_none(given_names):
    assert given_names(TIMEZONE="", TELEGRAM__TOKEN="", ADMINS="").timezone.key == "Asia/Seoul"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TIMEZONE", "Asia/Soul", "did you mean Asia/Seoul?"),
        ("LANGUAGE", "fr", "ko or en"),
        ("DATABASE_URL", "postgresql://me:secret@db/x", "sqlite:///data/trendbrief.db"),
        ("DATABASE_URL", "sqlite://", "sqlite:///data/trendbrief.db"),
        ("DATABASE_URL", "data.db", "sqlite:///data/trendbrief.db"),
        ("CONFIG_DIR", "/no/such/folder", "not a folder"),
        ("TELEGRAM__TOKEN", "hello", "@BotFather"),
        ("TELEGRAM__BASE_URL", "ftp://x", "http://"),
        ("TELEGRAM__FILE_URL", "http://", "http://"),
        ("SLACK__BOT_TOKEN", "xapp-1", "xoxb-"),
        ("SLACK__APP_TOKEN", "xoxb-1", "xapp-"),
        ("SLACK__WHO_MAY_SUBSCRIBE", "everybody", "members nor admins"),
        ("WEB__PORT", "70000", "65535"),
        ("WEB__PORT", "http", "integer"),
        ("WEB__PUBLIC_URL", "example.org", "http://"),
        ("ADMINS", "bob", "telegram:123,slack:T1:U2"),
        ("DELIVERY__TICK_SECONDS", "0", "greater than 0"),
        ("DELIVERY__MAX_AGE_HOURS", "inf", "TRENDBRIEF_DELIVERY__MAX_AGE_HOURS"),
        ("FETCH__ALLOW_HOSTS", "http://intranet/", "localhost,127.0.0.1:8801"),
        ("SUMMARIZER", "llm", "extractive"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend_and_never_repeated(
    given_names, name: str, value: str, said: str
):
    with pytest.raises(ConfigurationError) as refused:
        given_names(**{name: value})

    assert f"TRENDBRIEF_{name} " in str(refused.value)
    assert said in str(refused.value)
    assert "secret" not in str(refused.value)


def test_every_wrong_value_is_named_at_once(given_names):
    with pytest.raises(ConfigurationError) as refused:
        given_names(LANGUAGE="fr", WEB__PORT="-1")

    assert [line.split(" ")[0] for line in str(refused.value).splitlines()] == [
        "TRENDBRIEF_LANGUAGE",
        "TRENDBRIEF_WEB__PORT",
    ]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("DATABSE_URL", "DATABASE_URL"),
        ("TELEGRAM_TOKEN", "TELEGRAM__TOKEN"),
        ("TELEGRAM", "TELEGRAM__TOKEN"),
        ("SLACK__BOT_TOKEN__X", "SLACK__BOT_TOKEN"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known_one(given_names, name, nearest):
    with pytest.raises(ConfigurationError) as refused:
        given_names(**{name: TOKEN})

    assert f"TRENDBRIEF_{name} in the environment" in str(refused.value)
    assert str(refused.value).endswith(f"TRENDBRIEF_{nearest}")
    assert TOKEN not in str(refused.value)


def test_an_unknown_name_in_the_file_is_refused_too(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("OTHER=1\nTRENDBRIEF_LANGUAG=en\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"TRENDBRIEF_LANGUAG in .*nearest .*_LANGUAGE"):
        load_settings(file)


def test_the_environment_wins_over_the_file(given_names, tmp_path: Path):
    (tmp_path / ".env").write_text(
        'export TRENDBRIEF_LANGUAGE=en\nTRENDBRIEF_ADMINS="telegram:5" # me\n', encoding="utf-8"
    )

    found = given_names(LANGUAGE="ko")

    assert (found.language, found.admins) == (Language.KOREAN, ("telegram:5",))


def test_a_file_that_is_no_text_is_named(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_bytes(b"TRENDBRIEF_LANGUAGE=\xff\xfe")

    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_settings(file)


def test_no_printing_of_settings_tells_a_secret(given_names):
    found = given_names(
        TELEGRAM__TOKEN=TOKEN,
        SLACK__BOT_TOKEN="xoxb-1-hidden",
        SLACK__SIGNING_SECRET="hidden-too",
    )

    told = f"{found!r} {found} {found.model_dump()} {found.model_dump_json()}"

    assert TOKEN not in told
    assert "hidden" not in told


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, None),
        (
            {"BOT_TOKEN": "xoxb-1"},
            "TRENDBRIEF_SLACK__APP_TOKEN or TRENDBRIEF_SLACK__SIGNING_SECRET",
        ),
        ({"APP_TOKEN": "xapp-1"}, "TRENDBRIEF_SLACK__BOT_TOKEN"),
        ({"BOT_TOKEN": "xoxb-1", "SIGNING_SECRET": "s"}, None),
    ],
)
def test_half_of_what_slack_needs_names_the_other_half(given_names, values, missing):
    found = given_names(**{f"SLACK__{name}": value for name, value in values.items()})

    assert found.slack.missing == missing


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(known_names()),
    value=st.text(
        st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=30
    ),
)
def test_any_value_is_taken_or_refused_without_a_word_of_it(name: str, value: str):
    marked = f"{value}!Q9z!{value}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(name, marked)
        try:
            load_settings(None)
        except ConfigurationError:
            assert "!Q9z!" not in traceback.format_exc()
