"""`/settings`: what a chat chose, and choosing anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.ask.questions import SettingsQuestion
from briefings.errors import NotUnderstood
from briefings.model.briefings import Length
from briefings.model.chats import Answer, ChatSettings
from briefings.model.languages import Language
from briefings.steps.newsroom import Asking, Newsroom, asking_of
from briefings.write.settings import settings_page

_LANGUAGES = {
    "ko": Language.KOREAN,
    "korean": Language.KOREAN,
    "한국어": Language.KOREAN,
    "en": Language.ENGLISH,
    "english": Language.ENGLISH,
    "영어": Language.ENGLISH,
}
_LENGTHS = {
    "short": Length.SHORT,
    "짧게": Length.SHORT,
    "long": Length.LONG,
    "길게": Length.LONG,
    "titles": Length.TITLES,
    "제목만": Length.TITLES,
}
_CITIES = {"서울": "Asia/Seoul", "seoul": "Asia/Seoul", "한국": "Asia/Seoul", "도쿄": "Asia/Tokyo"}


def answer_settings(question: SettingsQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Shows the settings; with a name and a value changes that one first."""
    if question.name is None:
        return _shown(asking, changed=False)
    change = _SETTINGS.get(question.name)
    if change is None:
        raise NotUnderstood(
            "There is no setting {word}: language, zone, length.",
            example="/settings language en",
            word=question.name[:40],
        )
    if question.value is None:
        raise NotUnderstood("What should it be set to?", example=f"/settings {question.name} …")
    chosen = change(newsroom.chats.settings(asking.chat), question.value)
    newsroom.chats.change(asking.chat, chosen)
    return _shown(asking_of(asking.ask, newsroom), changed=True)


def _shown(asking: Asking, *, changed: bool) -> Answer:
    page = settings_page(asking.voice, asking.length, changed=changed)
    return Answer(page=page, only_for_asker=True)


def _language(settings: ChatSettings, value: str) -> ChatSettings:
    language = _LANGUAGES.get(value.casefold())
    if language is None:
        raise NotUnderstood(
            "{word} is no language I speak: ko or en.",
            example="/settings language en",
            word=value[:40],
        )
    return replace(settings, language=language)


def _length(settings: ChatSettings, value: str) -> ChatSettings:
    length = _LENGTHS.get(value.casefold())
    if length is None:
        raise NotUnderstood(
            "{word} is no length: short, long or titles.",
            example="/settings length short",
            word=value[:40],
        )
    return replace(settings, length=length)


def _zone(settings: ChatSettings, value: str) -> ChatSettings:
    name = _CITIES.get(value.casefold(), value.strip().replace(" ", "_"))
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotUnderstood(
            "{word} is no time zone I know.",
            example="/settings zone Asia/Seoul",
            word=value[:40],
        ) from None
    return replace(settings, zone=zone.key)


_SETTINGS: dict[str, Callable[[ChatSettings, str], ChatSettings]] = {
    "language": _language,
    "언어": _language,
    "zone": _zone,
    "timezone": _zone,
    "시간대": _zone,
    "length": _length,
    "길이": _length,
}
