"""A button of a draft: the decision is kept, and the draft shown as it stands then."""

from __future__ import annotations

from briefings.ask.questions import ProofQuestion
from briefings.deliver.proofs import goes_out_at
from briefings.errors import NotUnderstood
from briefings.model.chats import Answer, Ask
from briefings.model.proofs import Proof
from briefings.model.subscriptions import SlotState, Subscription
from briefings.steps.newsroom import Asking, Newsroom
from briefings.steps.proofs import lineup_of, voice_of
from briefings.write.notes import note_page
from briefings.write.proofs import Dropped, ProofView, proof_page
from briefings.write.reasons import reason_in_words
from briefings.write.voice import Voice, clipped

MAX_NAME_CHARS = 40
MAX_REASON_CHARS = 160


def answer_proof(question: ProofQuestion, asking: Asking, newsroom: Newsroom) -> Answer:
    """Decides, and puts the changed draft in the place of the one under the button.

    After the hour it says what became of the briefing, and changes nothing.
    """
    proof = newsroom.proofs.get(question.proof)
    subscription = None if proof is None else newsroom.subscriptions.get(proof.subscription)
    if proof is None or subscription is None:
        raise NotUnderstood("This draft does not exist any more.", example="/subscriptions")
    if not _may_decide(proof, asking.ask):
        text = asking.voice.wording.say("Only those whom this draft is shown to may change it.")
        return Answer(page=note_page(text, asking.voice), only_for_asker=True)
    decided = newsroom.proofs.decide(proof.id, question.decision, question.number, by=_name(asking))
    wish = subscription.wish
    voice = voice_of(wish, asking.chat, newsroom, asking.now)
    closed = None if decided is not None else _what_became(proof, newsroom, voice)
    view = _view(decided or proof, subscription, asking, newsroom, closed=closed)
    return Answer(page=proof_page(view, voice), edits=True)


def _may_decide(proof: Proof, ask: Ask) -> bool:
    """Those whom it was shown to: the person, or whoever manages the chat where it stands."""
    if ask.person == proof.approver:
        return True
    return ask.chat.key == proof.approver and ask.may_manage


def _name(asking: Asking) -> str:
    """Who decides, as others are told."""
    name = clipped(asking.ask.person_name or "", MAX_NAME_CHARS)
    return name or asking.ask.person or asking.chat.key


def _view(
    proof: Proof,
    subscription: Subscription,
    asking: Asking,
    newsroom: Newsroom,
    *,
    closed: str | None,
) -> ProofView:
    wish = subscription.wish
    found = lineup_of(proof, wish, newsroom, asking.now, was_sent=closed is not None)
    return ProofView(
        id=proof.id,
        wish=wish,
        goes_out_at=goes_out_at(wish, proof.due_at),
        briefing=found.briefing,
        numbers=found.numbers,
        dropped=_dropped(proof, newsroom),
        pinned=frozenset(each.number for each in proof.picks if each.pinned),
        stopped_by=proof.stopped_by,
        approved_by=proof.approved_by,
        is_paused=subscription.paused,
        is_here=proof.approver == wish.chat.key,
        closed=closed,
    )


def _dropped(proof: Proof, newsroom: Newsroom) -> tuple[Dropped, ...]:
    dropped = {each.pick.item: each.number for each in proof.picks if each.is_dropped}
    return tuple(
        Dropped(number=dropped[item.id], title=item.headline)
        for item in newsroom.items.items(tuple(dropped))
    )


def _what_became(proof: Proof, newsroom: Newsroom, voice: Voice) -> str:
    say, slot = voice.wording.say, newsroom.proofs.briefing_slot(proof)
    if slot is None:
        return say("This draft was given up: its subscription has another time now.")
    if slot.state in (SlotState.SENT, SlotState.LATE):
        moment = voice.wording.moment(slot.ended_at or slot.due_at, voice.zone)
        return say(
            "Too late for that: this briefing went out at {moment}. Nothing was changed.",
            moment=moment,
        )
    if slot.ended_at is None:
        return say("Too late for that: this briefing is going out just now. Nothing was changed.")
    reason = reason_in_words(slot.reason or "", voice.wording)
    return say(
        "Too late for that: nothing was sent ({reason}). Nothing was changed.",
        reason=clipped(reason, MAX_REASON_CHARS),
    )
