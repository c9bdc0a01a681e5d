"""Well-formed feeds: entries a second from bytes to items, beside feedparser in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date

import feedparser

from bot.worker.reading import Reading
from briefings.model.documents import RawDocument

FEEDS = 100
ENTRIES = 50
ROUNDS = 3
WORDS = [
    "동네",
    "서점",
    "예약",
    "앱",
    "결제",
    "수수료",
    "은행",
    "로봇",
    "배달",
    "연구",
    "시장",
    "계획",
    "발표",
    "market",
    "system",
    "data",
]


def main() -> None:
    """Print both rates and their ratio; rounds take turns, the best of each counts."""
    feeds = _feeds()
    ours, theirs = [], []
    with Reading() as reading:
        for _ in range(ROUNDS):
            ours.append(_rate(lambda: [_read(reading, feed) for feed in feeds]))
            theirs.append(_rate(lambda: [_parse(feed) for feed in feeds[:10]], share=0.1))
    print(
        f"entries/s: ours {max(ours):,.0f}, feedparser {max(theirs):,.0f}, "
        f"ratio {max(ours) / max(theirs):.1f}"
    )


def _read(reading: Reading, feed: RawDocument) -> None:
    found = len(reading.read_any(feed, today=date(2026, 1, 1)).items)
    if found != ENTRIES:
        raise AssertionError(f"{feed.name}: {found} of {ENTRIES} entries")


def _parse(feed: RawDocument) -> None:
    feedparser.parse(feed.content)


def _rate(work: Callable[[], object], *, share: float = 1.0) -> float:
    start = time.process_time()
    work()
    return FEEDS * ENTRIES * share / (time.process_time() - start)


def _feeds() -> list[RawDocument]:
    pick = random.Random(1)

    def sentence(count: int) -> str:
        return " ".join(pick.choice(WORDS) for _ in range(count)) + "."

    def body() -> str:
        paragraphs = range(pick.randint(1, 10))
        return "".join(f"&lt;p&gt;{sentence(20)} {sentence(15)}&lt;/p&gt;" for _ in paragraphs)

    def rss(number: int) -> str:
        items = "".join(
            f"<item><title>{sentence(6)}</title><link>http://a{number}.example/{one}</link>"
            f"<guid>{one}</guid><pubDate>Mon, 04 Jan 2021 09:00:00 +0900</pubDate>"
            f"<description>{body()}</description></item>"
            for one in range(ENTRIES)
        )
        return f"<rss version='2.0'><channel><title>모음</title>{items}</channel></rss>"

    def atom(number: int) -> str:
        entries = "".join(
            f"<entry><title>{sentence(6)}</title><link href='http://a{number}.example/{one}'/>"
            f"<id>urn:{one}</id><published>2021-01-04T09:00:00Z</published>"
            f"<content type='html'>{body()}</content></entry>"
            for one in range(ENTRIES)
        )
        space = "http://www.w3.org/2005/Atom"
        return f"<feed xmlns='{space}'><title>모음</title>{entries}</feed>"

    return [
        RawDocument(name=f"{number}.xml", content=(rss if number % 2 else atom)(number).encode())
        for number in range(FEEDS)
    ]


if __name__ == "__main__":
    main()
