"""What was typed or pressed becomes a question, or an error that says what was not understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.ask.approvals import take_approval
from briefings.ask.commands import command_of, near_commands
from briefings.ask.nearest import nearest
from briefings.ask.periods import take_period
from briefings.ask.questions import (
    BriefQuestion,
    DetailQuestion,
    ExportQuestion,
    ForgetQuestion,
    HelpQuestion,
    MoreQuestion,
    MuteQuestion,
    PauseQuestion,
    Question,
    RelatedQuestion,
    ResumeQuestion,
    SavedQuestion,
    SaveQuestion,
    SearchQuestion,
    SettingsQuestion,
    SourceQuestion,
    SourcesQuestion,
    StartQuestion,
    StatusQuestion,
    SubscribeQuestion,
    SubscriptionsQuestion,
    ThemesQuestion,
    TrendQuestion,
    UnmuteQuestion,
    UnsaveQuestion,
    UnsubscribeQuestion,
    WhyQuestion,
)
from briefings.ask.until import until_of
from briefings.ask.when import parse_when
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingWish, Length
from briefings.model.items import ThemeId
from briefings.model.subscriptions import StartFrom

MAX_TYPED_CHARS = 500
"""A command longer than this is a paste; what follows is not read."""

FULL_WIDTH_SLASH = "／"
"""What Korean and Japanese keyboards give where a wide character was wanted."""

MAX_WORDS = 12

_LENGTHS = {
    "short": Length.SHORT,
    "짧게": Length.SHORT,
    "간단히": Length.SHORT,
    "long": Length.LONG,
    "길게": Length.LONG,
    "자세히": Length.LONG,
    "titles": Length.TITLES,
    "제목": Length.TITLES,
    "제목만": Length.TITLES,
    "headlines": Length.TITLES,
}
_FILLERS = frozenset(
    (
        *("about", "the", "on", "for", "please", "news", "briefing", "show", "me"),
        *(
            "소식",
            "뉴스",
            "기사",
            "브리핑",
            "동향",
            "관련",
            "알려줘",
            "보여줘",
            "줘",
            "부탁",
            "부탁해",
        ),
        *("요약", "정리", "해줘", "대해", "에대해"),
    )
)
_NEWEST = frozenset(("newest", "latest", "최신", "최신순", "최근순"))
_ALL = frozenset(("all", "every", "everything", "전부", "모두", "전체", "다", "모든", "싹다"))
_FROM_NOW = frozenset(("now", "from-now", "fromnow", "지금부터", "이제부터"))
_YES = frozenset(("yes", "y", "네", "예", "응"))
_PARTICLES = (
    "으로",
    "에서",
    "이랑",
    "하고",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "와",
    "과",
    "도",
    "만",
    "랑",
)
_NUMBER = re.compile(r"#?(\d{1,9})(?:번째|번|호|st|nd|rd|th)?")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_TOKEN = re.compile(r'-?"[^"]*"|-?“[^”]*”|-?‘[^’]*’|\S+')
_JOINED = re.compile(r"[,，+·、;/]")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Reads commands; `themes` maps every spelling of a theme (case-folded) to its id."""

    themes: Mapping[str, ThemeId]

    def read(self, typed: str, today: date) -> Question:
        """The question that the typed words ask.

        With a leading slash the first word must be a command. Without one it may be, or all words
        are a `/brief`. Nothing typed is `/brief`. Raises `NotUnderstood`.
        """
        words = _tokens(typed)
        if not words:
            return BriefQuestion(wish=BriefingWish())
        first, rest = words[0], words[1:]
        command = command_of(first)
        if first.startswith("/") and command is None:
            raise NotUnderstood(
                "There is no command {word}.",
                suggestions=tuple(f"/{name}" for name in near_commands(first)),
                word=first[:40],
            )
        if command is not None and not (_is_talk(command.name, rest) and first[0] != "/"):
            return self._of_command(command.name, rest, today)
        return (
            _numbered_first(words) or self._trend_asked(words, today) or self._brief(words, today)
        )

    def near_themes(self, word: str) -> tuple[ThemeId, ...]:
        """Themes whose names are near `word`, nearest first."""
        near = nearest(word, self.themes, most=3)
        return tuple(dict.fromkeys(self.themes[spelling] for spelling in near))

    def wish(self, words: Sequence[str], today: date) -> BriefingWish:
        """Themes, words, `-words`, a period and a length, in any order."""
        period, words = take_period(_apart(words), today)
        length, words = _take_length(words)
        themes, words = self._take_themes(words)
        without = tuple(_bare(word[1:]) for word in words if len(word) > 1 and word[0] == "-")
        kept = tuple(_bare(word) for word in words if word[0] != "-")
        content = tuple(word for word in kept if word.casefold() not in _FILLERS)
        return BriefingWish(
            themes=themes,
            words=tuple(dict.fromkeys(content if (content or themes) else kept))[:MAX_WORDS],
            without=tuple(dict.fromkeys(without))[:MAX_WORDS],
            period=period,
            length=length or Length.SHORT,
        )

    def subject(self, words: Sequence[str], today: date) -> BriefingWish:
        """What a subscription is about; `all` alone, or only words left out, is everything.

        Raises `NotUnderstood` for a period, which a subscription does not have.
        """
        left = [word for word in words if not _is_all(word)]
        kept = left if all(word.startswith("-") for word in left) else words
        example = "/subscribe fintech daily 09:00"
        try:
            wish = self.wish(kept, today)
        except NotUnderstood as error:
            error.example = example
            raise
        if wish.period is not None:
            raise NotUnderstood("A subscription has a time, not a period.", example=example)
        return wish

    def _of_command(self, name: str, words: Sequence[str], today: date) -> Question:
        if name in _NUMBERED:
            return _NUMBERED[name](_number_of(words, name))
        if name in _BARE:
            return _BARE[name]()
        if name in _WORDED:
            return _WORDED[name](words)
        match name:
            case "brief":
                return self._brief(words, today)
            case "search":
                return self._search(words)
            case "trend":
                return self._trend(words, today)
            case "subscribe":
                return self._subscribe(words, today)
            case "unsubscribe":
                number, every = _only_which(words, name)
                return UnsubscribeQuestion(number=number, every=every)
            case "resume":
                number, every = _only_which(words, name)
                return ResumeQuestion(number=number, every=every)
            case "pause":
                return _pause(words, today)
            case _:
                return _help(words)

    def _brief(self, words: Sequence[str], today: date) -> Question:
        return BriefQuestion(wish=self.wish(words, today))

    def _trend(self, words: Sequence[str], today: date) -> Question:
        try:
            return TrendQuestion(wish=self.wish(words, today))
        except NotUnderstood as error:
            error.example = error.example.replace("/brief", "/trend", 1)
            raise

    def _trend_asked(self, words: Sequence[str], today: date) -> Question | None:
        """`핀테크 추세 2주 보여줘`: the command's word behind what it is about."""
        at = next((at for at in range(1, len(words)) if _spells_trend(words[at])), None)
        if at is None:
            return None
        _, after = take_period(_apart(words[at + 1 :]), today)
        if any(_bare(word).casefold() not in _FILLERS for word in after):
            return None
        return self._trend((*words[:at], *words[at + 1 :]), today)

    def _search(self, words: Sequence[str]) -> Question:
        newest = any(word.casefold() in _NEWEST for word in words)
        kept = [_bare(word) for word in words if word.casefold() not in _NEWEST]
        if not kept:
            raise NotUnderstood("What should be searched for?", example="/search mydata")
        return SearchQuestion(words=tuple(dict.fromkeys(kept))[:MAX_WORDS], newest=newest)

    def _subscribe(self, words: Sequence[str], today: date) -> Question:
        now_words = [word for word in words if word.casefold() in _FROM_NOW]
        kept = tuple(word for word in words if word.casefold() not in (*_FROM_NOW, "from"))
        approval_minutes, kept = take_approval(kept)
        schedule, left = parse_when(kept)
        return SubscribeQuestion(
            wish=self.subject(left, today),
            everything=names_all(left),
            schedule=schedule,
            approval_minutes=approval_minutes,
            start_from=StartFrom.NOW if now_words else StartFrom.LAST_WEEK,
        )

    def _take_themes(self, words: Sequence[str]) -> tuple[tuple[ThemeId, ...], tuple[str, ...]]:
        themes: list[ThemeId] = []
        left: list[str] = []
        place = 0
        while place < len(words):
            length = next(
                (n for n in (3, 2, 1) if self._theme_of(" ".join(words[place : place + n]))), 0
            )
            theme = self._theme_of(" ".join(words[place : place + length])) if length else None
            if theme is None:
                left.append(words[place])
            else:
                themes.append(theme)
            place += max(length, 1)
        return tuple(dict.fromkeys(themes)), tuple(left)

    def _theme_of(self, spelling: str) -> ThemeId | None:
        word = _bare(spelling).lstrip("#").casefold()
        if word in self.themes:
            return self.themes[word]
        stems = (
            word.removesuffix(p) for p in _PARTICLES if word.endswith(p) and len(word) > len(p)
        )
        return next((self.themes[stem] for stem in stems if stem in self.themes), None)


def spellings_of(names: Mapping[ThemeId, Sequence[str]]) -> dict[str, ThemeId]:
    """Every spelling, with and without blanks, to its theme; the first theme wins."""
    table: dict[str, ThemeId] = {}
    for theme, spellings in names.items():
        for spelling in (theme, *spellings):
            table.setdefault(spelling.casefold(), theme)
            table.setdefault(spelling.casefold().replace(" ", ""), theme)
    return table


def names_all(words: Sequence[str]) -> bool:
    """Whether one of the words says that everything is meant."""
    return any(map(_is_all, words))


def _is_talk(name: str, rest: Sequence[str]) -> bool:
    """Whether the command's word only begins what is asked about: `export growth`, `저장 장치`."""
    left = [word for word in rest if _bare(word).casefold() not in _FILLERS]
    if name in ("save", "unsave"):
        return bool(left) and not _NUMBER.fullmatch(unicodedata.normalize("NFKC", left[0]))
    return name in ("export", "saved") and bool(left)


def _numbered_first(words: Sequence[str]) -> Question | None:
    """`2번 자세히`: a number, then what is wanted of it."""
    if len(words) != 2 or not _NUMBER.fullmatch(words[0]):
        return None
    command = command_of(words[1])
    if command is None or command.name not in _NUMBERED:
        return None
    return _NUMBERED[command.name](_number_of(words[:1], command.name))


def _spells_trend(word: str) -> bool:
    command = command_of(_bare(word))
    return command is not None and command.name == "trend"


def _tokens(typed: str) -> tuple[str, ...]:
    clean = _INVISIBLE.sub("", unicodedata.normalize("NFC", typed))[:MAX_TYPED_CHARS].lstrip()
    if clean.startswith(FULL_WIDTH_SLASH):
        clean = f"/{clean[1:]}"
    return tuple(token for token in _TOKEN.findall(clean) if _bare(token))


def _bare(word: str) -> str:
    return word.strip("\"'“”‘’`*_ ,，?!")


def _is_all(word: str) -> bool:
    return _bare(word).casefold() in _ALL


def _apart(words: Sequence[str]) -> tuple[str, ...]:
    """`핀테크·AI` as two words; quoted words stay as they are."""
    pieces = ((word,) if word[-1] in '"”’' else _JOINED.split(word) for word in words)
    return tuple(piece for split in pieces for piece in split if _bare(piece))


def _take_length(words: Sequence[str]) -> tuple[Length | None, tuple[str, ...]]:
    lengths = [_LENGTHS[word.casefold()] for word in words if word.casefold() in _LENGTHS]
    left = tuple(word for word in words if word.casefold() not in _LENGTHS)
    return (lengths[-1] if lengths else None), left


def _number_of(words: Sequence[str], command: str) -> int:
    number = _optional_number(words, command)
    if number is None:
        raise NotUnderstood("Which story? Give its number.", example=f"/{command} 2")
    return number


def _optional_number(words: Sequence[str], command: str) -> int | None:
    if not words:
        return None
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", words[0]))
    if match is None:
        raise NotUnderstood(
            "{word} is not a number.", example=f"/{command} 2", word=_bare(words[0])[:40]
        )
    return int(match[1])


def _pause(words: Sequence[str], today: date) -> Question:
    """`/pause 1 내일`, `/pause all 2w`: which one first, then the day."""
    number, every, left = _which(words)
    return PauseQuestion(number=number, every=every, until=until_of(left, today))


def _which(words: Sequence[str]) -> tuple[int | None, bool, Sequence[str]]:
    """The number of a subscription or that all are meant, and the words behind it."""
    if not words:
        return None, False, ()
    if _is_all(words[0]):
        return None, True, words[1:]
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", words[0]))
    return (int(match[1]), False, words[1:]) if match else (None, False, words)


def _only_which(words: Sequence[str], command: str) -> tuple[int | None, bool]:
    _, every, _ = _which(words)
    return (None, True) if every else (_optional_number(words, command), False)


def _settings(words: Sequence[str]) -> Question:
    if not words:
        return SettingsQuestion()
    value = " ".join(_bare(word) for word in words[1:])
    return SettingsQuestion(name=_bare(words[0]).casefold(), value=value or None)


def _plain_words(words: Sequence[str]) -> tuple[str, ...]:
    kept = (_bare(word.removeprefix("-")) for word in words)
    return tuple(dict.fromkeys(word for word in kept if word))[:MAX_WORDS]


def _forget(words: Sequence[str]) -> Question:
    said = [_bare(word).casefold() for word in words]
    return ForgetQuestion(confirmed=len(said) == 1 and said[0] in _YES)


def _help(words: Sequence[str]) -> Question:
    if not words:
        return HelpQuestion()
    command = command_of(words[0])
    if command is None:
        raise NotUnderstood(
            "There is no command {word}.",
            suggestions=tuple(f"/{name}" for name in near_commands(words[0])),
            word=_bare(words[0])[:40],
        )
    return HelpQuestion(command=command.name)


_NUMBERED: dict[str, Callable[[int], Question]] = {
    "detail": lambda number: DetailQuestion(number=number),
    "source": lambda number: SourceQuestion(number=number),
    "related": lambda number: RelatedQuestion(number=number),
    "save": lambda number: SaveQuestion(number=number),
    "unsave": lambda number: UnsaveQuestion(number=number),
    "why": lambda number: WhyQuestion(number=number),
}
_WORDED: dict[str, Callable[[Sequence[str]], Question]] = {
    "settings": _settings,
    "mute": lambda words: MuteQuestion(words=_plain_words(words)),
    "unmute": lambda words: UnmuteQuestion(words=_plain_words(words)),
    "forget": _forget,
}
_BARE: dict[str, Callable[[], Question]] = {
    "more": MoreQuestion,
    "subscriptions": SubscriptionsQuestion,
    "themes": ThemesQuestion,
    "sources": SourcesQuestion,
    "saved": SavedQuestion,
    "export": ExportQuestion,
    "status": StatusQuestion,
    "start": StartQuestion,
}
