"""How fast items are stored and found: rows against the bare driver, searches at a size.

The size is 100,000 items, or TB_BENCH_ITEMS; the goals are set at 1,000,000.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from briefings.model.documents import ParsedDocument
from briefings.model.items import Label, ParsedItem, ThemeId
from briefings.model.times import Period, Published
from briefings.text.bigrams import index_text
from config.aliases import load_aliases
from config.catalogue import load_themes
from storage.database import Database, open_database
from storage.items import StoredItems
from storage.search import search_id

ITEMS = int(os.environ.get("TB_BENCH_ITEMS", "100000"))
A_DOCUMENT = 50
DAYS = 365
LAST_DAY = date(2026, 6, 30)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
THEMES = tuple(ThemeId(name) for name in ("ai", "fintech", "o2o", "quantum"))
QUERIES = (
    "은행", "결제", "배달", "양자", "페이", "AI", "규제", "택시", "보험", "반도체",
    "은행이", "결제를", "배달앱", "새벽 배송", "양자컴퓨터", "인공지능", "카카오페이",
    "자율주행", "마이데이터", "가상자산", "은행 규제", "배달 수수료", "AI 반도체", "google",
)  # fmt: skip
WORDS = tuple(
    word
    for line in (
        "은행 결제 배달 양자 규제 택시 보험 반도체 카카오페이 네이버 구글 투자 서비스 플랫폼",
        "수수료 새벽배송 양자컴퓨터 인공지능 자율주행 마이데이터 가상자산 대출 거래소 데이터",
        "보안 로봇 주문 매장 정부 시장 연구 개발 협력 출시 확대 인하 증가 감소 발표 계약 공급",
        "시범 사업 지역 청년 스페이스 여행 병원 학교 공장 물류 항공 주택 에너지 기후 식품 유통",
        "광고 게임 음악 영화 스포츠 google AI LLM GPU EV API cloud",
    )
    for word in line.split()
)
TAILS = ("이", "을", "은", "의", "에서", "으로", "와", "", "", "")


def sentences(rng: random.Random, words: int) -> str:
    """Made-up Korean of so many words; a few words are in most texts, most in few."""
    chosen = (
        WORDS[min(int(rng.paretovariate(0.7)) - 1, len(WORDS) - 1)]
        if rng.random() < 0.4
        else "".join(chr(rng.randrange(0xAC00, 0xAC00 + 2400, 7)) for _ in range(rng.randint(2, 3)))
        for _ in range(words)
    )
    return " ".join(word + rng.choice(TAILS) for word in chosen)


def documents(count: int, *, seed: int, body_words: int = 12) -> Iterator[ParsedDocument]:
    """Made-up documents of fifty items each."""
    rng = random.Random(seed)
    for number in range(count // A_DOCUMENT):
        items = tuple(
            ParsedItem(
                position=place + 1,
                title=sentences(rng, 5),
                body=sentences(rng, body_words),
                published=Published.on(LAST_DAY - timedelta(days=rng.randrange(DAYS))),
                span=(0, 10),
                language="ko",
            )
            for place in range(A_DOCUMENT)
        )
        yield ParsedDocument(
            name=f"d{seed}-{number}", format="m", text=f"{seed}-{number}", items=items
        )


def fill(store: StoredItems, count: int, *, seed: int) -> float:
    """Store so many items; the seconds that the store took."""
    rng = random.Random(seed)
    spent = 0.0
    for document in documents(count, seed=seed):
        labels = tuple(
            (Label(theme=rng.choice(THEMES), score=rng.random()),) if rng.random() < 0.3 else ()
            for _ in document.items
        )
        started = time.perf_counter()
        store.put_document(document, labels, source="bench", now=NOW)
        spent += time.perf_counter() - started
    return spent


class Bare:
    """The same items and tokens by the bare driver, into the same tables."""

    def __init__(self, path: Path) -> None:
        database, _ = opened(path)
        database.close()
        self.number = 0
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        self.connection.execute(
            "INSERT INTO document VALUES (1, 'd', NULL, 'm', NULL, NULL, NULL, 'h', 'r', ?, ?)",
            ("2026-07-01 00:00:00.000000",) * 2,
        )
        self.connection.execute("INSERT INTO document_text VALUES (1, 1, 'h', x'00', '2026-07-01')")

    def put(self, document: ParsedDocument) -> None:
        """One transaction a document."""
        rows, tokens = [], []
        for item in document.items:
            self.number += 1
            day = item.published.day
            row = search_id(datetime(day.year, day.month, day.day, tzinfo=UTC), self.number)
            rows.append(
                (self.number, item.position, item.title, item.body, item.published.isoformat(),
                 day.isoformat(), row)
            )  # fmt: skip
            tokens.append((row, index_text(item.title), index_text(item.body)))
        tokens.sort()
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(
            "INSERT INTO item (id, document_id, text_id, position, title, body, published, "
            "last_day, stored_at, language, span_start, span_end, sources_json, urls_json, "
            "is_update, search_id) VALUES (?, 1, 1, ?, ?, ?, ?, ?, '2026-07-01 00:00:00.000000', "
            "'ko', 0, 10, '[]', '[]', 0, ?)",
            rows,
        )
        self.connection.executemany(
            "INSERT INTO item_search(rowid, title, body) VALUES (?, ?, ?)", tokens
        )
        self.connection.execute("COMMIT")


def measure_storing(folder: Path) -> None:
    """Documents in turn to the store and to the bare driver, so that both see the same machine."""
    bare = Bare(folder / "bare.db")
    database, store = opened(folder / "ratio.db")
    unlabelled = ((),) * A_DOCUMENT
    spent = {"bare": 0.0, "store": 0.0}
    count = 10_000
    for document in documents(count, seed=1):
        spent["bare"] += milliseconds(lambda document=document: bare.put(document))
        spent["store"] += milliseconds(
            lambda document=document: store.put_document(
                document, unlabelled, source="bench", now=NOW
            )
        )
    bare.connection.close()
    database.close()
    print(
        f"storing with the index: {count * 1000 / spent['store']:,.0f} items/s, "
        f"{spent['bare'] / spent['store']:.0%} of the bare driver "
        f"({count * 1000 / spent['bare']:,.0f}/s)"
    )


def milliseconds(run: Callable[[], object], times: int = 1) -> float:
    """How long `run` takes, on average."""
    started = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - started) * 1000 / times


def spread(name: str, values: list[float]) -> None:
    """Print the median and the 95th percentile."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    print(f"{name:<44} median {statistics.median(ordered):7.2f} ms   p95 {p95:7.2f} ms")


def measure_searches(store: StoredItems) -> None:
    """Every query three times, in three orders of words and windows."""
    window = Period(since=LAST_DAY - timedelta(days=89), until=LAST_DAY)
    week = Period(since=LAST_DAY - timedelta(days=6), until=LAST_DAY)
    for name, run in (
        ("newest 20", lambda words: store.search(words, newest=True, limit=20)),
        ("best 20 within 90 days",
         lambda words: store.search(words, newest=False, limit=20, period=window)),
        ("best 20 of all", lambda words: store.search(words, newest=False, limit=20)),
    ):  # fmt: skip
        timed = [
            milliseconds(lambda words=words, run=run: run(words))
            for _ in range(3)
            for words in map(str.split, QUERIES)
        ]
        spread(name, timed)
    spread(
        "items of a theme in a week, 200",
        [
            milliseconds(lambda: store.published_within(week, themes=THEMES[:1], limit=200))
            for _ in range(30)
        ],
    )
    spread(
        "stored within, two themes, 200",
        [
            milliseconds(
                lambda: store.ids_stored_within(
                    NOW - timedelta(days=1), NOW, themes=THEMES[:2], limit=200
                )
            )
            for _ in range(30)
        ],
    )
    item = store.published_within(week, themes=(), limit=1)[0]
    spread(
        "candidates for the same story, 3 days",
        [milliseconds(lambda: store.story_candidates(item, days=3, limit=30)) for _ in range(30)],
    )


def opened(path: Path) -> tuple[Database, StoredItems]:
    """A database and its items, with the names of things that the program ships."""
    database = open_database(f"sqlite:///{path}")
    themes = {theme.id: tuple(theme.spellings()) for theme in load_themes()}
    store = StoredItems(
        database, zone=ZoneInfo("Asia/Seoul"), aliases=load_aliases(), theme_names=themes
    )
    return database, store


def main() -> None:
    """Print what storing and finding costs."""
    with tempfile.TemporaryDirectory() as folder:
        measure_storing(Path(folder))
        path = Path(folder) / "search.db"
        database, store = opened(path)
        spent = fill(store, ITEMS, seed=2)
        size = path.stat().st_size / ITEMS
        print(f"{ITEMS:,} items stored in {spent:.0f} s; {size:.0f} bytes an item in the file")
        print(f"the index merged into one piece in {milliseconds(store.tidy) / 1000:.1f} s")
        measure_searches(store)
        database.close()


if __name__ == "__main__":
    main()
