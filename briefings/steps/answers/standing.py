"""`/themes`, `/sources`, `/status`: what there is, and how things stand."""

from __future__ import annotations

from briefings.model.chats import Answer
from briefings.model.stored import ThemeCount
from briefings.steps.newsroom import Asking, Newsroom
from briefings.write.lists import sources_page, status_page, themes_page


def answer_themes(asking: Asking, newsroom: Newsroom) -> Answer:
    """Every configured theme, also those that hold nothing yet."""
    counted = {count.theme: count for count in newsroom.items.theme_counts()}
    counts = tuple(
        counted.get(theme) or ThemeCount(theme=theme, items=0, newest=None)
        for theme in newsroom.theme_names
    )
    return Answer(page=themes_page(counts, asking.voice), only_for_asker=True)


def answer_sources(asking: Asking, newsroom: Newsroom) -> Answer:
    """Where items come from."""
    page = sources_page(newsroom.items.sources(), asking.voice)
    return Answer(page=page, only_for_asker=True)


def answer_status(asking: Asking, newsroom: Newsroom) -> Answer:
    """The chat's subscriptions with their next and last slots."""
    standing = tuple(
        (
            subscription,
            newsroom.subscriptions.last_slot(subscription.id),
            newsroom.proofs.of_slot(subscription.id, subscription.next_due_at),
        )
        for subscription in newsroom.subscriptions.of_chat(asking.chat)
    )
    items = newsroom.items.item_count()
    page = status_page(standing, items, asking.voice, here=asking.chat.thread)
    return Answer(page=page, only_for_asker=True)
