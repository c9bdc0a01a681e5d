"""What keeping chats and events promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefings.model.briefings import Length
from briefings.model.chats import ChatKind, ChatSettings
from briefings.model.languages import Language
from storage.briefings import StoredBriefings
from storage.chats import EVENTS_KEPT, StoredChats
from storage.items import StoredItems
from tests.contracts.made import GROUP, NOW, TOPIC, a_briefing

CHOSEN = ChatSettings(language=Language.ENGLISH, zone="Asia/Tokyo", length=Length.LONG)
SUPERGROUP = replace(GROUP, address="-100200300")


def test_a_chat_that_never_chose_has_no_settings(chats: StoredChats):
    assert chats.settings(GROUP) == ChatSettings()


def test_what_a_chat_chose_stays_and_counts_in_its_threads(chats: StoredChats):
    chats.change(GROUP, CHOSEN)
    chats.touch(GROUP, ChatKind.GROUP, "ko", NOW)

    assert chats.settings(TOPIC) == CHOSEN


def test_a_choice_can_be_taken_back(chats: StoredChats):
    chats.touch(GROUP, ChatKind.GROUP, None, NOW)
    chats.change(GROUP, CHOSEN)
    chats.change(GROUP, ChatSettings())

    assert chats.settings(GROUP) == ChatSettings()


def test_everything_of_a_chat_moves_to_its_new_address(
    chats: StoredChats, briefings: StoredBriefings, items: StoredItems
):
    chats.change(GROUP, CHOSEN)
    kept = briefings.keep(a_briefing(items), TOPIC)
    briefings.remember_messages(kept, TOPIC, ["5"])

    chats.move(GROUP, SUPERGROUP)

    assert chats.settings(SUPERGROUP) == CHOSEN
    assert chats.settings(GROUP) == ChatSettings()
    assert briefings.newest(replace(SUPERGROUP, thread="7")) == kept
    assert briefings.of_message(SUPERGROUP, "5") == kept
    assert briefings.newest(GROUP) is None


def test_what_the_new_address_chose_already_stays(chats: StoredChats):
    newer = replace(CHOSEN, zone="Europe/Berlin")
    chats.change(GROUP, CHOSEN)
    chats.change(SUPERGROUP, newer)

    chats.move(GROUP, SUPERGROUP)
    chats.move(SUPERGROUP, SUPERGROUP)

    assert chats.settings(SUPERGROUP) == newer


def test_an_event_is_new_once(chats: StoredChats):
    assert chats.first_time("telegram:1:2", NOW)
    assert not chats.first_time("telegram:1:2", NOW + timedelta(hours=1))
    assert chats.first_time("telegram:1:3", NOW)


def test_old_events_are_cleared_away(chats: StoredChats):
    chats.first_time("slack:e1", NOW)
    chats.first_time("slack:e2", NOW + EVENTS_KEPT + timedelta(seconds=1))

    assert chats.first_time("slack:e1", NOW + EVENTS_KEPT + timedelta(seconds=1))
