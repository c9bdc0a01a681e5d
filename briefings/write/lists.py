"""Lists become pages: search results, themes, sources, subscriptions, status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefings.model.briefings import BriefingId
from briefings.model.codes import page_code
from briefings.model.items import Item
from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Button,
    Buttons,
    Faint,
    Heading,
    Inline,
    Mono,
    Page,
    Paragraph,
    Strong,
    Text,
)
from briefings.model.proofs import Proof
from briefings.model.stored import SourceSummary, ThemeCount
from briefings.model.subscriptions import Slot, SlotState, Subscription
from briefings.text.sources import source_of
from briefings.write.reasons import reason_in_words
from briefings.write.schedules import (
    approval_in_words,
    approval_note,
    moments_in_words,
    subscription_in_words,
)
from briefings.write.voice import Voice, clipped, link_of, numbered


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberedItem:
    """An item under the number that `/detail` takes."""

    number: int
    item: Item


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """Where the pages before and after start, as offsets into the kept list; `None` for none."""

    kept_as: BriefingId
    before: int | None
    after: int | None


def results_page(
    heading: str,
    results: Sequence[NumberedItem],
    voice: Voice,
    *,
    turns: Turns | None = None,
    note: str | None = None,
) -> Page:
    """Numbered items, one line each; `turns` adds the buttons that page on and back."""
    blocks: list[Block] = [Heading(heading)]
    if note:
        blocks.append(Paragraph((Faint(note),)))
    blocks.append(numbered([_result_line(result, voice) for result in results]))
    buttons = _turn_buttons(turns, voice) if turns else ()
    if buttons:
        blocks.append(Buttons(buttons))
    return Page(blocks=tuple(blocks), summary=heading, language=voice.language)


def _turn_buttons(turns: Turns, voice: Voice) -> tuple[Button, ...]:
    say = voice.wording.say
    offsets = (("Back", turns.before), ("More", turns.after))
    return tuple(
        Button(say(label), page_code(turns.kept_as, offset))
        for label, offset in offsets
        if offset is not None
    )


def _result_line(result: NumberedItem, voice: Voice) -> tuple[Inline, ...]:
    headline, url = clipped(result.item.headline), link_of(result.item)
    title: Inline = Anchor(headline, url) if url else Text(headline)
    origin = f"{clipped(source_of(result.item), 60)} · {voice.date_of(result.item)}"
    return (Text(f"{result.number}. "), title, Faint(f" — {origin}"))


def themes_page(counts: Sequence[ThemeCount], voice: Voice) -> Page:
    """The themes with how much each holds and the newest day."""
    say = voice.wording.say
    heading = say("Themes")
    lines = tuple(_theme_line(count, voice) for count in counts)
    example = (
        (Text(say("For example: ")), Mono(voice.typed(f"/brief {counts[0].theme}")))
        if counts
        else ()
    )
    blocks = (Heading(heading), Bullets(lines), Paragraph(example))
    return Page(blocks=blocks if counts else blocks[:1], summary=heading, language=voice.language)


def _theme_line(count: ThemeCount, voice: Voice) -> tuple[Inline, ...]:
    wording = voice.wording
    items = wording.say_many("{count} item", "{count} items", count.items)
    newest = wording.say("newest {day}", day=wording.day(count.newest)) if count.newest else ""
    tail = ", ".join(filter(None, (items, newest)))
    name = Strong(voice.themes((count.theme,)))
    return (name, Text(" ("), Mono(count.theme), Text(f") — {tail}"))


def sources_page(sources: Sequence[SourceSummary], voice: Voice) -> Page:
    """Where items come from, with counts and when the last one came."""
    wording = voice.wording
    heading = wording.say("Sources")
    if not sources:
        none = Paragraph((Text(wording.say("Nothing is stored yet.")),))
        return Page(blocks=(Heading(heading), none), summary=heading, language=voice.language)
    lines = tuple(_source_line(source, voice) for source in sources)
    return Page(blocks=(Heading(heading), Bullets(lines)), summary=heading, language=voice.language)


def _source_line(source: SourceSummary, voice: Voice) -> tuple[Inline, ...]:
    wording = voice.wording
    items = wording.say_many("{count} item", "{count} items", source.items)
    stored = source.last_stored_at
    last = (
        wording.say("last on {moment}", moment=wording.moment(stored, voice.zone)) if stored else ""
    )
    return (
        Strong(clipped(source.name, 60)),
        Text(" — " + ", ".join(filter(None, (items, last)))),
    )


def subscriptions_page(
    subscriptions: Sequence[Subscription], voice: Voice, *, here: str | None = None
) -> Page:
    """The chat's subscriptions, numbered as `/unsubscribe` takes them; those of other topics than
    `here` say so.
    """
    say = voice.wording.say
    heading = say("Subscriptions here")
    if not subscriptions:
        blocks: tuple[Block, ...] = (
            Heading(heading),
            Paragraph(
                (Text(say("There is none yet. For example: ")), Mono(voice.typed(_example(voice))))
            ),
        )
        return Page(blocks=blocks, summary=heading, language=voice.language)
    lines = [_subscription_line(n, s, voice, here) for n, s in enumerate(subscriptions, 1)]
    return Page(
        blocks=(Heading(heading), numbered(lines)), summary=heading, language=voice.language
    )


def _example(voice: Voice) -> str:
    return voice.wording.say("/subscribe fintech daily 09:00")


def _subscription_line(
    number: int, subscription: Subscription, voice: Voice, here: str | None
) -> tuple[Inline, ...]:
    words = subscription_in_words(subscription.wish, voice)
    place = _place(subscription, voice, here)
    standing = f" · {place}{_standing(subscription, voice)}"
    return (Strong(f"{number}. "), Text(words), Faint(standing))


def _place(subscription: Subscription, voice: Voice, here: str | None) -> str:
    """`토픽 7 · ` for a forum topic other than the one asked in; a thread of Slack has no name."""
    chat = subscription.wish.chat
    if chat.thread is None or chat.thread == here:
        return ""
    if chat.platform != "telegram":
        return f"{voice.wording.say('in a thread')} · "
    return f"{voice.wording.say('topic {number}', number=chat.thread)} · "


def _standing(subscription: Subscription, voice: Voice) -> str:
    wording = voice.wording
    if subscription.paused and subscription.paused_until:
        until = wording.moment(subscription.paused_until, voice.zone)
        return wording.say("paused until {moment}", moment=until)
    if subscription.paused:
        reason = (
            f" ({clipped(reason_in_words(subscription.pause_reason, wording), 120)})"
            if subscription.pause_reason
            else ""
        )
        return wording.say("paused") + reason
    coming = wording.say(
        "next {moment}", moment=wording.moment(subscription.next_due_at, voice.zone)
    )
    approval = approval_in_words(subscription.wish.approval, subscription.wish.chat, voice)
    if not approval:
        return coming
    return f"{coming} · {wording.say('draft {when}', when=approval)}"


def subscribed_page(
    subscription: Subscription, number: int, upcoming: Sequence[datetime], voice: Voice
) -> Page:
    """What was subscribed to, in words, with the next three times."""
    say = voice.wording.say
    words = subscription_in_words(subscription.wish, voice)
    heading = say("Subscribed: {subscription}", subscription=words)
    undo = f"/unsubscribe {number}"
    note = approval_note(subscription.wish.approval, subscription.wish.chat, voice)
    blocks: tuple[Block, ...] = (
        Heading(heading),
        Paragraph((Text(say("Next: {moments}", moments=moments_in_words(upcoming, voice))),)),
        *((Paragraph((Text(note),)),) if note else ()),
        Paragraph((Faint(say("To end it: ")), Mono(voice.typed(undo)))),
    )
    return Page(blocks=blocks, summary=heading, language=voice.language)


def status_page(
    standing: Sequence[tuple[Subscription, Slot | None, Proof | None]],
    items: int,
    voice: Voice,
    *,
    here: str | None = None,
) -> Page:
    """When the last and the next briefing of each subscription is due, and why one did not come."""
    wording = voice.wording
    heading = wording.say("Status")
    stored = wording.say_many("{count} item is stored.", "{count} items are stored.", items)
    blocks: list[Block] = [Heading(heading), Paragraph((Text(stored),))]
    if standing:
        lines = [_status_line(n, *each, voice, here) for n, each in enumerate(standing, 1)]
        blocks.append(numbered(lines))
    else:
        none = wording.say("There is none yet. For example: ")
        blocks.append(Paragraph((Text(none), Mono(voice.typed(_example(voice))))))
    return Page(blocks=tuple(blocks), summary=heading, language=voice.language)


def _status_line(
    number: int,
    subscription: Subscription,
    slot: Slot | None,
    proof: Proof | None,
    voice: Voice,
    here: str | None,
) -> tuple[Inline, ...]:
    words = subscription_in_words(subscription.wish, voice)
    draft = f"\n{_draft(proof, voice)}" if proof else ""
    place = _place(subscription, voice, here)
    last = f"\n{_last(slot, voice)}" if slot else ""
    return (
        Strong(f"{number}. {words}"),
        Text(f"\n{place}{_standing(subscription, voice)}{draft}{last}"),
    )


def _draft(proof: Proof, voice: Voice) -> str:
    """How the draft of the next briefing stands."""
    say = voice.wording.say
    left_out = sum(each.is_dropped for each in proof.picks)
    if proof.stopped_by is not None:
        text = say("its draft was stopped by {who}", who=proof.stopped_by)
    elif proof.approved_by is not None:
        text = say("its draft was approved by {who}", who=proof.approved_by)
    else:
        text = say("its draft was shown, and is sent without an answer too")
    return f"{text} {say('({count} left out)', count=left_out)}" if left_out else text


_STATES = {
    SlotState.DUE: "being prepared",
    SlotState.ASSEMBLED: "being sent",
    SlotState.SENT: "sent",
    SlotState.LATE: "sent late",
    SlotState.EMPTY: "nothing new",
    SlotState.SKIPPED: "skipped",
    SlotState.FAILED: "failed",
}


def _last(slot: Slot, voice: Voice) -> str:
    wording = voice.wording
    due = wording.moment(slot.due_at, voice.zone)
    reason = f" ({clipped(reason_in_words(slot.reason, wording), 160)})" if slot.reason else ""
    state = wording.say(_STATES[slot.state])
    return wording.say("last {moment}: {state}", moment=due, state=state) + reason
