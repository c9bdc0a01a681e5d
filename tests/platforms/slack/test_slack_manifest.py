"""The manifest follows the command table, and the file in the repository follows the manifest."""

from __future__ import annotations

from pathlib import Path

from bot.platforms.slack.manifest import slack_manifest
from briefings.ask.commands import COMMANDS

FILE = Path(__file__).parents[3] / "config" / "slack-manifest.yaml"


def test_the_file_is_what_the_command_table_makes():
    assert FILE.read_text(encoding="utf-8") == slack_manifest(COMMANDS), (
        "write it anew: python -m bot.platforms.slack.manifest > config/slack-manifest.yaml"
    )


def test_every_command_stands_in_the_manifest():
    made = slack_manifest(COMMANDS)
    missing = [one.name for one in COMMANDS if f"/brief {one.name}" not in made]
    assert missing == ["brief"]


def test_a_new_command_changes_the_manifest():
    assert slack_manifest(COMMANDS[:-1]) != slack_manifest(COMMANDS)


def test_http_mode_names_the_address_three_times_and_leaves_socket_mode_off():
    made = slack_manifest(COMMANDS, request_url="https://bot.example/slack/events")
    assert made.count("https://bot.example/slack/events") == 3
    assert "socket_mode_enabled: false" in made
