"""`/detail`, `/source`, `/related`, `/why`: about story N of the briefing that is meant."""

from __future__ import annotations

from briefings.ask.questions import DetailQuestion, RelatedQuestion, SourceQuestion, WhyQuestion
from briefings.errors import NotUnderstood
from briefings.model.briefings import BriefingId, StoredBriefing, StoredPick
from briefings.model.chats import Answer
from briefings.model.items import Item
from briefings.steps.newsroom import Asking, Newsroom
from briefings.write.follow_ups import detail_page, related_page, source_page, why_page

MAX_TELLINGS = 5
MAX_RELATED = 8


def meant_briefing(
    briefing: BriefingId | None, asking: Asking, newsroom: Newsroom
) -> StoredBriefing:
    """The briefing of the button, else of the message replied to, else the newest here.

    Raises `NotUnderstood` where there is none (any more).
    """
    replied = asking.ask.answered_message
    found = (
        briefing
        or (newsroom.briefings.of_message(asking.chat, replied) if replied else None)
        or newsroom.briefings.newest(asking.chat)
    )
    stored = newsroom.briefings.briefing(found) if found else None
    if stored is not None and stored.chat != asking.chat.key:
        stored = None  # a forged button of another chat's briefing
    if stored is None and briefing is not None:
        raise NotUnderstood("That briefing is not kept any more.", example="/brief")
    if stored is None:
        raise NotUnderstood("There is no briefing here yet.", example="/brief")
    return stored


def answer_detail(question: DetailQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """The fuller text of a story."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    item = item_of(picked(stored, question.number, "detail"), newsroom)
    page = detail_page(question.number, item, asking.voice, briefing=stored.id)
    return Answer(page=page, briefing=stored.id)


def answer_source(question: SourceQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Every source of a story, with the quoted words."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    pick = picked(stored, question.number, "source")
    item = item_of(pick, newsroom)
    tellings = (item, *newsroom.items.items(pick.others[: MAX_TELLINGS - 1]))
    told = tuple((telling, _quote(telling, newsroom)) for telling in tellings)
    return Answer(page=source_page(question.number, told, asking.voice), briefing=stored.id)


def answer_related(question: RelatedQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Earlier items on the same story or subject."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    pick = picked(stored, question.number, "related")
    item = item_of(pick, newsroom)
    same = newsroom.items.of_story(item.story) if item.story is not None else ()
    near = newsroom.items.story_candidates(item, days=3650, limit=MAX_RELATED * 2)
    others = dict.fromkeys(other for other in (*same, *near) if other.id != item.id)
    page = related_page(question.number, item, tuple(others)[:MAX_RELATED], asking.voice)
    return Answer(page=page, briefing=stored.id)


def answer_why(question: WhyQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Why a story was labelled, merged and chosen."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    pick = picked(stored, question.number, "why")
    item = item_of(pick, newsroom)
    merged = newsroom.items.items(pick.others)
    mendings = newsroom.mendings.of([item.id])
    page = why_page(pick, item, merged, asking.voice, mendings=mendings)
    return Answer(page=page, briefing=stored.id)


def picked(stored: StoredBriefing, number: int, command: str) -> StoredPick:
    """The pick of that number. Raises `NotUnderstood`, with the numbers that there are."""
    pick = next((pick for pick in stored.picks if pick.number == number), None)
    if pick is not None:
        return pick
    if not stored.picks:
        raise NotUnderstood("That briefing holds no story.", example="/brief 30d")
    raise NotUnderstood(
        "There is no story {number}; it has 1 to {last}.",
        example=f"/{command} {stored.picks[0].number}",
        number=str(number),
        last=str(stored.picks[-1].number),
    )


def item_of(pick: StoredPick, newsroom: Newsroom) -> Item:
    """The item that the number stands for; another telling is no answer where it was taken out.

    Raises `NotUnderstood` where a curator hides it.
    """
    items = newsroom.items.items((pick.item,))
    if not items:
        raise NotUnderstood("This story was taken out by the curator.", example="/brief")
    return items[0]


def _quote(item: Item, newsroom: Newsroom) -> str | None:
    """The words of the document that the item was taken from; records are told as their text."""
    text = newsroom.items.document_text(item.id)
    if text is None:
        return None
    quoted = text[item.span[0] : item.span[1]].strip()
    return item.text if quoted.startswith("{") and quoted.endswith("}") else quoted
