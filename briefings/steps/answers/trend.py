"""`/trend`: counts per week and rising words, in words and as the data of a picture."""

from __future__ import annotations

from briefings.ask.questions import TrendQuestion
from briefings.model.chats import Answer
from briefings.steps.answers.brief import not_found_note
from briefings.steps.newsroom import Asking, Newsroom, reader_of
from briefings.steps.trend import FoundTrend, trend_on_demand
from briefings.write.notes import note_page
from briefings.write.trend import TrendNews, too_little_page, trend_chart, trend_page


def answer_trend(question: TrendQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """A page with a bar per week, and its chart; one line where there is too little to tell."""
    reader = reader_of(asking, newsroom)
    found = trend_on_demand(question.wish, reader, newsroom.items)
    news = news_of(found)
    if not found.trend.is_too_little:
        page = trend_page(news, asking.voice)
        return Answer(page=page, chart=trend_chart(news, asking.voice))
    if found.trend.items == 0 and found.newest is None:
        return _nothing(found, asking, newsroom)
    return Answer(page=too_little_page(news, asking.voice), only_for_asker=True)


def news_of(found: FoundTrend) -> TrendNews:
    """What is written of a found trend."""
    trend = found.trend
    return TrendNews(
        wish=found.wish,
        period=trend.period,
        weeks=trend.weeks,
        words=trend.words,
        unplaced=trend.unplaced,
        moved_from=found.moved_from,
        newest=found.newest,
        is_cut=found.is_cut,
        is_sample=found.is_sample,
    )


def _nothing(found: FoundTrend, asking: Asking, newsroom: Newsroom) -> Answer:
    """Nothing that fits is stored at any time."""
    say = asking.voice.wording.say
    if newsroom.items.item_count() == 0:
        text = say("Nothing is stored yet. The operator feeds me with `trendbrief ingest`.")
        return Answer(page=note_page(text, asking.voice), only_for_asker=True)
    if found.wish.words:
        text = not_found_note(found.wish, asking, newsroom, command="/trend")
    else:
        subject = asking.voice.themes(found.wish.themes) or say("everything")
        text = say("Nothing is stored about {subject} yet.", subject=subject)
    text = f"{say('Too little to tell (n={count})', count=0)}. {text}"
    return Answer(page=note_page(text, asking.voice, example="/themes"), only_for_asker=True)
