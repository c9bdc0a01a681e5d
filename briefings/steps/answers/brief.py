"""`/brief`: a briefing now, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.ask.questions import BriefQuestion
from briefings.model.briefings import Briefing, BriefingWish, Length
from briefings.model.chats import Answer, ChatKind
from briefings.steps.answers.search import all_muted, results_for
from briefings.steps.brief import brief_on_demand
from briefings.steps.newsroom import Asking, Newsroom, reader_of
from briefings.write.compose import briefing_page
from briefings.write.notes import note_page


def answer_brief(question: BriefQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """A briefing; where nothing fits, the nearest theme and search results, or how to begin."""
    wish = _with_chosen_length(question.wish, asking)
    reader = reader_of(asking, newsroom)
    briefing = brief_on_demand(wish, reader, newsroom.items)
    if briefing is not None:
        return _shown(briefing, asking, newsroom)
    if reader.muted and brief_on_demand(wish, replace(reader, muted=()), newsroom.items):
        return all_muted(reader.muted, asking)
    return _nothing(wish, asking, newsroom)


def _shown(briefing: Briefing, asking: Asking, newsroom: Newsroom) -> Answer:
    kept = newsroom.briefings.keep(briefing, asking.chat)
    shareable = asking.chat.platform == "slack" and asking.ask.kind is not ChatKind.PRIVATE
    page = briefing_page(briefing, asking.voice, kept_as=kept, shareable=shareable)
    return Answer(page=page, briefing=kept, only_for_asker=shareable)


def _with_chosen_length(wish: BriefingWish, asking: Asking) -> BriefingWish:
    """The chat's own length where the command names none."""
    return replace(wish, length=asking.length) if wish.length is Length.SHORT else wish


def _nothing(wish: BriefingWish, asking: Asking, newsroom: Newsroom) -> Answer:
    say = asking.voice.wording.say
    if newsroom.items.item_count() == 0:
        text = say("Nothing is stored yet. The operator feeds me with `trendbrief ingest`.")
        return Answer(page=note_page(text, asking.voice), only_for_asker=True)
    if not wish.words:
        subject = asking.voice.themes(wish.themes) or say("everything")
        text = say("Nothing is stored about {subject} yet.", subject=subject)
        return Answer(page=note_page(text, asking.voice, example="/themes"), only_for_asker=True)
    note = not_found_note(wish, asking, newsroom)
    return results_for(wish.words, asking, newsroom, note=note, themes=wish.themes)


def not_found_note(
    wish: BriefingWish, asking: Asking, newsroom: Newsroom, *, command: str = "/brief"
) -> str:
    """That nothing holds the words, and the theme that one of them may have meant."""
    say = asking.voice.wording.say
    words = " ".join(wish.words)
    note = say("Nothing is stored about ‘{words}’.", words=words)
    return note + theme_meant(wish.words, asking, newsroom, command=command)


def theme_meant(words: Sequence[str], asking: Asking, newsroom: Newsroom, *, command: str) -> str:
    """The theme that a word may have meant, to follow on a sentence; nothing where none is near."""
    near = [theme for word in words for theme in newsroom.grammar.near_themes(word)]
    if not near:
        return ""
    names = asking.voice.themes(dict.fromkeys(near))
    typed = asking.voice.typed(f"{command} {near[0]}")
    say = asking.voice.wording.say
    return " " + say("Did you mean {theme}? {command}", theme=names, command=typed)
