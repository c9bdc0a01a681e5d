"""Something heard in, the desk's answer shown where it was asked: to all, or to the asker alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import aiohttp

from bot.logs import log
from bot.platforms.slack.attempts import PATIENCE_SECONDS, Posting, Replacing, patiently
from bot.platforms.slack.blocks import JsonObject
from bot.platforms.slack.listen import Gone, Heard, Us
from bot.platforms.slack.people import People, Permission
from bot.platforms.slack.render import is_share, render, without_sharing
from bot.platforms.slack.respond import ResponseUrl
from bot.platforms.slack.send import SlackSender
from briefings.errors import (
    DestinationGone,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)
from briefings.model.charts import Picture
from briefings.model.chats import Answer, Ask, ChatKind, ChatRef
from briefings.model.languages import Language
from briefings.model.pages import MessagePart, Mono, Page, Paragraph, Text
from briefings.ports import Desk
from briefings.write.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What answering needs; built once when the platform starts."""

    desk: Desk
    us: Us
    sender: SlackSender
    people: People
    permission: Permission
    session: aiohttp.ClientSession
    now: Callable[[], datetime]
    wording: Callable[[Language | None], Wording]
    on_sent: Callable[[ChatRef], None]


async def answer(heard: Heard, means: Means) -> None:
    """Ask the desk once, however often Slack delivers, and show what it says. Never raises."""
    try:
        if await means.desk.first_time(f"slack:{heard.key}"):
            said = await means.desk.answer(await _ask(heard, means))
            await _show(said, heard, means)
    except SendError as error:
        log.warning("slack_answer_lost", extra={"chat": heard.chat.key, "reason": error})
    except Exception:  # noqa: BLE001 - a fault of ours: the asker hears of it, the log holds it
        log.exception("slack_ask_failed", extra={"chat": heard.chat.key})
        await _apologise(heard, means)


async def tell_gone(gone: Gone, means: Means) -> None:
    """Report a lost channel to the desk once. Never raises."""
    try:
        if await means.desk.first_time(f"slack:{gone.key}"):
            await means.desk.chat_gone(gone.chat, gone.reason)
    except Exception:  # noqa: BLE001 - a fault of ours; the next push finds the channel gone too
        log.exception("slack_lost_channel_not_reported", extra={"chat": gone.chat.key})


async def _ask(heard: Heard, means: Means) -> Ask:
    person = f"slack:{means.us.team}:{heard.user}"
    is_private = heard.kind is ChatKind.PRIVATE
    known = await means.people.person(heard.user) if is_private else None
    return Ask(
        chat=heard.chat,
        kind=heard.kind,
        person=person,
        text=heard.text,
        now=means.now(),
        action=heard.action,
        answered_message=heard.answered_message,
        language=known.language if known else None,
        may_manage=await means.permission.may_manage(heard.kind, person, heard.user, means.people),
        person_name=heard.user_name,
    )


async def _show(said: Answer, heard: Heard, means: Means) -> None:
    """Post, edit or whisper the answer, and report the messages that it became."""
    if said.edits and heard.pressed is not None:
        await _edit(said, heard, means)
    elif _is_for_asker(said, heard):
        await _whisper(said.page, heard, means)
        await means.desk.sent(said, heard.chat, ())
    else:
        await _post(said, heard, means)


def _is_for_asker(said: Answer, heard: Heard) -> bool:
    """A command's private answer, and whatever is pressed under one; nothing in a conversation."""
    if heard.pressed is not None:
        return heard.pressed.ephemeral and not is_share(heard.action)
    return heard.is_command and said.only_for_asker and heard.kind is not ChatKind.PRIVATE


async def _post(said: Answer, heard: Heard, means: Means) -> None:
    """For all to see; where the bot may not post, through the response URL in its place."""
    page = without_sharing(said.page)
    try:
        ids = await _post_all(render(page), heard, means)
    except DestinationGone as gone:
        if heard.response_url is None:
            raise
        keys = {"chat": heard.chat.key, "reason": gone}
        log.info("slack_answers_by_response_url", extra=keys)
        await _whisper(_with_invitation(page, heard, means), heard, means)
        ids = []
    else:
        await _unwhisper(heard, means)
        await _show_picture(said, heard, means)
    await means.desk.sent(said, heard.answers_to, ids)


async def _show_picture(said: Answer, heard: Heard, means: Means) -> None:
    """The answer's picture under its text, which tells the same: a lost one is only logged."""
    if said.picture is None:
        return
    title = said.chart.title if said.chart else said.page.summary
    try:
        means.on_sent(heard.answers_to)
        await _uploaded(said.picture, title, heard.answers_to, means)
    except SendError as error:
        log.warning("slack_picture_lost", extra={"chat": heard.chat.key, "reason": error})


async def _uploaded(picture: Picture, title: str, target: ChatRef, means: Means) -> None:
    try:
        await means.sender.upload(target, picture, title=title)
    except WaitBeforeSending as limit:
        if limit.after_seconds > PATIENCE_SECONDS:
            raise
        await asyncio.sleep(limit.after_seconds)
        await means.sender.upload(target, picture, title=title)


async def _post_all(parts: Sequence[MessagePart], heard: Heard, means: Means) -> list[str]:
    posted: list[str] = []
    for number, part in enumerate(parts, 1):
        means.on_sent(heard.answers_to)
        key = f"answer:{heard.key}:{number}"
        posting = Posting(means.sender, heard.answers_to, key=key, began=means.now())
        ts = await patiently(part, posting)
        posted += [] if ts is None else [ts]
    return posted


async def _edit(said: Answer, heard: Heard, means: Means) -> None:
    """Put the answer in the place of the message under the button; what is more follows it."""
    pressed = heard.pressed
    parts = render(without_sharing(said.page) if pressed and not pressed.ephemeral else said.page)
    if pressed is None or not parts:
        return
    if pressed.ephemeral:
        await _whisper(said.page, heard, means, replaces=True)
        await means.desk.sent(said, heard.chat, ())
        return

    try:
        edited = await patiently(parts[0], Replacing(means.sender, heard.chat, ts=pressed.ts))
    except DestinationGone as error:
        log.info("slack_could_not_edit", extra={"chat": heard.chat.key, "reason": error})
        await _post(replace(said, edits=False), heard, means)
        return
    more = await _post_all(parts[1:], heard, means)
    await means.desk.sent(said, heard.chat, [*([edited] if edited else []), *more])


async def _whisper(page: Page, heard: Heard, means: Means, *, replaces: bool = False) -> None:
    """Show a page to the asker alone; a shared one to all, where only the response URL can."""
    to_all = is_share(heard.action)
    url = ResponseUrl(heard.response_url or "", means.session)

    async def respond(arguments: JsonObject) -> str:
        first = replaces and url.uses == 0
        try:
            await url.send(arguments, to_all=to_all, replaces=first)
        except DestinationGone:
            await means.sender.post_ephemeral(heard.chat, heard.user, arguments)
        except OutcomeUnknown as error:
            if to_all:
                raise
            raise NotSent(str(error)) from error  # a second whisper is better than silence
        return ""

    for part in render(page):
        await patiently(part, respond)


async def _unwhisper(heard: Heard, means: Means) -> None:
    """Take back the private copy of what has just been shared, so that nobody shares it twice."""
    if is_share(heard.action) and heard.pressed is not None and heard.pressed.ephemeral:
        try:
            await ResponseUrl(heard.response_url or "", means.session).delete()
        except SendError as error:
            log.info("slack_kept_private_copy", extra={"reason": error})


def _with_invitation(page: Page, heard: Heard, means: Means) -> Page:
    """The page, and how the bot gets to where it may post."""
    say = means.wording(page.language).say
    if heard.kind is ChatKind.PRIVATE:
        note = Paragraph((Text(say("I cannot post here; write to me in a direct message.")),))
    else:
        note = Paragraph(
            (
                Text(say("I cannot post in this channel yet. To invite me, type:")),
                Text(" "),
                Mono(f"/invite @{means.us.name}"),
            )
        )
    return replace(page, blocks=(*page.blocks, note))


async def _apologise(heard: Heard, means: Means) -> None:
    wording = means.wording(None)
    sorry = wording.say("Something went wrong here. Please try again in a moment.")
    page = Page(blocks=(Paragraph((Text(sorry),)),), summary=sorry, language=wording.language)
    try:
        if heard.response_url is not None:
            await _whisper(page, heard, means)
        else:
            await _post_all(render(page), heard, means)
    except SendError as error:
        log.warning("slack_apology_lost", extra={"chat": heard.chat.key, "reason": error})
