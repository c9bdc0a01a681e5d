"""The desk paints charts off the loop; without a picture the words are answered alone."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.desk import ThreadedDesk
from briefings.errors import NotPainted
from briefings.model.charts import Chart, Picture
from tests.builders import NOW, ask, document, parsed_item, product_in, store

PICTURE = Picture(png=b"painted", alt="추세")
MONDAY = date(2026, 11, 9)


class FakePainter:
    def __init__(self, paints: Callable[[], Picture]) -> None:
        self.paints = paints
        self.charts: list[Chart] = []
        self.threads: list[threading.Thread] = []
        self.closed = False

    def paint(self, chart: Chart) -> Picture:
        self.charts.append(chart)
        self.threads.append(threading.current_thread())
        return self.paints()

    def close(self) -> None:
        self.closed = True


def refusing() -> Picture:
    raise NotPainted("no picture: it took longer than 20 seconds")


@pytest.fixture
def product(tmp_path):
    with product_in(tmp_path) as built:
        items = (
            parsed_item(
                n + 1,
                f"송금 창구 {n}호",
                day=(MONDAY - timedelta(days=n)).isoformat(),
                themes=["fintech"],
            )
            for n in range(12)
        )
        store(built, document("news.md", *items))
        yield built


async def answered(product, painter: FakePainter | None, text: str):
    desk = ThreadedDesk(product.newsroom, lambda: NOW, lambda *_: None, painter)
    try:
        return await desk.answer(ask(text))
    finally:
        desk.close()


async def test_a_trend_comes_with_its_picture_painted_in_another_thread(product):
    painter = FakePainter(lambda: PICTURE)
    said = await answered(product, painter, "/trend 핀테크")
    assert said.picture == PICTURE
    assert painter.charts == [said.chart]
    assert painter.threads[0] is not threading.main_thread()
    assert painter.closed


async def test_words_alone_are_answered_where_nothing_can_be_painted(product):
    said = await answered(product, FakePainter(refusing), "/trend 핀테크")
    assert said.picture is None
    assert said.page.summary.startswith("핀테크 추세")


async def test_a_desk_without_a_painter_answers_in_words(product):
    said = await answered(product, None, "/trend 핀테크")
    assert (said.picture, said.chart is None) == (None, False)


@pytest.mark.parametrize("text", ["/brief 핀테크", "/trend 양자", "/help trend"])
async def test_what_has_no_chart_is_not_painted(product, text):
    painter = FakePainter(lambda: PICTURE)
    assert (await answered(product, painter, text)).picture is None
    assert painter.charts == []
