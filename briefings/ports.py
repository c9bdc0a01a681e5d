"""What the core needs of the outside, as Protocols that storage and bot fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from briefings.model.briefings import Briefing, BriefingId, Found, StoredBriefing
from briefings.model.charts import Chart, Picture
from briefings.model.chats import Answer, Ask, ChatKind, ChatRef, ChatSettings
from briefings.model.documents import ParsedDocument
from briefings.model.items import Item, ItemId, Joined, Label, ParsedItem, StoryId, ThemeId
from briefings.model.marks import ChatHoldings
from briefings.model.mendings import Mending
from briefings.model.pages import MessagePart, Page
from briefings.model.proofs import Decision, Proof, ProofId
from briefings.model.stored import DocumentReport, PublishedDays, SourceSummary, ThemeCount
from briefings.model.subscriptions import (
    DuePlan,
    Ended,
    OutboxCounts,
    OutboxPart,
    Outcome,
    PartId,
    Silence,
    Slot,
    SlotId,
    SlotState,
    Subscription,
    SubscriptionId,
    SubscriptionWish,
    Timetable,
)
from briefings.model.times import Period
from briefings.model.tokens import Token


class ItemStore(Protocol):
    """Documents and items. Every write is one transaction."""

    def put_document(
        self,
        document: ParsedDocument,
        labels: Sequence[tuple[Label, ...]],
        *,
        source: str | None,
        now: datetime,
    ) -> DocumentReport:
        """Store a document with the labels of each of its items, in the items' order.

        The same content again (under any name) changes nothing. Corrected content under the same
        name keeps the identity of items that stayed; items gone from the document are marked, not
        deleted. An item of `.jsonl` is known by its `external_id` within its document's name.
        """

    def stories_to_assign(self, *, limit: int = 500) -> tuple[Item, ...]:
        """Items that belong to no story yet, in the order they were stored."""

    def story_candidates(self, item: Item, *, days: int, limit: int) -> tuple[Item, ...]:
        """Items published within `days` around `item` that share words or links, most first."""

    def likely_tellings(
        self, items: Sequence[Item], *, days: int, limit: int
    ) -> tuple[tuple[Item, ...], ...]:
        """For each item those published within `days` around it that share telling words or links
        with it, most first; what shares only words of very many items is left out.
        """

    def assign_stories(self, joined: Sequence[Joined]) -> None:
        """Put each item into the story of another, or into a new one of its own, in this order.

        An item that has a story by now stays in it.
        """

    def put_phrases(self, forms: Mapping[ItemId, Sequence[str]]) -> None:
        """Keep the noun phrases that were found in these items, in place of those before. They are
        forgotten when a corrected document gives the item another text.
        """

    def to_phrase(self, *, after: ItemId, limit: int, anew: bool = False) -> tuple[ItemId, ...]:
        """The first items behind `after` whose phrases are not kept; with `anew`, of all."""

    def published_within(
        self, period: Period, *, themes: Sequence[ThemeId], limit: int
    ) -> tuple[Item, ...]:
        """Items that count in `period` (a superset by one day at each end, for zones), newest
        first; of any of `themes`, or all items where none is given.
        """

    def ids_published_within(
        self, period: Period, *, themes: Sequence[ThemeId], limit: int, one_in: int = 1
    ) -> tuple[ItemId, ...]:
        """As `published_within`, but their ids alone; with `one_in`, of a sample of the items."""

    def published_days(self, period: Period, *, themes: Sequence[ThemeId]) -> PublishedDays:
        """How many items of any of `themes` (all where none is given) count on each day of the
        period, in days of the default zone. Nothing but counts is read.
        """

    def tidy(self) -> None:
        """Make searches quick again after a long run of writing; others can write meanwhile."""

    def close_window(self, until: datetime) -> None:
        """No item that is stored from now on counts as stored at or before `until`."""

    def ids_stored_within(
        self,
        after: datetime,
        until: datetime,
        *,
        themes: Sequence[ThemeId],
        limit: int,
        published_since: date | None = None,
    ) -> tuple[ItemId, ...]:
        """Items stored after `after`, up to and with `until`, newest first; without those whose
        last day lies before `published_since`.
        """

    def newest_day(self, *, themes: Sequence[ThemeId], before: date | None = None) -> date | None:
        """The last day on which an item of these themes (all items if none) counts."""

    def items(self, ids: Sequence[ItemId]) -> tuple[Item, ...]:
        """These items in the order asked for; unknown and hidden ids are left out."""

    def of_story(self, story: StoryId, *, limit: int = 50) -> tuple[Item, ...]:
        """The items of a story, newest first."""

    def ids_of_story(self, story: StoryId) -> frozenset[ItemId]:
        """All items of a story."""

    def document_text(self, item: ItemId) -> str | None:
        """The decoded text of the item's document, which its span counts in."""

    def search(
        self,
        words: Sequence[str],
        *,
        newest: bool,
        limit: int,
        offset: int = 0,
        themes: Sequence[ThemeId] = (),
        period: Period | None = None,
        without: Sequence[str] = (),
        forgiving: bool = False,
    ) -> tuple[Found, ...]:
        """Items that hold all of `words` (particles and spacing aside), best or newest first.

        Other names of a word count as the word. Best first, where few items hold all words, those
        that hold most of them follow. Where there is nothing at all, what a slip of the finger
        may have meant is looked for, and words that no item holds are left out: always best
        first, newest first only where it is asked to be `forgiving`.
        """

    def theme_counts(self) -> tuple[ThemeCount, ...]:
        """How many items each theme holds, and the newest day."""

    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources that documents were stored under, with counts."""

    def item_count(self) -> int:
        """How many items are stored and not hidden."""


class BriefingStore(Protocol):
    """Briefings with their numbers, and the messages that speak for them."""

    def keep(self, briefing: Briefing, chat: ChatRef | None) -> BriefingId:
        """Store a briefing with its numbered picks; numbers never change afterwards."""

    def briefing(self, briefing: BriefingId) -> StoredBriefing | None:
        """A stored briefing, or `None` where it does not exist (any more)."""

    def shown(self, briefing: BriefingId, count: int) -> None:
        """Record that the first `count` picks were shown (what `/more` goes on from)."""

    def remember_messages(
        self, briefing: BriefingId, chat: ChatRef, message_ids: Sequence[str]
    ) -> None:
        """Record the platform's ids of the messages that speak for `briefing`."""

    def of_message(self, chat: ChatRef, message_id: str) -> BriefingId | None:
        """The briefing that a message speaks for."""

    def newest(self, chat: ChatRef) -> BriefingId | None:
        """The chat's (and thread's, where `chat.thread` is set) newest briefing."""

    def told(self, chat: ChatRef, *, since: datetime) -> frozenset[ItemId]:
        """Items that pushed briefings have shown in this chat since then, or that an approver
        left out of one; merged ones too.
        """


class ChatStore(Protocol):
    """Chats and what they chose; events seen."""

    def settings(self, chat: ChatRef) -> ChatSettings:
        """What the chat chose; defaults (`None`) where it never did."""

    def touch(self, chat: ChatRef, kind: ChatKind, language: str | None, now: datetime) -> None:
        """Record that the chat exists, its kind, and the person's language where known."""

    def change(self, chat: ChatRef, settings: ChatSettings) -> None:
        """Store what the chat chose."""

    def move(self, old: ChatRef, new: ChatRef) -> None:
        """The chat has a new address (Telegram supergroups): everything of it moves."""

    def first_time(self, event_key: str, now: datetime) -> bool:
        """Whether this event was never seen before; records it. Survives restarts."""


class MendingStore(Protocol):
    """What curators mended, as readers are told of it."""

    def of(self, items: Sequence[ItemId]) -> tuple[Mending, ...]:
        """The mendings of these items, oldest first."""


class MarkStore(Protocol):
    """A chat's own marks: items that it keeps, words that it does not want to read."""

    def save(self, chat: ChatRef, item: ItemId, now: datetime) -> bool:
        """Keep the item; whether it was not kept before."""

    def unsave(self, chat: ChatRef, item: ItemId) -> bool:
        """Keep the item no longer; whether it was kept."""

    def saved(self, chat: ChatRef) -> tuple[ItemId, ...]:
        """The items that the chat keeps, newest marks first."""

    def mute(self, chat: ChatRef, words: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Mute the words; those that were not muted before."""

    def unmute(self, chat: ChatRef, words: Sequence[str]) -> tuple[str, ...]:
        """Mute the words no longer; those that were muted."""

    def muted(self, chat: ChatRef) -> tuple[str, ...]:
        """The words that drop stories for the chat, oldest first."""

    def held(self, chat: ChatRef) -> ChatHoldings:
        """How much of each kind is stored of the chat."""

    def forget(self, chat: ChatRef) -> ChatHoldings:
        """Erase everything of the chat; how much of each kind there was."""


class SubscriptionStore(Protocol):
    """Subscriptions and their slots. The database is the only truth about what is due."""

    def add(self, wish: SubscriptionWish, *, next_due_at: datetime, now: datetime) -> Subscription:
        """Store a subscription; its window starts 7 days back or now, as the wish says.

        A biweekly schedule without an anchor counts from the week of `next_due_at`.
        """

    def add_many(
        self, wishes: Sequence[tuple[SubscriptionWish, datetime]], *, now: datetime
    ) -> tuple[Subscription, ...]:
        """Store many with their first due times, all or none."""

    def of_chat(self, chat: ChatRef) -> tuple[Subscription, ...]:
        """The chat's subscriptions, oldest first; in a forum topic only those of the topic."""

    def all(self) -> tuple[Subscription, ...]:
        """All subscriptions, oldest first."""

    def get(self, subscription: SubscriptionId) -> Subscription | None:
        """One subscription."""

    def remove(self, subscription: SubscriptionId) -> bool:
        """Remove it with its slots and unsent parts; whether it was there."""

    def pause(
        self, subscription: SubscriptionId, *, reason: str | None, until: datetime | None = None
    ) -> None:
        """No slots until resumed, or until the first tick after `until`."""

    def pause_chat(self, chat: ChatRef, *, reason: str) -> tuple[SubscriptionId, ...]:
        """Pause all subscriptions of a chat that takes nothing more; those that were not yet."""

    def resume(self, subscription: SubscriptionId, *, next_due_at: datetime) -> None:
        """Slots again, from `next_due_at`."""

    def change(
        self, subscription: SubscriptionId, wish: SubscriptionWish, *, next_due_at: datetime
    ) -> None:
        """Replace what a subscription wishes; its window and its history stay."""

    def wake(self, now: datetime, next_due: Callable[[Subscription], datetime]) -> int:
        """Resume subscriptions whose pause has run out, from their next due time; how many."""

    def take_due(self, now: datetime, plan: Callable[[Timetable], DuePlan], *, limit: int) -> int:
        """In one transaction: write the slots of each due subscription as `plan` says (unique on
        subscription and due time) and move its `next_due_at` on. How many were due, at most
        `limit`.

        An older slot of the same subscription of which nothing was sent yet ends as skipped:
        the new one tells it.
        """

    def end_paused(self, now: datetime) -> int:
        """End open slots of paused subscriptions of which nothing was sent; how many."""

    def unassembled(self, now: datetime, *, limit: int) -> tuple[tuple[Slot, Subscription], ...]:
        """Slots to make a briefing for, oldest first, with their subscriptions.

        Left out: those put off beyond `now`, of paused subscriptions, and those whose
        subscription is still sending an earlier one.
        """

    def postpone(
        self,
        slot: SlotId,
        *,
        not_before: datetime,
        error: str | None = None,
        spends_attempt: bool = False,
    ) -> None:
        """Put the making of a slot's briefing off, with the reason."""

    def last_slot(self, subscription: SubscriptionId) -> Slot | None:
        """The newest slot of a subscription."""

    def slots(self, subscription: SubscriptionId, *, limit: int) -> tuple[Slot, ...]:
        """The newest slots of a subscription, newest first."""

    def next_due(self) -> datetime | None:
        """The earliest due time of all that is not paused."""


class ProofStore(Protocol):
    """Drafts that approvers are shown before a briefing goes out, and what they decide."""

    def undrafted(self, now: datetime) -> tuple[tuple[Subscription, datetime], ...]:
        """Subscriptions whose next briefing, due at the instant beside it, has no draft yet and
        may want one by now, soonest first.

        Also briefings that are due but wait for the end of quiet hours.
        """

    def keep(
        self,
        subscription: Subscription,
        due_at: datetime,
        target: ChatRef,
        briefing: Briefing | None,
        draw: Callable[[ProofId], Sequence[MessagePart]],
        *,
        now: datetime,
    ) -> bool:
        """In one transaction: keep a draft of what is stored by `now` and the messages that show
        it in `target`. Whether it was still wanted: a second call changes nothing.

        Without messages nobody is shown it; it holds what its briefing will tell all the same.
        """

    def fail(
        self, subscription: SubscriptionId, due_at: datetime, *, reason: str, now: datetime
    ) -> None:
        """Record that no draft can be made for the briefing due then, so that none is tried."""

    def of_slot(self, subscription: SubscriptionId, due_at: datetime) -> Proof | None:
        """The draft of the briefing due then."""

    def get(self, proof: ProofId) -> Proof | None:
        """One draft; `None` where it does not exist (any more)."""

    def decide(
        self, proof: ProofId, decision: Decision, number: int | None, *, by: str
    ) -> Proof | None:
        """In one transaction: the draft with a decision made, `None` where its time has passed.

        The same decision twice changes nothing more.
        """

    def briefing_slot(self, proof: Proof) -> Slot | None:
        """The slot of a draft's briefing; `None` while it is not due."""


class Outbox(Protocol):
    """Parts to send. A retry goes on at the first part not recorded as sent."""

    def assembled(
        self,
        slot: Slot,
        chat: ChatRef,
        briefing: Briefing | None,
        draw: Callable[[BriefingId | None], Sequence[MessagePart]],
        *,
        window_until: datetime,
        ends_as: SlotState,
        reason: str | None,
        now: datetime,
        proof: Proof | None = None,
    ) -> bool:
        """In one transaction: keep the briefing, draw and write its parts, move the slot on.

        With no parts the slot ends here as `ends_as`, its reason kept; an empty one moves the
        window on. Whether the slot was still to be made: a second call changes nothing, and
        neither does one for a `proof` about which more was decided meanwhile.
        """

    def end(
        self,
        slot: SlotId,
        state: SlotState,
        *,
        reason: str,
        now: datetime,
        proof: Proof | None = None,
    ) -> None:
        """End a slot that no briefing is made for, unless more was decided about its `proof`."""

    def claim(
        self,
        platform: str,
        now: datetime,
        *,
        ahead_seconds: float,
        limit: int,
        answered: Sequence[tuple[ChatRef, datetime]] = (),
    ) -> tuple[OutboxPart, ...]:
        """Take parts that may be sent by `now + ahead_seconds` (steady clock), in their order.

        The first unsent part of each slot only, one a chat, each with the instant that the rate
        gate gave it. `answered` are messages that went out beside the outbox since last time.
        """

    def record(self, outcomes: Sequence[Outcome], *, now: datetime) -> tuple[Ended, ...]:
        """Write down what came of claimed parts, in one transaction that outlives a power cut.

        The last part of a slot ends it: a delivered one moves the window on. Gives back the
        slots that ended. A part that is not being sent (any more) is left as it is.
        """

    def recover(self, steady: datetime, *, now: datetime) -> int:
        """At a start, when nothing is under way: parts that were being sent when the last process
        ended wait again, counted as maybe twice when repeated; or are parked where their reader
        wants no repeat. How many there were.
        """

    def reclaim(self, steady: datetime, *, now: datetime, mine: frozenset[PartId]) -> int:
        """Parts whose lease ran out, but those that this process still sends; as `recover`."""

    def next_ready(self, platform: str) -> datetime | None:
        """When (steady clock) the next waiting part of a platform may be sent; `None` for none."""

    def waiting(self) -> int:
        """How many parts are not sent yet."""

    def counts(self) -> OutboxCounts:
        """How the parts stand that are still kept, for the operator."""

    def expire(self, now: datetime) -> tuple[Ended, ...]:
        """End slots that were not sent in full within the policy's age; they end as failed."""

    def take_back_stale(self, now: datetime) -> int:
        """Briefings made on time of which nothing was sent until they are late are made again, so
        that they say so and tell what is new by now; each once. How many.
        """

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Slots that should have ended by the policy's grace time and have not; each only once.

        Not those that are in line: nothing was tried of them yet, and what is before them goes.
        """

    def clean_up(self, now: datetime, *, steady: datetime) -> int:
        """Drop slots that ended long ago (each subscription keeps its newest), and idle gates."""


class Sender(Protocol):
    """A platform as delivery sees it."""

    @property
    def platform(self) -> str:
        """`telegram`, `slack` or `terminal`."""

    async def send(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """Send one message, give back the platform's id of it; raises a `SendError`."""

    async def send_plain(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """The same text without markup, after `MarkupRefused`; otherwise as `send`."""


@runtime_checkable
class Finder(Protocol):
    """A sender whose platform can be asked whether a message of ours arrived."""

    async def find_delivery(
        self, target: ChatRef, delivery_key: str, since: datetime
    ) -> str | None:
        """The platform's id of the message with that key, `None` where it surely is not there.

        Raises `OutcomeUnknown` where we may not look, `NotSent` or `WaitBeforeSending` where it
        cannot be asked just now.
        """


@runtime_checkable
class Lively(Protocol):
    """A sender whose platform can be asked, harmlessly, whether it answers at all."""

    async def is_alive(self) -> bool:
        """Whether the platform answers; never raises for what the network does."""


class Platform(Protocol):
    """A chat platform as the program starts and stops it."""

    @property
    def sender(self) -> Sender:
        """What delivery sends through."""

    async def start(self, *, listen: bool = True) -> str:
        """Connect and listen; gives back how (`polling`, `socket`, `http`) for the ready line.

        Without `listen` it can only send, and another process may go on listening. Raises
        `ConfigurationError` naming the setting where a token is refused.
        """

    async def stop(self) -> None:
        """Take nothing new, finish what is half handled, disconnect."""


class Renderer(Protocol):
    """A platform as writing sees it: pure, no I/O."""

    def __call__(self, page: Page) -> tuple[MessagePart, ...]:
        """The page as messages, each within every limit of the platform, split at block edges."""


class Desk(Protocol):
    """The product as a platform sees it. Safe to call from the event loop: work is in threads."""

    async def answer(self, ask: Ask) -> Answer:
        """Answer anything asked; never raises for what a reader did."""

    async def sent(self, answer: Answer, chat: ChatRef, message_ids: Sequence[str]) -> None:
        """Report the ids of the messages that an answer became."""

    async def first_time(self, event_key: str) -> bool:
        """Whether this platform event is new (they are delivered more than once)."""

    async def chat_moved(self, old: ChatRef, new: ChatRef) -> None:
        """The platform gave the chat a new address."""

    async def chat_gone(self, chat: ChatRef, reason: str) -> None:
        """The bot was blocked or removed: nothing more can be sent there."""


class ChartPainter(Protocol):
    """Paints charts. Heavy: called in a thread, never on the event loop."""

    def paint(self, chart: Chart) -> Picture:
        """The chart as a picture for a phone. Raises `NotPainted`."""

    def close(self) -> None:
        """Give back what painting holds."""


class Labeller(Protocol):
    """Gives an item its themes."""

    def __call__(self, item: ParsedItem) -> tuple[Label, ...]:
        """Only labels that are stored, most certain first."""


class Tokenizer(Protocol):
    """Cuts texts into tokens. Heavy: called where a document is taken in, never for an answer."""

    def tokenize(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each text, in its order. Raises `NotTokenized`."""

    def close(self) -> None:
        """Give back what tokenising holds."""
