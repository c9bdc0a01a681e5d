"""The command table in, the app manifest out that creates the Slack app by pasting it.

`python -m bot.platforms.slack.manifest > config/slack-manifest.yaml` writes it anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence

from bot.platforms.slack.blocks import Json, JsonObject
from bot.platforms.slack.listen import GONE_EVENTS
from briefings.ask.commands import COMMANDS
from briefings.model.commands import Command

SLASH_COMMAND = "/brief"

_HEAD = """\
# The Slack app that Trendbrief needs. At https://api.slack.com/apps choose "Create New App",
# "From a manifest", and paste this file.
# Made from the command table: python -m bot.platforms.slack.manifest
"""
_DESCRIPTION = "Short briefings on the themes that your team follows, on demand and at a set time"
# What each scope is for: mentions; commands; posting; direct messages; whether an unsure post
# arrived (history); pictures of trends (files); to be told of archived channels (read); language
# and admins (users).
_SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "users:read",
)
_EVENTS = ("app_mention", "message.im", *GONE_EVENTS)


def slack_manifest(
    commands: Sequence[Command] = COMMANDS, *, request_url: str | None = None
) -> str:
    """The manifest as YAML: Socket Mode, or HTTP mode where a public `request_url` is given."""
    return _HEAD + "\n".join(_yaml(_manifest(commands, request_url), indent=0)) + "\n"


def _manifest(commands: Sequence[Command], request_url: str | None) -> JsonObject:
    reached_at: JsonObject = {} if request_url is None else {"request_url": request_url}
    slash: JsonObject = {
        "command": SLASH_COMMAND,
        **({} if request_url is None else {"url": request_url}),
        "description": "A briefing now; also detail, search, subscribe, help and more",
        "usage_hint": _usage_hint(commands),
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": "Trendbrief",
            "description": _DESCRIPTION,
            "long_description": _long_description(commands),
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Trendbrief", "always_online": True},
            "slash_commands": [slash],
        },
        "oauth_config": {"scopes": {"bot": list(_SCOPES)}},
        "settings": {
            "event_subscriptions": {**reached_at, "bot_events": list(_EVENTS)},
            "interactivity": {"is_enabled": True, **reached_at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }


def _usage_hint(commands: Sequence[Command]) -> str:
    """`[themes or words] [period] [length] | more | detail N | …`."""
    return " | ".join(_after_slash(command) for command in commands if command.name != "start")


def _after_slash(command: Command) -> str:
    """The command's usage as it follows `/brief`."""
    own = command.usage.removeprefix("/")
    return own.removeprefix("brief").strip() if command.name == "brief" else own


def _long_description(commands: Sequence[Command]) -> str:
    """At least 174 characters, as Slack wants it, at most 4,000."""
    lines = (f"{SLASH_COMMAND} {_after_slash(each)}: {each.summary}" for each in commands)
    listed = "\n".join(lines)
    return (
        f"{_DESCRIPTION}. Each briefing fits one message; details, sources and related stories "
        f"open in its thread. In a direct message or a mention the same words work:\n{listed}"
    )


def _yaml(value: Mapping[str, Json], *, indent: int) -> Iterator[str]:
    """YAML lines; texts are quoted as JSON, which YAML reads alike."""
    pad = "  " * indent
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield f"{pad}{key}:"
            yield from _yaml(inner, indent=indent + 1)
        elif isinstance(inner, Sequence) and not isinstance(inner, str):
            yield f"{pad}{key}:"
            for item in inner:
                yield from _yaml_item(item, indent=indent + 1)
        else:
            yield f"{pad}{key}: {json.dumps(inner, ensure_ascii=False)}"


def _yaml_item(item: Json, *, indent: int) -> Iterator[str]:
    pad = "  " * indent
    if not isinstance(item, Mapping):
        yield f"{pad}- {json.dumps(item, ensure_ascii=False)}"
        return
    first, *others = _yaml(item, indent=indent + 1)
    yield f"{pad}- {first.strip()}"
    yield from others


if __name__ == "__main__":
    sys.stdout.write(slack_manifest())
