"""The only place where parts are put together: settings become stores, themes and a newsroom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.holidays import is_korean_holiday
from bot.labelling import labeller_of
from briefings.ask.grammar import Grammar, spellings_of
from briefings.model.themes import Theme
from briefings.ports import Labeller
from briefings.steps.newsroom import Newsroom
from config.aliases import load_aliases
from config.catalogue import load_themes
from config.settings import Settings
from config.sources import load_source_weights
from config.wording import wording
from storage.briefings import StoredBriefings
from storage.chats import StoredChats
from storage.database import Database, open_database
from storage.items import StoredItems
from storage.marks import StoredMarks
from storage.mending import StoredMendings
from storage.proofs import StoredProofs
from storage.subscriptions import StoredSubscriptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """Everything built from the settings; closed by `opened`."""

    settings: Settings
    database: Database
    labeller: Labeller
    items: StoredItems
    subscriptions: StoredSubscriptions
    mendings: StoredMendings
    newsroom: Newsroom

    @property
    def zone(self) -> ZoneInfo:
        """The default time zone."""
        return self.newsroom.zone


@contextmanager
def opened(settings: Settings) -> Iterator[Product]:
    """The product on its database, which is closed at the end."""
    themes = load_themes(settings.config_dir)
    database = open_database(settings.database_url)
    try:
        yield _built(settings, database, themes)
    finally:
        database.close()


def _built(settings: Settings, database: Database, themes: tuple[Theme, ...]) -> Product:
    spellings = {theme.id: tuple(theme.spellings()) for theme in themes}
    items = StoredItems(
        database,
        zone=settings.timezone,
        aliases=load_aliases(settings.config_dir),
        theme_names=spellings,
    )
    subscriptions = StoredSubscriptions(database)
    mendings = StoredMendings(database)
    newsroom = Newsroom(
        items=items,
        briefings=StoredBriefings(database),
        chats=StoredChats(database),
        subscriptions=subscriptions,
        proofs=StoredProofs(database),
        mendings=mendings,
        marks=StoredMarks(database),
        grammar=Grammar(spellings_of(spellings)),
        theme_names={theme.id: theme.names for theme in themes},
        wordings=wording,
        is_holiday=is_korean_holiday,
        language=settings.language,
        zone=settings.timezone,
        source_weights=load_source_weights(settings.config_dir),
        operators=settings.admins,
    )
    return Product(
        settings=settings,
        database=database,
        labeller=labeller_of(settings, themes),
        items=items,
        subscriptions=subscriptions,
        mendings=mendings,
        newsroom=newsroom,
    )
