"""`trendbrief subscriptions`: who gets what when, from the command line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import MISSING, dataclass
from dataclasses import fields as fields_of
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

import click

from bot.app import Product, opened
from bot.clock import SystemClock
from briefings.ask.approvals import checked, minutes_of
from briefings.ask.grammar import names_all
from briefings.ask.when import parse_when
from briefings.deliver.due import started, upcoming
from briefings.errors import InputError, NotUnderstood
from briefings.model.briefings import Length
from briefings.model.chats import ChatRef
from briefings.model.habits import MAX_APPROVAL_MINUTES, Approval
from briefings.model.languages import Language
from briefings.model.subscriptions import (
    Subscription,
    SubscriptionId,
    SubscriptionWish,
)
from briefings.steps.push import writer_of
from briefings.steps.rehearse import Rehearsal, rehearse
from briefings.write.schedules import approval_in_words, moments_in_words, subscription_in_words
from briefings.write.voice import Voice
from config.settings import load_settings

_CHAT = re.compile(
    r"(?P<telegram>telegram):(?P<chat>-?\d+|@\w+)(?::(?P<topic>\d+))?"
    r"|(?P<slack>slack):(?P<place>[TE]\w+:[CDGU]\w+)(?::(?P<ts>\d+\.\d+))?"
    r"|(?P<terminal>terminal):(?P<local>local)"
)
SHOWN_TIMES = 3
Kind = TypeVar("Kind", bound=StrEnum)
_WANTED = (
    'write "chat", "what", "when" and, if wanted, "zone", "language", "length", "approval", '
    '"approver".'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """The fields of a subscription as they are typed or stand in a file."""

    chat: str
    what: str
    when: str
    zone: str | None = None
    language: str | None = None
    length: str | None = None
    approval: str | None = None
    approver: str | None = None


@click.group(
    name="subscriptions",
    epilog="Example: trendbrief subscriptions add telegram:-1001:7 'fintech ai' '매일 09:00'",
)
def command() -> None:
    """List, add, remove and import subscriptions."""


@command.command(name="list", epilog="Example: trendbrief subscriptions list")
def list_command() -> int:
    """List all subscriptions: number, chat, what and when, the next time."""
    with opened(load_settings()) as product:
        subscriptions = product.subscriptions.all()
        for subscription in subscriptions:
            click.echo(_line(subscription, product))
        if not subscriptions:
            click.echo("there is no subscription yet", err=True)
    return 0


@command.command(
    name="add",
    epilog="Example: trendbrief subscriptions add slack:T1:C1 '핀테크 -코인' '평일 9시'",
)
@click.argument("chat", metavar="CHAT[:THREAD]")
@click.argument("what")
@click.argument("when")
@click.option("--zone", help="Time zone of the times; the default one otherwise.")
@click.option("--language", type=click.Choice([language.value for language in Language]))
@click.option("--length", type=click.Choice([length.value for length in Length]))
@click.option("--approval", metavar="MINUTES", help="Show a draft so long before each briefing.")
@click.option(
    "--approver",
    metavar="CHAT",
    help="Where it is shown; otherwise to the first of TRENDBRIEF_ADMINS on that platform.",
)
def add_command(
    chat: str,
    what: str,
    when: str,
    *,
    zone: str | None,
    language: str | None,
    length: str | None,
    approval: str | None,
    approver: str | None,
) -> int:
    """Subscribe a chat: telegram:-1001, telegram:-1001:7 (topic), slack:T1:C1, terminal:local.

    WHAT are themes and words, with -word for words to leave out; WHEN is a time in words.
    """
    fields = Fields(
        chat=chat,
        what=what,
        when=when,
        zone=zone,
        language=language,
        length=length,
        approval=approval,
        approver=approver,
    )
    with opened(load_settings()) as product:
        try:
            added = _added(fields, product, SystemClock().now())
        except InputError as error:
            raise click.UsageError(str(error)) from error
        _say_added(added, product)
    return 0


@command.command(name="remove", epilog="Example: trendbrief subscriptions remove 3")
@click.argument("number", type=int)
def remove_command(number: int) -> int:
    """End the subscription with this number in the list."""
    with opened(load_settings()) as product:
        if not product.subscriptions.remove(SubscriptionId(number)):
            raise InputError(
                f"there is no subscription {number}; `trendbrief subscriptions list` shows them."
            )
        click.echo(f"ended subscription {number}", err=True)
    return 0


@command.command(name="preview", epilog="Example: trendbrief subscriptions preview --days 14")
@click.argument("number", type=int, required=False)
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True)
def preview_command(number: int | None, *, days: int) -> int:
    """Rehearse the coming days on a frozen clock: what would be sent when, to whom.

    Nothing is sent or stored. How much each briefing would tell goes by what is stored by now.
    """
    with opened(load_settings()) as product:
        chosen = tuple(
            each for each in product.subscriptions.all() if number is None or each.id == number
        )
        if number is not None and not chosen:
            raise InputError(
                f"there is no subscription {number}; `trendbrief subscriptions list` shows them."
            )
        slots = rehearse(
            chosen,
            writer_of(product.newsroom),
            SystemClock().now(),
            days=days,
            is_holiday=product.newsroom.is_holiday,
        )
        for slot in slots:
            click.echo(_rehearsed(slot, product))
        if not slots:
            click.echo(f"nothing is due within {days} days", err=True)
    return 0


@command.command(name="import", epilog="Example: trendbrief subscriptions import teams.jsonl")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def import_command(file: Path) -> int:
    """Add many from JSON Lines: {"chat","what","when","zone"?,"language"?,"length"?,"approval"?,
    "approver"?}.

    What is subscribed to already is left as it is. Lines that cannot be read are named.
    """
    bad = 0
    with opened(load_settings()) as product:
        for number, line in enumerate(_text(file).splitlines(), 1):
            if not line.strip():
                continue
            try:
                _say_added(_added(_fields(line), product, SystemClock().now()), product)
            except InputError as error:
                bad += 1
                click.echo(f"line {number}: {error}", err=True)
    return 3 if bad else 0


def chat_of(text: str) -> ChatRef:
    """`telegram:-1001:7` as a chat. Raises `InputError` with the forms that there are."""
    match = _CHAT.fullmatch(text.strip())
    if match is None:
        raise InputError(
            f"{text!r} is no chat; write telegram:-1001, telegram:-1001:7 with a topic, "
            "slack:T1:C1 or terminal:local."
        )
    platform = match["telegram"] or match["slack"] or match["terminal"]
    return ChatRef(
        platform=platform,
        address=match["chat"] or match["place"] or match["local"],
        thread=match["topic"] or match["ts"],
    )


def _added(fields: Fields, product: Product, now: datetime) -> tuple[Subscription, bool]:
    """The subscription, and whether it is new."""
    wish, first = started(_wish(fields, product, now), now, product.newsroom.is_holiday)
    for existing in product.subscriptions.of_chat(wish.chat):
        if wish.repeats(existing.wish):
            return existing, False
    return product.subscriptions.add(wish, next_due_at=first, now=now), True


def _wish(fields: Fields, product: Product, now: datetime) -> SubscriptionWish:
    room = product.newsroom
    zone = _zone(fields.zone, room.zone)
    try:
        schedule, left = parse_when(fields.when.split())
        asked = room.grammar.subject(fields.what.split(), now.astimezone(zone).date())
    except NotUnderstood as error:
        raise InputError(f"{error} For example: {error.example}") from error
    if schedule is None or left:
        raise InputError(f"{fields.when!r} is no time; write '매일 09:00' or 'every weekday 9am'.")
    if not (asked.themes or asked.words or asked.without or names_all(fields.what.split())):
        raise InputError(
            f"{fields.what!r} names nothing; write themes and words such as 'fintech -coin', "
            "or 'all' for everything."
        )
    chat = chat_of(fields.chat)
    return SubscriptionWish(
        chat=chat,
        themes=asked.themes,
        words=asked.words,
        without=asked.without,
        schedule=schedule,
        zone=zone.key,
        language=_one_of(Language, fields.language, "language") or room.language,
        length=_one_of(Length, fields.length, "length") or asked.length,
        approval=_approval(fields, chat, room.operators),
    )


def _approval(fields: Fields, chat: ChatRef, operators: Sequence[str]) -> Approval | None:
    if fields.approval is None:
        if fields.approver is not None:
            raise InputError("an approver needs an approval: how many minutes before.")
        return None
    try:
        minutes = checked(minutes_of(fields.approval) or 0)
    except NotUnderstood as error:
        most = MAX_APPROVAL_MINUTES
        raise InputError(
            f"{fields.approval!r} is no approval; write 1 to {most} minutes."
        ) from error
    if fields.approver is not None:
        place = chat_of(fields.approver)
        if place.thread is not None:
            raise InputError(f"{fields.approver!r} is a topic or thread; name its chat alone.")
        return Approval(minutes=minutes, approver=place.key)
    of_platform = (each for each in operators if each.startswith(f"{chat.platform}:"))
    approver = next(of_platform, None)
    if approver is None:
        raise InputError("who is shown the draft? Name an approver, or set TRENDBRIEF_ADMINS.")
    return Approval(minutes=minutes, approver=approver)


def _one_of(kind: type[Kind], value: str | None, what: str) -> Kind | None:
    if value is None:
        return None
    try:
        return kind(value.strip().casefold())
    except ValueError as error:
        known = ", ".join(kind)
        raise InputError(f"{value!r} is no {what}; write one of: {known}.") from error


def _zone(name: str | None, default: ZoneInfo) -> ZoneInfo:
    if name is None:
        return default
    if name not in available_timezones():
        raise InputError(f"{name!r} is no time zone; write one such as Asia/Seoul.")
    return ZoneInfo(name)


def _fields(line: str) -> Fields:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON object; {_WANTED}") from error
    if not isinstance(entry, dict):
        raise InputError(f"is no JSON object; {_WANTED}")
    given = {name: value for name, value in entry.items() if value is not None}
    known = fields_of(Fields)
    if strange := sorted(given.keys() - {each.name for each in known}):
        raise InputError(f"{strange[0]!r} is no field; {_WANTED}")
    if missing := [each for each in known if each.default is MISSING and each.name not in given]:
        raise InputError(f'there is no "{missing[0].name}"; {_WANTED}')
    if wrong := [name for name, value in given.items() if type(value) not in (str, int)]:
        raise InputError(f'"{wrong[0]}" is no text; {_WANTED}')
    return Fields(**{name: str(value) for name, value in given.items()})


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is no UTF-8 text ({error}).") from error


def _voice(wish: SubscriptionWish, product: Product) -> Voice:
    room = product.newsroom
    return room.voice(room.language, ZoneInfo(wish.zone), SystemClock().now())


def _line(subscription: Subscription, product: Product) -> str:
    wish = subscription.wish
    thread = f":{wish.chat.thread}" if wish.chat.thread else ""
    due = subscription.next_due_at.astimezone(ZoneInfo(wish.zone))
    state = f"paused ({subscription.pause_reason or 'by a person'})" if subscription.paused else ""
    voice = _voice(wish, product)
    words = subscription_in_words(wish, voice)
    if approval := approval_in_words(wish.approval, wish.chat, voice):
        words = f"{words} · {voice.wording.say('draft {when}', when=approval)}"
    return f"{subscription.id}\t{wish.chat.key}{thread}\t{words}\t{state or due.isoformat()}"


def _rehearsed(slot: Rehearsal, product: Product) -> str:
    wish = slot.subscription.wish
    zone = ZoneInfo(wish.zone)
    put_off = f" (due {slot.due_at.astimezone(zone):%H:%M}, quiet hours)"
    what = f"{slot.stories} stories so far" if slot.stories else "nothing new so far"
    words = subscription_in_words(wish, _voice(wish, product))
    return "\t".join(
        (
            slot.send_at.astimezone(zone).isoformat()
            + (put_off if slot.send_at != slot.due_at else ""),
            str(slot.subscription.id),
            wish.chat.key + (f":{wish.chat.thread}" if wish.chat.thread else ""),
            words,
            f"{what}, says nothing" if slot.is_silent else what,
            *((_drafted(slot),) if wish.approval else ()),
        )
    )


def _drafted(slot: Rehearsal) -> str:
    approval = slot.subscription.wish.approval
    if approval is None:
        return ""
    shown_at = slot.send_at - timedelta(minutes=approval.minutes)
    return f"draft {shown_at.astimezone(ZoneInfo(slot.subscription.wish.zone)):%H:%M}"


def _say_added(added: tuple[Subscription, bool], product: Product) -> None:
    subscription, is_new = added
    wish = subscription.wish
    voice = _voice(wish, product)
    times = upcoming(
        wish.schedule,
        ZoneInfo(wish.zone),
        SystemClock().now(),
        SHOWN_TIMES,
        product.newsroom.is_holiday,
    )
    state = "added" if is_new else "is there already"
    click.echo(f"{state}: {_line(subscription, product)}")
    click.echo(f"next: {moments_in_words(times, voice)}", err=True)
    for word in wish.words:
        for theme in product.newsroom.grammar.near_themes(word)[:1]:
            click.echo(f"note: {word!r} is no theme but a word; did you mean {theme}?", err=True)
