"""`/search` and turning its pages: numbered items that `/detail` and the others understand."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.ask.questions import PageQuestion, SearchQuestion
from briefings.errors import NotUnderstood
from briefings.model.briefings import Briefing, BriefingWish, Candidate, Found, Pick
from briefings.model.chats import Answer
from briefings.model.items import Item, ThemeId
from briefings.model.times import Period
from briefings.steps.answers.about_story import meant_briefing
from briefings.steps.newsroom import Asking, Newsroom
from briefings.write.lists import NumberedItem, Turns, results_page
from briefings.write.notes import note_page

PAGE_LINES = 10
MAX_RESULTS = 50


def answer_search(question: SearchQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """The first page of what holds the words."""
    return results_for(
        question.words, asking, newsroom, themes=question.themes, newest=question.newest
    )


def answer_page(question: PageQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Another page of a kept list, in place of the one that the button stands under."""
    stored = meant_briefing(question.briefing, asking, newsroom)
    picks = stored.picks[question.offset : question.offset + PAGE_LINES]
    if not picks:
        raise NotUnderstood("The list ends before that.", example="/search mydata")
    items = {item.id: item for item in newsroom.items.items([pick.item for pick in picks])}
    lines = tuple(
        NumberedItem(number=pick.number, item=items[pick.item])
        for pick in picks
        if pick.item in items
    )
    after = question.offset + PAGE_LINES
    turns = Turns(
        kept_as=stored.id,
        before=max(question.offset - PAGE_LINES, 0) if question.offset > 0 else None,
        after=after if after < len(stored.picks) else None,
    )
    heading = _heading(stored.wish.words, len(stored.picks), asking)
    page = results_page(heading, lines, asking.voice, turns=turns)
    return Answer(page=page, briefing=stored.id, edits=True)


def results_for(
    words: Sequence[str],
    asking: Asking,
    newsroom: Newsroom,
    *,
    themes: Sequence[ThemeId] = (),
    newest: bool = False,
    note: str | None = None,
) -> Answer:
    """Numbered results for the words; one line where there are none.

    Items that hold a muted word are left out, unless that word is searched for.
    """
    muted = tuple(word for word in newsroom.marks.muted(asking.chat) if word not in words)

    def search(without: Sequence[str]) -> tuple[Found, ...]:
        return newsroom.items.search(
            words,
            newest=newest,
            limit=MAX_RESULTS,
            themes=themes,
            without=without,
            forgiving=True,
        )

    found = search(muted)
    if not found and muted and search(()):
        return all_muted(muted, asking)
    if not found:
        return _none(words, asking, note)
    return _first_page(words, found, asking, newsroom, note=note)


def all_muted(words: Sequence[str], asking: Asking) -> Answer:
    """Something fits, but the chat does not want to read it."""
    text = asking.voice.wording.say(
        "All that fits holds a word that is muted here: {words}.", words=", ".join(words)
    )
    page = note_page(text, asking.voice, example=f"/unmute {words[0]}")
    return Answer(page=page, only_for_asker=True)


def list_answer(items: Sequence[Item], asking: Asking, newsroom: Newsroom) -> Answer:
    """The first page of the items that a chat keeps: a list of no words, numbered like results."""
    return _first_page((), [Found(item=item, score=0.0) for item in items], asking, newsroom)


def _first_page(
    words: Sequence[str],
    found: Sequence[Found],
    asking: Asking,
    newsroom: Newsroom,
    *,
    note: str | None = None,
) -> Answer:
    briefing = _as_briefing(words, found, asking)
    kept = newsroom.briefings.keep(briefing, asking.chat)
    lines = tuple(
        NumberedItem(number=pick.number, item=pick.candidate.item) for pick in briefing.stories
    )
    turns = Turns(kept_as=kept, before=None, after=PAGE_LINES if len(found) > PAGE_LINES else None)
    heading = _heading(words, len(found), asking)
    page = results_page(heading, lines, asking.voice, turns=turns, note=note)
    return Answer(page=page, briefing=kept, only_for_asker=True)


def _heading(words: Sequence[str], count: int, asking: Asking) -> str:
    wording = asking.voice.wording
    if not words:  # a search always has words
        return wording.say_many("Saved here · {count} story", "Saved here · {count} stories", count)
    if count >= MAX_RESULTS:
        return wording.say(
            "Search ‘{words}’ · the first {count}", words=" ".join(words), count=count
        )
    return wording.say_many(
        "Search ‘{words}’ · {count} result",
        "Search ‘{words}’ · {count} results",
        count,
        words=" ".join(words),
    )


def _none(words: Sequence[str], asking: Asking, note: str | None) -> Answer:
    say = asking.voice.wording.say
    text = note or say("Nothing is stored about ‘{words}’.", words=" ".join(words))
    return Answer(page=note_page(text, asking.voice, example="/themes"), only_for_asker=True)


def _as_briefing(words: Sequence[str], found: Sequence[Found], asking: Asking) -> Briefing:
    """The results as a kept list, so that their numbers go on meaning the same items."""
    days = [result.item.last_day(asking.zone) for result in found]
    picks = tuple(
        Pick(number=number, candidate=Candidate(item=result.item), score=result.score)
        for number, result in enumerate(found, 1)
    )
    return Briefing(
        wish=BriefingWish(words=tuple(words)),
        period=Period(since=min(days), until=max(days)),
        language=asking.voice.language,
        written_at=asking.now,
        stories=picks[:PAGE_LINES],
        rest=picks[PAGE_LINES:],
    )
