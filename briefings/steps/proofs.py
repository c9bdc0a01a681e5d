"""Drafts are shown to their approvers before the hour, and become what is sent at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefings.choose import ALSO, STORIES
from briefings.deliver.outcomes import said
from briefings.deliver.plan import quiet_until
from briefings.deliver.proofs import goes_out_at, is_to_be_shown, lineup
from briefings.errors import StoreError
from briefings.model.briefings import Briefing, Length, Pick, StoredPick
from briefings.model.chats import ChatRef
from briefings.model.habits import Approval, NothingNew
from briefings.model.items import Item, ItemId
from briefings.model.pages import MessagePart
from briefings.model.proofs import Proof, ProofId
from briefings.model.subscriptions import Slot, Subscription, SubscriptionWish, Window
from briefings.ports import ProofStore, Renderer
from briefings.steps.again import pick_again
from briefings.steps.brief import credits_of, unmuted, untold
from briefings.steps.drafts import Draft, Write
from briefings.steps.newsroom import Newsroom
from briefings.steps.push import TOLD_DAYS, asked_of, briefing_draft, empty_draft
from briefings.steps.shelf import Shelf
from briefings.write.proofs import ProofView, proof_page
from briefings.write.voice import Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Undrafted:
    """A briefing that nobody is shown a draft of, and why; it goes out on time all the same."""

    subscription: Subscription
    due_at: datetime
    error: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lineup:
    """What a draft tells by now: its briefing, `None` where nothing is left in it.

    `numbers` are the numbers that the draft's buttons know the briefing's picks by, in order.
    """

    briefing: Briefing | None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofSteps:
    """Shows drafts, and makes briefings of them. Safe to call again at any time."""

    proofs: ProofStore
    newsroom: Newsroom
    write: Write
    renderers: Mapping[str, Renderer]
    close_window: Callable[[datetime], None]

    def show(self, now: datetime) -> tuple[int, tuple[Undrafted, ...]]:
        """Write the drafts that are to be there by now, for their approvers' chats.

        How many, and those that could not be made: each is tried once. Raises `StoreError` where
        the database cannot be used.
        """
        wanted = [
            (subscription, due_at, approval)
            for subscription, due_at in self.proofs.undrafted(now)
            if (approval := subscription.wish.approval) is not None
            and is_to_be_shown(subscription.wish, due_at, now)
            and not self._sleeps(approval, subscription.wish, now)
        ]
        if not wanted:
            return 0, ()
        self.close_window(now)
        tried = [self._shown(*each, now) for each in wanted]
        failed = tuple(each for each in tried if each is not None)
        return len(tried) - len(failed), failed

    def of_slot(self, slot: Slot) -> Proof | None:
        """What was shown before the briefing of a slot."""
        return self.proofs.of_slot(slot.subscription, slot.due_at)

    def draft_of(
        self, proof: Proof, wish: SubscriptionWish, window: Window, now: datetime
    ) -> Draft | None:
        """What is sent of a draft: the stories that are left, without what came in since."""
        found = lineup_of(proof, wish, self.newsroom, now, late_for=window.late_for)
        voice = voice_of(wish, wish.chat, self.newsroom, now)
        if found.briefing is None:
            return empty_draft(wish, voice)
        return briefing_draft(found.briefing, voice)

    def _sleeps(self, approval: Approval, wish: SubscriptionWish, now: datetime) -> bool:
        """Whether the approver's chat has quiet hours just now."""
        chosen = self.newsroom.chats.settings(approver_of(approval, wish))
        return quiet_until(chosen.quiet, ZoneInfo(chosen.zone or wish.zone), now) is not None

    def _shown(
        self, subscription: Subscription, due_at: datetime, approval: Approval, now: datetime
    ) -> Undrafted | None:
        try:
            self._keep(subscription, due_at, approval, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a draft trips over stays its own
            reason = f"{type(error).__name__}: {said(error)}"
            self.proofs.fail(subscription.id, due_at, reason=reason, now=now)
            return Undrafted(subscription=subscription, due_at=due_at, error=reason)
        return None

    def _keep(
        self, subscription: Subscription, due_at: datetime, approval: Approval, now: datetime
    ) -> None:
        wish = subscription.wish
        target = approver_of(approval, wish)
        renderer = self.renderers.get(target.platform)
        if renderer is None:
            raise LookupError(f"{target.platform} is not connected: its token is missing")
        window = Window(after=subscription.window_from, until=now)
        draft = self.write(subscription, window, now)
        briefing = None if draft is None else draft.briefing
        voice = voice_of(wish, target, self.newsroom, now)

        def draw(number: ProofId) -> tuple[MessagePart, ...]:
            if briefing is None and wish.nothing_new is NothingNew.SILENT:
                return ()
            numbers = tuple(pick.number for pick in briefing.numbered) if briefing else ()
            view = ProofView(
                id=number,
                wish=wish,
                goes_out_at=goes_out_at(wish, due_at),
                briefing=briefing,
                numbers=numbers,
                is_here=target == wish.chat,
            )
            return renderer(proof_page(view, voice))

        self.proofs.keep(subscription, due_at, target, briefing, draw, now=now)


def approver_of(approval: Approval, wish: SubscriptionWish) -> ChatRef:
    """Where the draft is shown; in the subscription's own chat in its own thread."""
    if approval.approver == wish.chat.key:
        return wish.chat
    platform, _, address = approval.approver.partition(":")
    return ChatRef(platform=platform, address=address)


def lineup_of(
    proof: Proof,
    wish: SubscriptionWish,
    newsroom: Newsroom,
    now: datetime,
    *,
    late_for: datetime | None = None,
    was_sent: bool = False,
) -> Lineup:
    """The stories of a draft that are left, numbered anew.

    Without those that were taken out or muted meanwhile, or told here unless that was by the
    draft itself (`was_sent`). Where an item was corrected since, it is told as corrected.
    """
    since = None if was_sent else now - timedelta(days=TOLD_DAYS)
    items = _readable(proof, wish, newsroom, told_since=since)
    left = [pick for pick in lineup(proof) if pick.item in items]
    if not left:
        return Lineup(briefing=None)
    shown = STORIES[wish.length]
    also = 0 if wish.length is Length.TITLES else ALSO
    picks = _picks(left, items, wish.length, summarised=shown + also)
    briefing = Briefing(
        wish=asked_of(wish),
        period=proof.period,
        language=wish.language,
        written_at=now,
        keywords=proof.keywords,
        stories=picks[:shown],
        also=picks[shown : shown + also],
        rest=picks[shown + also :],
        credits=credits_of(pick.candidate.item for pick in picks[: shown + also]),
        late_for=late_for,
    )
    return Lineup(briefing=briefing, numbers=tuple(pick.number for pick in left))


def _readable(
    proof: Proof, wish: SubscriptionWish, newsroom: Newsroom, *, told_since: datetime | None
) -> Mapping[ItemId, Item]:
    wanted = [item for each in proof.picks for item in (each.pick.item, *each.pick.others)]
    found = unmuted(
        newsroom.items.items(tuple(dict.fromkeys(wanted))), newsroom.marks.muted(wish.chat)
    )
    if told_since is None:
        return {item.id: item for item in found}
    told = newsroom.briefings.told(wish.chat, since=told_since)
    fresh = [item for item in found if item.id not in told]
    return {item.id: item for item in untold(fresh, told, Shelf(newsroom.items))}


def _picks(
    left: list[StoredPick], items: Mapping[ItemId, Item], length: Length, *, summarised: int
) -> tuple[Pick, ...]:
    again = (
        pick_again(pick, items, number=number, length=length if number <= summarised else None)
        for number, pick in enumerate(left, 1)
    )
    return tuple(pick for pick in again if pick is not None)


def voice_of(wish: SubscriptionWish, target: ChatRef, newsroom: Newsroom, now: datetime) -> Voice:
    """How a draft speaks: in the subscription's language and time, in the ways of a chat."""
    return newsroom.voice(wish.language, ZoneInfo(wish.zone), now, platform=target.platform)
