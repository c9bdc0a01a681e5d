"""A curator's mendings on a real database: applied at once, kept when the document comes again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.platforms.terminal.render import plain_text
from briefings.errors import InputError
from briefings.model.items import Label, ThemeId
from briefings.model.mendings import MENDED, Mending, MendingKind, mended_labels
from briefings.model.times import Period
from briefings.steps.answer import answer
from tests.builders import NOW, ask, document, parsed_item, store
from tests.mending.conftest import SENSOR, WALLET, WEEKLY

AI, FINTECH, QUANTUM = ThemeId("ai"), ThemeId("fintech"), ThemeId("quantum")
WEEK = Period.last_days(7, NOW.date())
LATER = NOW + timedelta(hours=1)


def said(product, text: str, **fields) -> str:
    return plain_text(answer(ask(text, **fields), product.newsroom).page)


def ids(product) -> list[int]:
    found = product.items.published_within(WEEK, themes=(), limit=50)
    return sorted(item.id for item in found)


def themes_of(product, item: int) -> set[str]:
    return {label.theme for label in product.items.items([item])[0].labels}


def relabel(product, item: int, *, add=(), remove=()):
    return product.mendings.relabel(item, add=add, remove=remove, by="dana", now=NOW)


def test_a_relabelled_item_is_found_by_its_new_theme_and_no_more_by_the_old(product):
    wallet, _ = ids(product)
    relabel(product, wallet, add=[QUANTUM], remove=[FINTECH])
    assert themes_of(product, wallet) == {"quantum", "ai"}
    assert "누리페이" in said(product, "/brief 양자")
    assert "누리페이" not in said(product, "/brief 핀테크")


def test_labels_stay_mended_when_the_document_comes_corrected(product):
    wallet, _ = ids(product)
    relabel(product, wallet, add=[QUANTUM], remove=[FINTECH])
    corrected = replace(
        WALLET,
        body="누리페이가 지갑 앱을 다음 달까지 시험한다고 밝혔다.",
        urls=("https://news.example.com/wallet", "https://news.example.com/more"),
        given_themes=("fintech", "o2o"),
    )
    store(product, document("weekly.md", corrected, SENSOR), now=LATER)
    item = product.items.items([wallet])[0]
    assert "다음 달까지" in item.body
    assert {label.theme for label in item.labels} == {"quantum", "o2o"}


def test_a_mending_alone_is_no_correction_of_the_document(product):
    wallet, _ = ids(product)
    relabel(product, wallet, remove=[FINTECH, AI])
    labels = [product.labeller(item) for item in WEEKLY.items]
    same_text = replace(WEEKLY, title="다른 표지")
    report = product.items.put_document(same_text, labels, source=None, now=LATER)
    assert (report.new, report.changed, report.unchanged) == ((), (), 2)
    assert themes_of(product, wallet) == set()


def test_the_opposite_sign_brings_the_programs_own_label_back(product):
    wallet, _ = ids(product)
    relabel(product, wallet, remove=[FINTECH])
    mended = relabel(product, wallet, add=[FINTECH])
    fintech = next(label for label in mended.labels if label.theme == FINTECH)
    assert fintech.because == (MENDED, "given with the item")
    relabel(product, wallet, add=[QUANTUM])
    relabel(product, wallet, remove=[QUANTUM])
    assert themes_of(product, wallet) == {"fintech", "ai"}


def test_why_tells_who_gave_a_label(product):
    wallet, _ = ids(product)
    relabel(product, wallet, add=[QUANTUM])
    said(product, "/brief 양자 누리페이")
    assert "관리자가 주제를 고침" in said(product, "/why 1")


def test_a_hidden_item_is_nowhere_and_comes_back_when_shown_again(product):
    wallet, sensor = ids(product)
    said(product, "/brief 핀테크")
    assert product.mendings.hide(wallet, by="dana", now=NOW) is True
    assert product.mendings.hide(wallet, by="dana", now=NOW) is False
    assert ids(product) == [sensor]
    assert product.items.item_count() == 1
    assert product.items.search(["누리페이"], newest=False, limit=5) == ()
    assert product.items.search(["누리페이"], newest=True, limit=5) == ()
    assert {count.theme for count in product.items.theme_counts()} == {"quantum"}
    assert product.items.newest_day(themes=[FINTECH]) is None
    assert "내렸습니다" in said(product, "/detail 1")
    assert product.mendings.unhide(wallet, by="dana", now=NOW) is True
    assert ids(product) == [wallet, sensor]
    assert "누리페이" in said(product, "/detail 1")


def test_a_hidden_item_stays_hidden_when_its_document_comes_corrected(product):
    wallet, sensor = ids(product)
    product.mendings.hide(wallet, by="dana", now=NOW)
    corrected = replace(WALLET, body="누리페이가 지갑 앱을 시험한다고 다시 밝혔다.")
    store(product, document("weekly.md", corrected, SENSOR), now=LATER)
    assert ids(product) == [sensor]
    product.mendings.unhide(wallet, by="dana", now=LATER)
    assert "다시 밝혔다" in product.items.items([wallet])[0].body
    assert len(product.items.search(["누리페이"], newest=True, limit=5)) == 1


def test_a_number_of_a_hidden_item_is_not_answered_with_another_telling(product):
    copy = replace(WALLET, position=1)
    store(product, document("other.md", copy), now=LATER)
    said(product, "/brief 핀테크")
    kept = product.newsroom.briefings.briefing(1)
    lead = kept.picks[0].item
    product.mendings.hide(lead, by="dana", now=NOW)
    assert "내렸습니다" in said(product, "/detail 1")
    assert "내렸습니다" in said(product, "/why 1")


def test_merged_items_are_one_story_and_split_ones_two(product):
    wallet, sensor = ids(product)
    product.mendings.merge(wallet, sensor, by="dana", now=NOW)
    one, two = product.items.items([wallet, sensor])
    assert one.story == two.story
    assert [item.id for item in product.items.of_story(one.story)] == [sensor, wallet]
    product.mendings.split(sensor, by="dana", now=NOW)
    one, two = product.items.items([wallet, sensor])
    assert one.story != two.story


def test_merging_takes_the_whole_story_along(product):
    wallet, sensor = ids(product)
    copy = parsed_item(
        1, WALLET.title, WALLET.body, url="https://news.example.com/wallet", themes=["fintech"]
    )
    store(product, document("other.md", copy), now=LATER)
    third = max(ids(product))
    product.mendings.merge(sensor, wallet, by="dana", now=NOW)
    stories = {item.story for item in product.items.items([wallet, sensor, third])}
    assert len(stories) == 1


def test_why_tells_of_merging(product):
    wallet, sensor = ids(product)
    product.mendings.merge(wallet, sensor, by="dana", now=NOW)
    said(product, "/brief")
    assert "관리자가 같은 소식으로 묶음" in said(product, "/why 1")


@pytest.mark.parametrize("action", ["hide", "unhide", "split"])
def test_an_unknown_item_is_named(product, action):
    with pytest.raises(InputError, match="no item 999"):
        getattr(product.mendings, action)(999, by="dana", now=NOW)


def test_what_cannot_be_merged_or_split_is_said(product):
    wallet, sensor = ids(product)
    with pytest.raises(InputError, match="with itself"):
        product.mendings.merge(wallet, wallet, by="dana", now=NOW)
    with pytest.raises(InputError, match="only one"):
        product.mendings.split(wallet, by="dana", now=NOW)
    product.mendings.merge(wallet, sensor, by="dana", now=NOW)
    with pytest.raises(InputError, match="already"):
        product.mendings.merge(sensor, wallet, by="dana", now=NOW)


def test_the_newest_decision_on_a_theme_counts():
    given = Mending(item=1, kind=MendingKind.ADD, theme=AI, by="dana", at=NOW)
    taken = replace(given, kind=MendingKind.REMOVE)
    own = Label(theme=FINTECH, score=0.8, because=("pay",))
    assert mended_labels((own,), (taken, given)) == (
        Label(theme=AI, score=1.0, because=(MENDED,)),
        own,
    )
    assert mended_labels((own,), (given, taken)) == (own,)
