"""Stores on a database file of their own, one each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.text.aliases import Aliases
from storage.briefings import StoredBriefings
from storage.chats import StoredChats
from storage.database import Database, open_database
from storage.items import StoredItems
from tests.contracts.made import AI, FINTECH, SEOUL


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/trendbrief.db")
    yield opened
    opened.close()


@pytest.fixture
def items(database: Database) -> StoredItems:
    return StoredItems(
        database,
        zone=SEOUL,
        aliases=Aliases.of(
            [
                ("간편결제", "페이|"),
                ("구글", "Google"),
                ("인공지능", "AI"),
                ("양자 키 분배", "QKD"),
            ],
            {"배달앱": ("배민", "요기요")},
        ),
        theme_names={AI: ("인공지능", "AI"), FINTECH: ("핀테크",)},
    )


@pytest.fixture
def briefings(database: Database) -> StoredBriefings:
    return StoredBriefings(database)


@pytest.fixture
def chats(database: Database) -> StoredChats:
    return StoredChats(database)
