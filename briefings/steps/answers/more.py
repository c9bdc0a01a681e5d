"""`/more` and the share button: a kept briefing goes on, or is shown to everybody."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.ask.questions import MoreQuestion, ShareQuestion
from briefings.errors import NotUnderstood
from briefings.model.briefings import (
    Briefing,
    Length,
    Pick,
    StoredBriefing,
    StoredPick,
)
from briefings.model.chats import Answer
from briefings.steps.again import pick_again
from briefings.steps.answers.about_story import meant_briefing
from briefings.steps.brief import credits_of, unmuted
from briefings.steps.newsroom import Asking, Newsroom
from briefings.write.compose import briefing_page

MORE_STORIES = 5


def answer_more(question: MoreQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """The next stories of the briefing that is meant, under its numbers."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    left = _still_told(stored.picks[stored.shown :], asking, newsroom)
    coming = left[:MORE_STORIES]
    if not coming:
        raise NotUnderstood("That was all of this briefing.", example="/brief 30d")
    newsroom.briefings.shown(stored.id, stored.picks.index(coming[-1]) + 1)
    briefing = _again(stored, coming, left[MORE_STORIES:], newsroom)
    page = briefing_page(briefing, asking.voice, kept_as=stored.id)
    return Answer(page=page, briefing=stored.id)


def answer_share(question: ShareQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """The briefing as its asker saw it, for the whole channel."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    briefing = _again(stored, stored.picks[: stored.shown], stored.picks[stored.shown :], newsroom)
    page = briefing_page(briefing, asking.voice, kept_as=stored.id)
    return Answer(page=page, briefing=stored.id)


def _still_told(
    picks: Sequence[StoredPick], asking: Asking, newsroom: Newsroom
) -> tuple[StoredPick, ...]:
    """The picks without those that were taken out, or hold a word that is muted by now."""
    numbers = {item for pick in picks for item in (pick.item, *pick.others)}
    told = unmuted(newsroom.items.items(tuple(numbers)), newsroom.marks.muted(asking.chat))
    left = {item.id for item in told}
    return tuple(pick for pick in picks if pick.item in left)


def _again(
    stored: StoredBriefing,
    picks: Sequence[StoredPick],
    rest: Sequence[StoredPick],
    newsroom: Newsroom,
) -> Briefing:
    """A kept briefing's picks written anew; items that were taken out are left out."""
    stories = tuple(filter(None, (_pick(pick, stored.wish.length, newsroom) for pick in picks)))
    waiting = tuple(filter(None, (_pick(pick, Length.TITLES, newsroom) for pick in rest[:1])))
    return Briefing(
        wish=stored.wish,
        period=stored.period,
        language=stored.language,
        written_at=stored.written_at,
        stories=stories,
        rest=waiting,
        credits=credits_of(story.candidate.item for story in stories),
    )


def _pick(pick: StoredPick, length: Length, newsroom: Newsroom) -> Pick | None:
    items = {item.id: item for item in newsroom.items.items((pick.item, *pick.others))}
    return pick_again(pick, items, number=pick.number, length=length)
