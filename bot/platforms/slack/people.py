"""A person's id in, their language and what they may do out; Slack is asked once an hour."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from re import compile as pattern

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.platforms.slack.send import call
from briefings.errors import ConfigurationError, SendError
from briefings.model.chats import ChatKind
from briefings.model.languages import Language

KEPT_SECONDS = 3600.0
UNKNOWN_SECONDS = 60.0
"""After a failure nobody is asked about again so soon, so that it delays few answers."""
MAX_PEOPLE = 10_000
PATIENCE_SECONDS = 3.0
"""An answer does not wait longer for the person's language."""

_USER_ID = pattern(r"(?:slack:)?(?:T\w+:)?([UW][A-Z0-9]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """What Slack tells of a person."""

    language: Language | None = None
    runs_workspace: bool = False


UNKNOWN = Person()


class People:
    """`users.info`, kept for an hour; whoever cannot be asked about is unknown."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._kept: dict[str, tuple[float, Person]] = {}

    async def person(self, user: str) -> Person:
        """The person, or `UNKNOWN` where Slack does not tell in time."""
        now = asyncio.get_running_loop().time()
        until, kept = self._kept.get(user, (0.0, UNKNOWN))
        if now < until:
            return kept
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                person = await self._asked(user)
        except (SendError, TimeoutError) as error:
            reason = str(error) or "no answer in time"
            log.warning("slack_person_unknown", extra={"user": user, "reason": reason})
            self._keep(user, kept, until=now + UNKNOWN_SECONDS)
            return kept
        self._keep(user, person, until=now + KEPT_SECONDS)
        return person

    def _keep(self, user: str, person: Person, *, until: float) -> None:
        if len(self._kept) >= MAX_PEOPLE:
            self._kept.clear()
        self._kept[user] = (until, person)

    async def _asked(self, user: str) -> Person:
        answer = await call(self._client, "users.info", {"user": user, "include_locale": True})
        told = answer.get("user")
        facts = told if isinstance(told, dict) else {}
        return Person(
            language=language_of(str(facts.get("locale") or "")),
            runs_workspace=bool(facts.get("is_admin") or facts.get("is_owner")),
        )


def language_of(locale: str) -> Language | None:
    """`ko-KR` is Korean, `en-US` English; the program speaks no other."""
    code = locale.replace("_", "-").partition("-")[0].casefold()
    return next((language for language in Language if language.value == code), None)


class Permission:
    """Who may change subscriptions and settings, by the operator's setting.

    `rule` is `members`, `admins` or a list of user ids. Raises `ConfigurationError` for anything
    else. `admins` are persons (`slack:T1:U1`) who may do everything.
    """

    def __init__(self, rule: str, admins: Collection[str]) -> None:
        self._rule = rule.strip().casefold()
        self._admins = frozenset(admins)
        named = self._rule not in ("members", "admins")
        self._users = frozenset(_user_ids(rule)) if named else frozenset[str]()

    async def may_manage(self, kind: ChatKind, person: str, user: str, people: People) -> bool:
        """Whether `person` may; in their own conversation everybody may."""
        if kind is ChatKind.PRIVATE or person in self._admins or self._rule == "members":
            return True
        if self._rule == "admins":
            return (await people.person(user)).runs_workspace
        return user in self._users


def _user_ids(rule: str) -> list[str]:
    ids = [_USER_ID.fullmatch(part.strip()) for part in rule.split(",")]
    known = [match[1] for match in ids if match is not None]
    if len(known) < len(ids):
        raise ConfigurationError(
            f"TRENDBRIEF_SLACK__WHO_MAY_SUBSCRIBE is {rule!r}: "
            "use members, admins, or user ids such as U012AB3CD,U045EF6GH"
        )
    return known
