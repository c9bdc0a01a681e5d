"""Charts are painted in the child process: portrait, with every character, within limits."""

import re
import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.worker.chart import WorkerPainter
from bot.worker.chart_paint import painted
from bot.worker.chart_style import drawable, font_files
from bot.worker.client import Worker
from bot.worker.limits import MEGABYTE, Limits
from briefings.errors import NotPainted
from briefings.model.briefings import Keyword
from briefings.model.charts import Bar, Chart
from briefings.model.languages import Language
from config.wording import wording

CHROME = (
    "Items a week",
    "Items in {count} weeks each",
    "Rising words",
    "Frequent words",
    "Words, rising ones with {mark}",
    "Pale: a week in part",
    "Trend of everything",
    "{subject} trend",
)


def a_chart(**changed) -> Chart:
    fields = {
        "title": "핀테크 추세",
        "subtitle": "8월 31일–11월 20일 · n=42",
        "bars_heading": "주마다 나온 소식 수",
        "bars": tuple(Bar(label=f"10/{n}", count=n % 5, is_partial=n == 11) for n in range(12)),
        "words_heading": "오르는 낱말",
        "words": (Keyword(word="얼굴결제", count=9, rising=True), Keyword(word="환전", count=4)),
        "note": "옅은 막대는 일부만 센 주",
        "alt": "핀테크 추세",
    }
    return Chart(**fields | changed)


def image_of(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def test_a_picture_is_portrait_1080_wide_and_light():
    image = image_of(painted(a_chart()))
    assert image.width == 1080
    assert 1080 < image.height <= 2 * 1080
    assert min(image.getpixel((540, 60))) > 240


def test_a_dark_picture_is_dark():
    assert max(image_of(painted(a_chart(is_dark=True))).getpixel((540, 60))) < 64


def test_more_words_make_a_longer_picture():
    words = tuple(Keyword(word=f"낱말{n}", count=n + 1) for n in range(6))
    assert image_of(painted(a_chart(words=words))).height > image_of(painted(a_chart())).height


def test_all_that_the_program_writes_itself_has_glyphs():
    texts = wording(Language.KOREAN).texts
    written = "".join(texts[key] for key in CHROME) + "".join(CHROME) + "0123456789/,=·–’‘…↑□"
    assert drawable(written) == " ".join(written.split())


@pytest.mark.parametrize(
    "words", ["가힣뷁쫽", "뀨똠방각하", "人工智能", "データ", "Ünïcödé", "Привет", "αβγ", "₩€$%&"]
)
def test_scripts_that_korean_readers_meet_have_glyphs(words):
    assert drawable(words) == words


def test_every_syllable_has_a_glyph():
    syllables = "".join(map(chr, range(0xAC00, 0xD7A4)))
    assert drawable(syllables) == syllables


def test_letters_without_a_glyph_are_marked_and_symbols_fall_out():
    assert drawable("계산 \U00020bb7\U0001f680 끝") == "계산 □ 끝"


def test_a_word_that_cannot_be_drawn_whole_is_left_out():
    odd = Keyword(word="양\U00020bb7", count=3)
    assert painted(a_chart(words=(odd,))) == painted(a_chart(words=()))


@settings(max_examples=15, deadline=None)
@given(
    title=st.text(max_size=200),
    counts=st.lists(st.integers(0, 10**9), max_size=60),
    words=st.lists(st.text(min_size=1, max_size=30), max_size=6),
)
def test_whatever_is_to_be_painted_becomes_a_picture_without_a_warning(title, counts, words):
    chart = a_chart(
        title=title,
        bars=tuple(Bar(label=f"{n}/1", count=count) for n, count in enumerate(counts)),
        words=tuple(Keyword(word=word, count=1 + len(word)) for word in words),
    )
    assert image_of(painted(chart)).width == 1080


def test_the_fonts_come_with_packages():
    assert [path.suffix for path in font_files()] == [".otf", ".ttf"]
    assert all(path.is_file() and "site-packages" in path.parts for path in font_files())


def test_the_child_paints_what_would_be_painted_here():
    painter = WorkerPainter()
    try:
        picture = painter.paint(a_chart())
    finally:
        painter.close()
    assert (picture.alt, picture.png) == ("핀테크 추세", painted(a_chart()))


def test_a_child_that_takes_too_long_or_too_much_gives_no_picture():
    worker = Worker("chart", limits=Limits(seconds=0.05, memory_bytes=300 * MEGABYTE))
    painter = WorkerPainter(worker)
    try:
        with pytest.raises(NotPainted, match=re.escape("it took longer than 0.05 seconds")):
            painter.paint(a_chart())
    finally:
        painter.close()


def test_an_idle_child_is_ended_and_a_new_one_paints_on():
    worker = Worker("chart")
    painter = WorkerPainter(worker, idle_seconds=0.0)
    try:
        painter.paint(a_chart())
        until_idle(worker)
        assert painter.paint(a_chart()).png.startswith(b"\x89PNG")
    finally:
        painter.close()


def until_idle(worker: Worker) -> None:
    end = time.monotonic() + 5
    while worker.process_id is not None:
        assert time.monotonic() < end, "the child was not ended"
        time.sleep(0.02)
