"""Approval: when a draft is shown, what decisions make of it, and which stories are left in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefings.deliver.plan import quiet_until
from briefings.model.briefings import StoredPick
from briefings.model.proofs import Decision, Proof, ProofPick
from briefings.model.subscriptions import SubscriptionWish


def goes_out_at(wish: SubscriptionWish, due_at: datetime) -> datetime:
    """When the briefing that is due then is sent: quiet hours put it off to their end."""
    return quiet_until(wish.quiet, ZoneInfo(wish.zone), due_at) or due_at


def is_to_be_shown(wish: SubscriptionWish, due_at: datetime, now: datetime) -> bool:
    """Whether the draft of the briefing that is due then is to be there by now."""
    if wish.approval is None:
        return False
    before = timedelta(minutes=wish.approval.minutes)
    return goes_out_at(wish, due_at) - before <= now < goes_out_at(wish, due_at)


def decided(proof: Proof, decision: Decision, number: int | None, by: str) -> Proof:
    """The draft after a decision; one that changes nothing leaves it as it is.

    A story that is not in it is left alone. Whatever is decided about a story, the whole is no
    longer approved as it was seen.
    """
    changed = _after(proof, decision, number, by)
    return proof if changed == proof else replace(changed, version=proof.version + 1)


def lineup(proof: Proof) -> tuple[StoredPick, ...]:
    """The picks that are left, in the order that they are told in: the last pinned one first."""
    left = [each for each in proof.picks if not each.is_dropped]
    return tuple(each.pick for each in sorted(left, key=lambda each: (-each.pinned, each.number)))


def _after(proof: Proof, decision: Decision, number: int | None, by: str) -> Proof:
    match decision:
        case Decision.STOP:
            return replace(proof, stopped_by=proof.stopped_by or by, approved_by=None)
        case Decision.GO_ON:
            return replace(proof, stopped_by=None)
        case Decision.APPROVE:
            if proof.stopped_by is not None:  # another approver's, pressed under an older message
                return proof
            return replace(proof, approved_by=proof.approved_by or by)
        case Decision.DROP:
            return _with(proof, number, lambda pick: replace(pick, is_dropped=True, pinned=0))
        case Decision.KEEP:
            return _with(proof, number, lambda pick: replace(pick, is_dropped=False, pinned=0))
        case Decision.PIN:
            top = max((each.pinned for each in proof.picks), default=0)
            return _with(proof, number, lambda pick: _pinned(pick, top))


def _pinned(pick: ProofPick, top: int) -> ProofPick:
    is_first = 0 < pick.pinned == top
    return pick if is_first else replace(pick, is_dropped=False, pinned=top + 1)


def _with(proof: Proof, number: int | None, change: Callable[[ProofPick], ProofPick]) -> Proof:
    picks = tuple(change(each) if each.number == number else each for each in proof.picks)
    return proof if picks == proof.picks else replace(proof, picks=picks, approved_by=None)
