"""A draft becomes a page for its approver: what will be sent, and buttons to change that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from briefings.model.briefings import Briefing, Length, Pick
from briefings.model.codes import proof_code
from briefings.model.pages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Faint,
    Group,
    Heading,
    Inline,
    Page,
    Paragraph,
    Strong,
    Text,
)
from briefings.model.proofs import Decision, ProofId
from briefings.model.subscriptions import SubscriptionWish
from briefings.write.compose import (
    briefing_heading,
    headline_and_text,
    keyword_line,
    story_block,
    title_line,
)
from briefings.write.schedules import subscription_in_words
from briefings.write.voice import Voice, clipped, numbered

MAX_FULL_CHARS = 3_900
"""A longer draft is shown by its titles: its message is edited in place, and must stay one, of
4,096 characters at most on Telegram.
"""

MAX_DROPPED_SHOWN = 10
_MAX_HEADING_CHARS = 300
_TITLE_CHARS = (80, 35)  # the shorter one where emoji, which count twice, fill the titles
_DROPPED_TITLE_CHARS = 80
_LABEL_TITLE_CHARS = 24
_MAX_TITLES_SHOWN = 25
_STORIES_IN_A_ROW = 2
"""A row is a block on Slack, of which a message has 50; Telegram breaks it where it is too wide."""

_BREAK_CHARS = 4  # between one text and the next: a break, an empty line or a mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A story that was left out: the number that its buttons carry, and its title."""

    number: int
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofView:
    """A draft as it stands, ready to be shown.

    `numbers` are those that the buttons of the briefing's picks carry, in the picks' order.
    `is_here` says that it is shown in the chat that it is for. `closed` says why nothing can be
    changed (any more): then there are no buttons.
    """

    id: ProofId
    wish: SubscriptionWish
    goes_out_at: datetime
    briefing: Briefing | None
    numbers: tuple[int, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    pinned: frozenset[int] = frozenset()
    stopped_by: str | None = None
    approved_by: str | None = None
    is_paused: bool = False
    is_here: bool = False
    closed: str | None = None


def proof_page(view: ProofView, voice: Voice) -> Page:
    """The draft in one message: how it stands, its stories, what was left out, buttons."""
    subject = subscription_in_words(view.wish, voice)
    heading = voice.wording.say("Draft: {subscription}", subscription=subject)
    standing = Paragraph((Text(view.closed or standing_in_words(view, voice)),))
    above = (Heading(clipped(heading, _MAX_HEADING_CHARS)), standing)
    below = (*_left_out(view, voice), *_whole_buttons(view, voice))
    blocks = (*above, *_stories(view, voice), *below)
    for title_chars in _TITLE_CHARS:
        if _chars(blocks) > MAX_FULL_CHARS:
            blocks = (*above, *_titles(view, voice, title_chars), *below)
    return Page(blocks=blocks, summary=heading, language=voice.language)


def standing_in_words(view: ProofView, voice: Voice) -> str:
    """What happens at the hour, as the draft stands."""
    say = voice.wording.say
    moment = voice.wording.moment(view.goes_out_at, voice.zone)
    chat = say("this chat") if view.is_here else view.wish.chat.key
    if view.is_paused:
        return say(
            "The subscription is paused: nothing is sent to {chat} at {moment}.",
            chat=chat,
            moment=moment,
        )
    if view.stopped_by is not None:
        return say(
            "Stopped by {who}: nothing is sent to {chat} at {moment}. Its stories wait for the "
            "next briefing.",
            who=view.stopped_by,
            chat=chat,
            moment=moment,
        )
    if view.approved_by is not None:
        return say(
            "Approved by {who}: this is sent to {chat} at {moment}.",
            who=view.approved_by,
            chat=chat,
            moment=moment,
        )
    return say(
        "This is sent to {chat} at {moment}, without an answer too.", chat=chat, moment=moment
    )


def _stories(view: ProofView, voice: Voice) -> Iterator[Block]:
    """The briefing as it will read, each story with its buttons."""
    briefing = view.briefing
    if briefing is None:
        yield Paragraph((Faint(_nothing_left(view, voice)),))
        return
    yield from _head(briefing, voice)
    if briefing.wish.length is Length.TITLES:
        yield from _lines(briefing.stories, view, voice)
    else:
        for pick in briefing.stories:
            story = story_block(pick, voice, kept_as=None)
            yield Group((*story.blocks, *_story_buttons([pick], view, voice)))
    if briefing.also:
        also = Paragraph((Strong(voice.wording.say("Also")),))
        yield Group((also, *_lines(briefing.also, view, voice)))


def _head(briefing: Briefing, voice: Voice) -> Iterator[Block]:
    yield Paragraph((Strong(briefing_heading(briefing, voice)),))
    yield from keyword_line(briefing, voice)


def _lines(picks: tuple[Pick, ...], view: ProofView, voice: Voice) -> Iterator[Block]:
    yield numbered([title_line(pick, voice) for pick in picks])
    yield from _story_buttons(picks, view, voice)


def _titles(view: ProofView, voice: Voice, title_chars: int) -> Iterator[Block]:
    """The same in few words: titles alone, each of at most so many characters."""
    briefing = view.briefing
    if briefing is None:
        return
    yield from _head(briefing, voice)
    picks = (*briefing.stories, *briefing.also)[:_MAX_TITLES_SHOWN]
    yield numbered([_short_line(pick, title_chars) for pick in picks])
    yield from _story_buttons(picks, view, voice)


def _short_line(pick: Pick, title_chars: int) -> tuple[Inline, ...]:
    headline, _ = headline_and_text(pick)
    return (Text(f"{pick.number}. {clipped(headline, title_chars)}"),)


def _nothing_left(view: ProofView, voice: Voice) -> str:
    if view.dropped:
        return voice.wording.say("No story is left.")
    return voice.wording.say("Nothing new so far; what comes in from now on waits for the next.")


def _story_buttons(picks: Sequence[Pick], view: ProofView, voice: Voice) -> Iterator[Buttons]:
    if view.closed is not None or view.stopped_by is not None:
        return
    each = [_buttons_of(pick.number, view, voice) for pick in picks]
    for first in range(0, len(each), _STORIES_IN_A_ROW):
        yield Buttons(tuple(chain.from_iterable(each[first : first + _STORIES_IN_A_ROW])))


def _buttons_of(shown_as: int, view: ProofView, voice: Voice) -> tuple[Button, ...]:
    say, number = voice.wording.say, view.numbers[shown_as - 1]
    drop = Button(say("Drop {number}", number=shown_as), proof_code(view.id, Decision.DROP, number))
    if number in view.pinned:
        unpin = say("Unpin {number}", number=shown_as)
        return (drop, Button(unpin, proof_code(view.id, Decision.KEEP, number)))
    pin = say("Pin {number} on top", number=shown_as)
    return (drop, Button(pin, proof_code(view.id, Decision.PIN, number)))


def _left_out(view: ProofView, voice: Voice) -> Iterator[Block]:
    if not view.dropped:
        return
    shown = view.dropped[:MAX_DROPPED_SHOWN]
    titles = tuple((Text(clipped(each.title, _DROPPED_TITLE_CHARS)),) for each in shown)
    heading = Paragraph((Strong(voice.wording.say("Left out")),))
    if view.closed is not None or view.stopped_by is not None:
        yield Group((heading, Bullets(titles)))
        return
    buttons = Buttons(tuple(_take_back(each, view, voice) for each in shown))
    yield Group((heading, Bullets(titles), buttons))


def _take_back(dropped: Dropped, view: ProofView, voice: Voice) -> Button:
    title = clipped(dropped.title, _LABEL_TITLE_CHARS)
    label = voice.wording.say("Take back: {title}", title=title)
    return Button(label, proof_code(view.id, Decision.KEEP, dropped.number))


def _whole_buttons(view: ProofView, voice: Voice) -> Iterator[Buttons]:
    if view.closed is not None:
        return
    say = voice.wording.say
    if view.stopped_by is not None:
        yield Buttons((Button(say("Send it after all"), proof_code(view.id, Decision.GO_ON)),))
        return
    stop = Button(say("Do not send"), proof_code(view.id, Decision.STOP))
    if view.approved_by is not None:
        yield Buttons((stop,))
        return
    yield Buttons((Button(say("Approve"), proof_code(view.id, Decision.APPROVE)), stop))


def _chars(blocks: Iterable[Block]) -> int:
    """How much room words take in a message, in UTF-16 units, as Telegram's clients count."""
    return sum(len(text.encode("utf-16-le")) // 2 + _BREAK_CHARS for text in _texts(blocks))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Group():
                yield from _texts(block.blocks)
            case Paragraph():
                yield "".join(inline.text for inline in block.inlines)
            case Heading():
                yield block.text
            case Bullets():
                yield from ("".join(inline.text for inline in line) for line in block.lines)
            case _:
                pass
