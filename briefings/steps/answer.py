"""An ask becomes an answer: read the question, hand it to its command, say what went wrong."""

from __future__ import annotations

from typing import assert_never

from briefings.ask import questions as q
from briefings.ask.actions import question_of
from briefings.ask.commands import COMMANDS, command_of
from briefings.errors import NotUnderstood
from briefings.model.chats import Answer, Ask
from briefings.steps.answers import (
    about_story,
    brief,
    manage,
    marks,
    more,
    proof,
    search,
    settings,
    standing,
    subscribe,
    trend,
)
from briefings.steps.newsroom import Asking, Newsroom, asking_of
from briefings.write.notes import (
    command_help_page,
    help_page,
    not_understood_page,
    note_page,
    start_page,
)

MANAGING = (
    q.SubscribeQuestion,
    q.UnsubscribeQuestion,
    q.PauseQuestion,
    q.ResumeQuestion,
    q.SettingsQuestion,
    q.MuteQuestion,
    q.UnmuteQuestion,
    q.ForgetQuestion,
)
"""Questions that only those may ask who manage the chat (but for what only reads)."""


def answer(ask: Ask, newsroom: Newsroom) -> Answer:
    """The answer to anything asked; what a reader did wrong is answered too."""
    newsroom.chats.touch(ask.chat, ask.kind, ask.language, ask.now)
    asking = asking_of(ask, newsroom)
    try:
        return _answered(_question(asking, newsroom), asking, newsroom)
    except NotUnderstood as error:
        return Answer(page=not_understood_page(error, asking.voice), only_for_asker=True)


def _question(asking: Asking, newsroom: Newsroom) -> q.Question:
    if asking.ask.action is not None:
        return question_of(asking.ask.action)
    return newsroom.grammar.read(asking.ask.text, asking.today)


def _answered(  # noqa: PLR0912 - one case a command; the type checker names a missing one
    question: q.Question, asking: Asking, newsroom: Newsroom
) -> Answer:
    if _is_forbidden(question, asking):
        text = asking.voice.wording.say("Only administrators may change that here.")
        return Answer(page=note_page(text, asking.voice), only_for_asker=True)
    match question:
        case q.BriefQuestion():
            return brief.answer_brief(question, asking, newsroom)
        case q.SearchQuestion():
            return search.answer_search(question, asking, newsroom)
        case q.TrendQuestion():
            return trend.answer_trend(question, asking, newsroom)
        case q.MoreQuestion():
            return more.answer_more(question, asking, newsroom)
        case q.PageQuestion():
            return search.answer_page(question, asking, newsroom)
        case q.ShareQuestion():
            return more.answer_share(question, asking, newsroom)
        case q.DetailQuestion():
            return about_story.answer_detail(question, asking, newsroom)
        case q.SourceQuestion():
            return about_story.answer_source(question, asking, newsroom)
        case q.RelatedQuestion():
            return about_story.answer_related(question, asking, newsroom)
        case q.WhyQuestion():
            return about_story.answer_why(question, asking, newsroom)
        case q.SubscribeQuestion():
            return subscribe.answer_subscribe(question, asking, newsroom)
        case q.SubscriptionsQuestion():
            return manage.answer_subscriptions(asking, newsroom)
        case q.UnsubscribeQuestion():
            return manage.answer_unsubscribe(question, asking, newsroom)
        case q.PauseQuestion():
            return manage.answer_pause(question, asking, newsroom)
        case q.ResumeQuestion():
            return manage.answer_resume(question, asking, newsroom)
        case q.SettingsQuestion():
            return settings.answer_settings(question, asking, newsroom)
        case q.SaveQuestion():
            return marks.answer_save(question, asking, newsroom)
        case q.UnsaveQuestion():
            return marks.answer_unsave(question, asking, newsroom)
        case q.SavedQuestion():
            return marks.answer_saved(asking, newsroom)
        case q.MuteQuestion():
            return marks.answer_mute(question, asking, newsroom)
        case q.UnmuteQuestion():
            return marks.answer_unmute(question, asking, newsroom)
        case q.ExportQuestion():
            return marks.answer_export(asking, newsroom)
        case q.ForgetQuestion():
            return marks.answer_forget(question, asking, newsroom)
        case q.ProofQuestion():
            return proof.answer_proof(question, asking, newsroom)
        case q.ThemesQuestion():
            return standing.answer_themes(asking, newsroom)
        case q.SourcesQuestion():
            return standing.answer_sources(asking, newsroom)
        case q.StatusQuestion():
            return standing.answer_status(asking, newsroom)
        case q.HelpQuestion():
            return _help(question, asking)
        case q.StartQuestion():
            return Answer(page=start_page(asking.voice, COMMANDS))
        case _:
            assert_never(question)


def _is_forbidden(question: q.Question, asking: Asking) -> bool:
    if asking.ask.may_manage or not isinstance(question, MANAGING):
        return False
    return not _only_reads(question)


def _only_reads(question: q.Question) -> bool:
    """Whether it is a question of settings or muted words that changes nothing."""
    match question:
        case q.SettingsQuestion(name=None):
            return True
        case q.MuteQuestion(words=()) | q.UnmuteQuestion(words=()):
            return True
        case _:
            return False


def _help(question: q.HelpQuestion, asking: Asking) -> Answer:
    command = command_of(question.command) if question.command else None
    if command is None:
        return Answer(page=help_page(asking.voice, COMMANDS), only_for_asker=True)
    return Answer(page=command_help_page(asking.voice, command), only_for_asker=True)
