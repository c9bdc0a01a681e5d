"""Laws of drafts: no story is lost or doubled by decisions, a repeat changes nothing, all fits."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from bot.platforms.slack.render import render as slack_render
from bot.platforms.telegram.render import render as telegram_render
from briefings.ask.actions import question_of
from briefings.ask.questions import ProofQuestion
from briefings.deliver.proofs import decided, goes_out_at, is_to_be_shown, lineup
from briefings.model.briefings import (
    Briefing,
    BriefingWish,
    Candidate,
    Length,
    Pick,
    Sentence,
    StoredPick,
)
from briefings.model.codes import proof_code
from briefings.model.habits import MAX_APPROVAL_MINUTES, Approval, QuietHours
from briefings.model.items import DocumentId, Item, ItemId, SourceRef
from briefings.model.languages import Language
from briefings.model.proofs import OF_STORY, Decision, Proof, ProofId, ProofPick
from briefings.model.subscriptions import SubscriptionId
from briefings.model.times import Period, Published
from briefings.write.proofs import Dropped, ProofView, proof_page
from briefings.write.voice import Voice
from config.wording import wording
from tests.deliver.approving import NINE, a_wish, buttons

PERIOD = Period(since=date(2026, 11, 16), until=date(2026, 11, 22))
DECISIONS = st.tuples(st.sampled_from(Decision), st.integers(0, 12), st.sampled_from("가나"))
HISTORIES = st.lists(DECISIONS, max_size=25)


def an_item(number: int, title: str, body: str) -> Item:
    return Item(
        id=ItemId(number),
        document=DocumentId(1),
        document_name="report.md",
        position=number,
        title=title,
        body=body,
        published=Published.parse("2026-11-20"),
        stored_at=NINE,
        sources=(SourceRef(name=title, url="https://news.example.com/1"),),
        span=(0, 1),
    )


def voice(language: Language) -> Voice:
    return Voice(
        wording=wording(language),
        zone=ZoneInfo("Asia/Seoul"),
        today=date(2026, 11, 23),
        theme_names={},
    )


def a_proof(stories: int = 9) -> Proof:
    picks = tuple(
        ProofPick(
            pick=StoredPick(
                number=number, item=ItemId(number), story=None, others=(), score=1.0, weights=()
            )
        )
        for number in range(1, stories + 1)
    )
    return Proof(
        id=ProofId(1),
        subscription=SubscriptionId(1),
        due_at=NINE,
        approver="telegram:7",
        window_until=NINE,
        period=PERIOD,
        picks=picks,
    )


def after(history: list[tuple[Decision, int, str]]) -> Proof:
    proof = a_proof()
    for decision, number, by in history:
        proof = decided(proof, decision, number, by)
    return proof


@given(HISTORIES)
def test_every_story_is_told_once_or_left_out(history):
    proof = after(history)
    told = [pick.number for pick in lineup(proof)]
    dropped = [each.number for each in proof.picks if each.is_dropped]
    assert sorted([*told, *dropped]) == list(range(1, 10))


@given(HISTORIES, DECISIONS)
def test_the_same_decision_twice_is_the_same_as_once(history, decision):
    once = decided(after(history), *decision)
    assert decided(once, *decision) == once


@given(HISTORIES, st.integers(1, 9))
def test_what_was_pinned_last_comes_first_and_what_is_kept_stands_where_it_stood(history, number):
    pinned = decided(after(history), Decision.PIN, number, "가")
    assert lineup(pinned)[0].number == number
    kept = decided(pinned, Decision.KEEP, number, "가")
    plain = [each.number for each in kept.picks if not (each.is_dropped or each.pinned)]
    assert [pick.number for pick in lineup(kept)][-len(plain) :] == plain


@given(HISTORIES)
def test_the_version_counts_every_change_and_nothing_else(history):
    proof = a_proof()
    versions = [proof]
    for decision in history:
        versions.append(decided(versions[-1], *decision))
    changes = [late for early, late in itertools.pairwise(versions) if early != late]
    assert versions[-1].version == len(changes)


@given(HISTORIES)
def test_a_stopped_draft_is_sent_only_after_somebody_says_so(history):
    stopped = decided(after(history), Decision.STOP, None, "가")
    others = [one for one in history if one[0] is not Decision.GO_ON]
    proof = stopped
    for decision in others:
        proof = decided(proof, *decision)
    assert proof.stopped_by is not None
    assert proof.approved_by is None
    assert decided(proof, Decision.GO_ON, None, "나").stopped_by is None


@given(st.integers(1, MAX_APPROVAL_MINUTES), st.times(), st.times(), st.integers(-900, 900))
def test_a_draft_is_shown_in_the_minutes_before_it_goes_out_and_never_after(
    minutes, start, end, offset
):
    wish = a_wish(
        quiet=QuietHours(start=start.replace(tzinfo=None), end=end.replace(tzinfo=None)),
        approval=Approval(minutes=minutes, approver="telegram:7"),
    )
    out = goes_out_at(wish, NINE)
    now = out + timedelta(minutes=offset)
    assert out >= NINE
    assert is_to_be_shown(wish, NINE, now) == (-minutes <= offset < 0)
    assert not is_to_be_shown(replace(wish, approval=None), NINE, now)


@given(st.integers(1, 10**15 - 1), st.sampled_from(Decision), st.integers(1, 999_999))
def test_a_button_carries_its_decision_within_64_bytes(proof, decision, story):
    number = story if decision in OF_STORY else None
    code = proof_code(ProofId(proof), decision, number)
    assert len(code.encode()) <= 64
    assert question_of(code) == ProofQuestion(
        proof=ProofId(proof), decision=decision, number=number
    )


@example(Length.LONG, Language.KOREAN, "가" * 400, "가" * 900, 60)
@example(Length.TITLES, Language.KOREAN, "가" * 400, "가" * 900, 60)
@example(Length.LONG, Language.KOREAN, "*", "*", 60)
@example(Length.TITLES, Language.KOREAN, "*", "0", 60)
@example(Length.TITLES, Language.ENGLISH, "<&> " * 100, "x. " * 300, 9)
@example(Length.TITLES, Language.ENGLISH, "😀" * 300, "가" * 900, 60)
@example(Length.SHORT, Language.ENGLISH, "😀" * 300, "<&" * 450, 60)
@example(Length.LONG, Language.KOREAN, "漢 " * 200, "나" * 350, 3)
@given(
    length=st.sampled_from(Length),
    language=st.sampled_from(Language),
    title=st.text(min_size=1, max_size=400),
    said=st.text(min_size=1, max_size=900),
    dropped=st.integers(0, 60),
)
def test_a_draft_is_one_message_on_every_platform_with_all_its_buttons(
    length, language, title, said, dropped
):
    stories = {Length.SHORT: 5, Length.LONG: 8, Length.TITLES: 20}[length]
    picks = tuple(
        Pick(
            number=number,
            candidate=Candidate(item=an_item(number, title, said)),
            score=1.0,
            sentences=(Sentence(text=said, item=ItemId(number), span=(0, len(said))),),
        )
        for number in range(1, stories + 6)
    )
    view = ProofView(
        id=ProofId(10**6),
        wish=a_wish(length=length, language=language, words=("낱말" * 20,)),
        goes_out_at=NINE,
        briefing=Briefing(
            wish=BriefingWish(length=length),
            period=PERIOD,
            language=language,
            written_at=NINE,
            stories=picks[:stories],
            also=picks[stories:],
        ),
        numbers=tuple(pick.number for pick in picks),
        dropped=tuple(Dropped(number=100 + number, title=title) for number in range(dropped)),
    )
    page = proof_page(view, voice(language))
    assert len(telegram_render(page)) == 1
    assert len(slack_render(page)) == 1
    codes = [code for code in buttons(page).values() if code.split(":")[2] in ("drop", "pin")]
    assert len(codes) == 2 * len(picks)
    markup = json.loads(telegram_render(page)[0].payload)["reply_markup"]
    assert sum(map(len, markup["inline_keyboard"])) == len(codes) + min(dropped, 10) + 2
