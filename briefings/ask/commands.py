"""The one command table: grammar, help, Telegram's list and Slack's manifest come from it."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.ask.nearest import nearest
from briefings.model.codes import PROOF_CODE
from briefings.model.commands import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        name="brief",
        words=("briefing", "브리핑", "요약"),
        usage="/brief [themes or words] [period] [length]",
        summary="A short briefing now",
        explanation=(
            "Several themes are joined, words beside them narrow them down. Periods: 7d, 2w, "
            "this week, last month, 2021-01-04..2021-01-15. Lengths: short, long, titles."
        ),
        examples=("/brief 핀테크 마이데이터 30d", "/brief fintech ai last month long"),
    ),
    Command(
        name="more",
        words=("next", "더", "더보기", "다음"),
        usage="/more",
        summary="The next stories of a briefing",
        explanation="Reply to a briefing with it, or it goes on with the newest one here.",
        examples=("/more", "/more"),
    ),
    Command(
        name="detail",
        words=("details", "자세히", "상세", "본문"),
        usage="/detail N",
        summary="The fuller text of story N",
        explanation="N is its number in the briefing replied to, or in the newest one here.",
        examples=("/detail 2", "/detail 2"),
    ),
    Command(
        name="source",
        words=("sourceof", "출처", "원문"),
        usage="/source N",
        summary="Links and the quoted place of story N",
        explanation="Shows every source of the story, and the words that it was taken from.",
        examples=("/source 2", "/source 2"),
    ),
    Command(
        name="related",
        words=("관련", "관련소식"),
        usage="/related N",
        summary="Earlier items on the subject of story N",
        explanation="Items of the same story first, then others that share its words.",
        examples=("/related 2", "/related 2"),
    ),
    Command(
        name="why",
        words=("왜", "이유"),
        usage="/why N",
        summary="Why story N was labelled, merged and chosen",
        explanation="Shows the themes with their reasons, what was merged, and the score.",
        examples=("/why 2", "/why 2"),
    ),
    Command(
        name="search",
        words=("find", "검색", "찾기"),
        usage="/search words",
        summary="Search everything that is stored",
        explanation="All words must occur; particles and spacing aside. `newest` sorts by date.",
        examples=("/search 양자암호", "/search mydata newest"),
    ),
    Command(
        name="trend",
        words=("trends", "추세", "트렌드", "추이"),
        usage="/trend [theme or word] [period]",
        summary="Counts per week and rising words, as text and picture",
        explanation=(
            "By week of publication. Several themes are joined, words beside them narrow them "
            "down. Without a period: the last 12 weeks."
        ),
        examples=("/trend 핀테크", "/trend fintech 26w"),
    ),
    Command(
        name="subscribe",
        words=("sub", "구독", "구독하기"),
        usage="/subscribe themes or words [-word] [when]",
        summary="A briefing at a set time",
        explanation=(
            "When: daily 09:00, every weekday 9am, mon,thu 18:30. `-word` leaves stories with that "
            "word out. The first one holds the last week; add `from now` to start empty. With "
            "`approve 30 min before` you are shown a draft of each first."
        ),
        examples=("/subscribe 핀테크 매일 09:00", "/subscribe fintech ai every weekday 9am"),
        manages=True,
    ),
    Command(
        name="subscriptions",
        words=("subs", "구독목록", "내구독"),
        usage="/subscriptions",
        summary="What is subscribed to here",
        explanation="Lists them with their numbers and the next time each is due.",
        examples=("/subscriptions", "/subscriptions"),
    ),
    Command(
        name="unsubscribe",
        words=("unsub", "구독취소", "구독해지", "해지"),
        usage="/unsubscribe [n]",
        summary="End a subscription",
        explanation="n is its number in /subscriptions, or all; without it, the only one there is.",
        examples=("/unsubscribe 1", "/unsubscribe 1"),
        manages=True,
    ),
    Command(
        name="pause",
        words=("일시중지", "멈춤", "중지"),
        usage="/pause [n] [until]",
        summary="Pause a subscription",
        explanation=(
            "n may be all. Until: 2w, tomorrow, Friday, Dec 1; without it, until /resume."
        ),
        examples=("/pause 1 2주", "/pause 1 until Friday"),
        manages=True,
    ),
    Command(
        name="resume",
        words=("재개", "다시"),
        usage="/resume [n]",
        summary="Go on with a paused subscription",
        explanation="n may be all. What came in meanwhile is part of the next briefing.",
        examples=("/resume 1", "/resume 1"),
        manages=True,
    ),
    Command(
        name="settings",
        words=("설정", "setting"),
        usage="/settings [name value]",
        summary="Language, time zone, quiet hours and more here",
        explanation=(
            "Names: language ko or en, zone Asia/Seoul, length short, long or titles, quiet "
            "22:00-07:00 or off, empty say or silent, unsure repeat or never, approval 30m (a "
            "draft for you so long before; `here` shows it here) or off."
        ),
        examples=("/settings language en", "/settings zone Asia/Seoul"),
        manages=True,
    ),
    Command(
        name="save",
        words=("저장", "보관"),
        usage="/save N",
        summary="Keep story N",
        explanation="N is its number in the briefing replied to, or in the newest one here.",
        examples=("/save 2", "/save 2"),
    ),
    Command(
        name="saved",
        words=("저장목록", "보관함"),
        usage="/saved",
        summary="The stories that are kept here",
        explanation="Newest first. Their numbers work with /detail, /source and /unsave.",
        examples=("/saved", "/saved"),
    ),
    Command(
        name="unsave",
        words=("저장취소", "저장해제", "보관취소"),
        usage="/unsave N",
        summary="Keep story N no longer",
        explanation="N is its number in /saved, or in the briefing replied to.",
        examples=("/unsave 2", "/unsave 2"),
    ),
    Command(
        name="mute",
        words=("뮤트", "차단", "음소거"),
        usage="/mute [words]",
        summary="Leave out stories that hold a word",
        explanation="For briefings here, asked for or subscribed. Without a word: which are muted.",
        examples=("/mute 코인", "/mute coin"),
        manages=True,
    ),
    Command(
        name="unmute",
        words=("뮤트해제", "차단해제", "음소거해제"),
        usage="/unmute [words]",
        summary="Tell stories that hold a muted word again",
        explanation="Without a word: which are muted.",
        examples=("/unmute 코인", "/unmute coin"),
        manages=True,
    ),
    Command(
        name="themes",
        words=("theme", "주제", "테마"),
        usage="/themes",
        summary="The themes that there are",
        explanation="With what each holds and how many items are stored.",
        examples=("/themes", "/themes"),
    ),
    Command(
        name="sources",
        words=("매체", "출처목록"),
        usage="/sources",
        summary="Where the items come from",
        explanation="With how many items each source gave, and when the last one came.",
        examples=("/sources", "/sources"),
    ),
    Command(
        name="status",
        words=("상태",),
        usage="/status",
        summary="When the last and the next briefing is due",
        explanation="Also tells the reason where a briefing did not come.",
        examples=("/status", "/status"),
    ),
    Command(
        name="export",
        words=("내보내기",),
        usage="/export",
        summary="What is stored of this chat",
        explanation="Settings, subscriptions, saved stories and muted words, as JSON text.",
        examples=("/export", "/export"),
    ),
    Command(
        name="forget",
        words=("잊기", "모두삭제", "전체삭제"),
        usage="/forget [yes]",
        summary="Erase everything that is stored of this chat",
        explanation="Says what would be erased and asks first; with `yes` it erases at once.",
        examples=("/forget", "/forget"),
        manages=True,
    ),
    Command(
        name="help",
        words=("도움말", "명령", "?"),
        usage="/help [command]",
        summary="What can be asked, and how",
        explanation="With a command's name: that command in full.",
        examples=("/help brief", "/help brief"),
    ),
    Command(
        name="start",
        words=("시작",),
        usage="/start",
        summary="What this is, in four lines",
        explanation="Says what the program does and where to begin.",
        examples=("/start", "/start"),
    ),
)

_BY_SPELLING = {word: command for command in COMMANDS for word in command.spellings}


def command_of(word: str) -> Command | None:
    """The command that `word` spells, with or without its slash, whatever the case."""
    return _BY_SPELLING.get(word.strip().lstrip("/").casefold())


def near_commands(word: str, *, most: int = 2) -> tuple[str, ...]:
    """Names of commands whose spelling is near `word`, nearest first, without repeats."""
    near = nearest(word.lstrip("/"), _BY_SPELLING, most=most + 2)
    return tuple(dict.fromkeys(_BY_SPELLING[spelling].name for spelling in near))[:most]


def managing_words(commands: Iterable[Command] = COMMANDS) -> frozenset[str]:
    """Every spelling of the commands that change subscriptions or settings, and how the codes of
    a draft's buttons begin, which do so too.
    """
    spelled = {word for command in commands if command.manages for word in command.spellings}
    return frozenset((*spelled, PROOF_CODE))
