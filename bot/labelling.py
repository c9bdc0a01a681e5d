"""Builds what labels texts from the settings, without the database's libraries."""

from __future__ import annotations

from briefings.model.themes import Theme
from briefings.understand.theme_model import read_model
from briefings.understand.themes import ThemeLabeller
from config.catalogue import load_theme_model, load_themes
from config.settings import Settings


def labeller_of(settings: Settings, themes: tuple[Theme, ...] | None = None) -> ThemeLabeller:
    """What labels texts with `themes` (those of the settings where none are given)."""
    trained = load_theme_model(settings.config_dir)
    return ThemeLabeller(
        load_themes(settings.config_dir) if themes is None else themes,
        None if trained is None else read_model(trained),
    )
