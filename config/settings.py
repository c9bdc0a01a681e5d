"""Settings: the environment and a `.env` file in, one checked value out.

Every name begins with `TRENDBRIEF_`, two underscores lead a level down, lists are separated by
commas, an empty value is as good as none. No message of this module ever holds a value: it might
be a secret in the wrong place.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NewType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError
from pydantic_settings.sources.providers.dotenv import DotEnvSettingsSource

from briefings.errors import ConfigurationError
from briefings.model.languages import Language

PREFIX = "TRENDBRIEF_"
LEVEL = "__"
ENV_FILE = Path(".env")
PACKAGED_CONFIG = Path(__file__).parent

PersonId = NewType("PersonId", str)
"""A person on a platform: `telegram:123` or `slack:T1:U2`."""

_TELEGRAM_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_PERSON = re.compile(r"telegram:\d+|slack:[TE][A-Z0-9]*:[UW][A-Z0-9]+")
_SLACK_PERSON = re.compile(r"[UW][A-Z0-9]+")
_HOST = re.compile(r"(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.IGNORECASE)


def _zone(text: object) -> ZoneInfo:
    if isinstance(text, ZoneInfo):
        return text
    name = str(text).strip()
    names = {zone.lower(): zone for zone in available_timezones()}
    if name.lower() in names:
        return ZoneInfo(names[name.lower()])
    near = difflib.get_close_matches(name.lower(), names, n=1)
    hint = f"; did you mean {names[near[0]]}?" if near else ""
    raise ValueError(f"is not a time zone, such as Asia/Seoul{hint}")


def _listed(text: object) -> object:
    if not isinstance(text, str):
        return text
    return tuple(part for part in (part.strip() for part in text.split(",")) if part)


def _web_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"\s", text):
        raise ValueError("is not a web address: it begins with http:// or https:// and a host")
    return text


def _folder_url(text: str) -> str:
    return _web_url(text).rstrip("/") + "/"


def _plain_url(text: str) -> str:
    return _web_url(text).rstrip("/")


def _database_url(text: str) -> str:
    if text.startswith(("postgres", "mysql", "mariadb", "mssql", "oracle")):
        raise ValueError(
            "names a database engine that is not supported; "
            "use SQLite: sqlite:///data/trendbrief.db"
        )
    if not re.fullmatch(r"sqlite:///[^?]*[^?/][^?]*", text) or text.endswith(":memory:"):
        raise ValueError("is not a database file, such as sqlite:///data/trendbrief.db")
    return text


def _config_dir(path: Path) -> Path:
    if not path.expanduser().is_dir():
        raise ValueError("is not a folder; it holds themes/ and, if wanted, sources.toml")
    return path.expanduser()


def _language(text: object) -> object:
    if isinstance(text, str) and text.strip().lower() not in set(Language):
        raise ValueError("is not a language of the program: ko or en")
    return text.strip().lower() if isinstance(text, str) else text


def _person(text: str) -> PersonId:
    if not _PERSON.fullmatch(text):
        raise ValueError("holds something else than people: telegram:123,slack:T1:U2")
    return PersonId(text)


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError("holds something else than hosts: localhost,127.0.0.1:8801")
    return text.lower()


def _telegram_token(token: SecretStr) -> SecretStr:
    if not _TELEGRAM_TOKEN.fullmatch(token.get_secret_value().strip()):
        raise ValueError(
            "is not a bot token: @BotFather gives one such as 123456789:AA… (figures, a colon, "
            "letters)"
        )
    return SecretStr(token.get_secret_value().strip())


def _slack_token(prefix: str, where: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        text = token.get_secret_value().strip()
        if not re.fullmatch(re.escape(prefix) + r"[\w.-]+", text):
            raise ValueError(f"is not such a token: it begins with {prefix} ({where})")
        return SecretStr(text)

    return AfterValidator(check)


def _who(text: str) -> str:
    people = [part.strip() for part in text.split(",") if part.strip()]
    if people not in (["members"], ["admins"]) and not all(
        _SLACK_PERSON.fullmatch(person) for person in people
    ):
        raise ValueError("is neither members nor admins nor user ids: U123,U456")
    return ",".join(people)


WebUrl = Annotated[str, AfterValidator(_plain_url)]
FolderUrl = Annotated[str, AfterValidator(_folder_url)]
Seconds = Annotated[float, Field(gt=0, le=7 * 86_400, allow_inf_nan=False)]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class TelegramSettings(_Group):
    """How to reach Telegram; no token, no Telegram."""

    token: Annotated[SecretStr, AfterValidator(_telegram_token)] | None = None
    base_url: WebUrl = "https://api.telegram.org/bot"
    file_url: WebUrl = "https://api.telegram.org/file/bot"


class SlackSettings(_Group):
    """How to reach Slack. The app token means Socket Mode and wins over the signing secret."""

    bot_token: (
        Annotated[SecretStr, _slack_token("xoxb-", "OAuth & Permissions: Bot User OAuth Token")]
        | None
    ) = None
    app_token: (
        Annotated[SecretStr, _slack_token("xapp-", "Basic Information: App-Level Tokens")] | None
    ) = None
    signing_secret: SecretStr | None = None
    base_url: FolderUrl = "https://slack.com/api/"
    who_may_subscribe: Annotated[str, AfterValidator(_who)] = "members"

    @property
    def missing(self) -> str | None:
        """The setting that Slack still lacks where some, but not enough, are set."""
        listens = self.app_token is not None or self.signing_secret is not None
        if self.bot_token is None:
            return name_of("slack", "bot_token") if listens else None
        if listens:
            return None
        return f"{name_of('slack', 'app_token')} or {name_of('slack', 'signing_secret')}"


class WebSettings(_Group):
    """Where the web server listens, and how it is reached from outside."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    public_url: WebUrl | None = None


class DeliverySettings(_Group):
    """The pace of pushes."""

    tick_seconds: Seconds = 5
    lease_seconds: Seconds = 30
    late_after_seconds: Seconds = 600
    grace_seconds: Seconds = 900
    max_age_hours: Annotated[float, Field(gt=0, le=24 * 366, allow_inf_nan=False)] = 24


class FetchSettings(_Group):
    """What may be fetched beyond the public network."""

    allow_hosts: Annotated[
        tuple[Annotated[str, AfterValidator(_host)], ...], BeforeValidator(_listed)
    ] = ()


class Tokeniser(StrEnum):
    """What finds the words of new items."""

    KIWI = "kiwi"
    PLAIN = "plain"


class UnderstandingSettings(_Group):
    """How texts are understood. `plain` finds words without a tokeniser, and saves its memory."""

    tokeniser: Tokeniser = Tokeniser.KIWI


class Settings(BaseSettings):
    """All settings, checked. Printing them shows no secret."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=LEVEL,
        env_ignore_empty=True,
        enable_decoding=False,
        extra="ignore",  # strange names are refused by `load_settings`, with the nearest known one
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    database_url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///data/trendbrief.db"
    config_dir: Annotated[Path, AfterValidator(_config_dir)] = PACKAGED_CONFIG
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("Asia/Seoul")
    language: Annotated[Language, BeforeValidator(_language)] = Language.KOREAN
    telegram: TelegramSettings = TelegramSettings()
    slack: SlackSettings = SlackSettings()
    web: WebSettings = WebSettings()
    admins: Annotated[
        tuple[Annotated[PersonId, BeforeValidator(_person)], ...], BeforeValidator(_listed)
    ] = ()
    delivery: DeliverySettings = DeliverySettings()
    fetch: FetchSettings = FetchSettings()
    understanding: UnderstandingSettings = UnderstandingSettings()
    summarizer: Literal["extractive"] = "extractive"


def load_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """The settings of the environment, over those of `env_file` where that exists.

    Raises `ConfigurationError` with the name and the mend of everything that is wrong.
    """
    _refuse_unknown(os.environ, "the environment")
    if env_file is not None:
        _refuse_unknown(_names_in(env_file), str(env_file))
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # a keyword of BaseSettings
    except (ValidationError, SettingsError) as error:
        # Not `from error`: a traceback must not carry the value, which may be a secret.
        raise ConfigurationError("\n".join(_faults(error))) from None


def name_of(*path: str) -> str:
    """The environment's name of a setting: `("slack", "bot_token")` is
    `TRENDBRIEF_SLACK__BOT_TOKEN`.
    """
    return PREFIX + LEVEL.join(path).upper()


def known_names() -> tuple[str, ...]:
    """Every setting's name in the environment."""
    return tuple(_known(Settings, ()))


def _known(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, _Group):
            yield from _known(kind, (*path, name))
        else:
            yield name_of(*path, name)


def _refuse_unknown(names: Mapping[str, str | None], where: str) -> None:
    known = known_names()
    strange = [
        name for name in names if name.upper().startswith(PREFIX) and name.upper() not in known
    ]
    if not strange:
        return
    faults = []
    for name in sorted(strange):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.0)
        faults.append(f"{name} in {where} is not a setting; the nearest one is {near[0]}")
    raise ConfigurationError("\n".join(faults))


def _names_in(env_file: Path) -> Mapping[str, str | None]:
    if not env_file.exists():
        return {}
    try:
        source = DotEnvSettingsSource(
            Settings, env_file=env_file, env_ignore_empty=False, case_sensitive=True
        )
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{env_file} cannot be read as settings: it is a UTF-8 text of NAME=value lines"
        ) from error
    return source.env_vars


def _faults(error: ValidationError | SettingsError) -> Iterator[str]:
    if isinstance(error, SettingsError):
        yield "a setting cannot be read; lists are separated by commas, nothing is JSON"
        return
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        names = [str(step) for step in fault["loc"] if isinstance(step, str)]
        yield f"{name_of(*names[:2])} {_mend(fault['type'], fault['msg'])}"


def _mend(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind == "literal_error":
        return "can only be extractive for now"
    text = message[0].lower() + message[1:]
    return f"cannot be used: {text.replace('input', 'it')}"
