"""A whole product whose briefings are approved, on a clock that is moved by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.app import Product
from bot.platforms.telegram.render import render
from briefings.deliver.due import no_holidays
from briefings.errors import DestinationGone
from briefings.model.chats import Answer, Ask, ChatKind, ChatRef
from briefings.model.habits import Approval
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.pages import Block, Button, Buttons, Group, Page
from briefings.model.subscriptions import (
    Delivered,
    DeliveryPolicy,
    Ended,
    Gone,
    Outcome,
    Schedule,
    SlotState,
    Subscription,
    SubscriptionWish,
)
from briefings.steps.answer import answer
from briefings.steps.due import DueSteps
from briefings.steps.proofs import ProofSteps
from briefings.steps.push import writer_of
from storage.outbox import StoredOutbox
from tests.builders import document, parsed_item, product_in, store
from tests.deliver.fakes import HandClock

NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""Nine in the morning of a Monday in Seoul."""

MOST_CLAIMS = 50
HALF_PAST_EIGHT = NINE - timedelta(minutes=30)
GROUP = ChatRef(platform="telegram", address="-1001")
EDITOR = ChatRef(platform="telegram", address="7")
NAMES = (
    "한결은행 연금 조회",
    "누리페이 버스 결제",
    "도담뱅크 하루 심사",
    "가온카드 얼굴 인증",
    "미르증권 소수점 거래",
    "새빛보험 자동 청구",
    "다온저축은행 모바일 창구",
    "해솔캐피탈 비교 대출",
)


def a_wish(**changes: object) -> SubscriptionWish:
    wish = SubscriptionWish(
        chat=GROUP,
        themes=(ThemeId("fintech"),),
        schedule=Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(9)),
        zone="Asia/Seoul",
        language=Language.KOREAN,
        approval=Approval(minutes=30, approver=EDITOR.key),
    )
    return replace(wish, **changes)


@dataclass
class Desk:
    """One process: what is sent is kept by chat; buttons are found by their labels."""

    product: Product
    clock: HandClock
    sent: list[tuple[str, str]] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        room = self.product.newsroom
        policy, write = DeliveryPolicy(), writer_of(room)
        renderers = {"telegram": render}
        self.outbox = StoredOutbox(self.product.database, policy)
        self.steps = DueSteps(
            subscriptions=self.product.subscriptions,
            outbox=self.outbox,
            write=write,
            renderers=renderers,
            close_window=self.product.items.close_window,
            policy=policy,
            is_holiday=no_holidays,
            proofs=ProofSteps(
                proofs=room.proofs,
                newsroom=room,
                write=write,
                renderers=renderers,
                close_window=self.product.items.close_window,
            ),
        )

    def subscribe(self, wish: SubscriptionWish | None = None, *, due: datetime = NINE):
        now = due - timedelta(days=1)
        return self.product.subscriptions.add(wish or a_wish(), next_due_at=due, now=now)

    def at(self, now: datetime) -> None:
        """A round at this instant: tick, assemble, send all that can be sent."""
        self.clock.move(seconds=(now - self.clock.now()).total_seconds())
        self.steps.tick(now)
        while self.steps.assemble(now).made:
            pass
        self.send()

    def send(self) -> None:
        now = self.clock.now()
        steady = now
        for _ in range(MOST_CLAIMS):
            if not self.outbox.waiting():
                return
            for part in self.outbox.claim("telegram", steady, ahead_seconds=0, limit=9):
                verdict = Delivered(message_id=str(len(self.sent) + 1), at=now)
                if part.target.key in self.gone:
                    verdict = Gone(error=str(DestinationGone("Forbidden: bot was blocked")))
                else:
                    self.sent.append((part.target.key, part.message.payload))
                outcome = Outcome(part=part, verdict=verdict, tried_at=steady)
                self.ended += self.outbox.record([outcome], now=now)
            steady += timedelta(seconds=2)

    def press(
        self,
        code: str,
        *,
        chat: ChatRef = EDITOR,
        kind: ChatKind = ChatKind.PRIVATE,
        person: str = EDITOR.key,
        name: str | None = "김편집",
        may_manage: bool = True,
    ) -> Answer:
        ask = Ask(
            chat=chat,
            kind=kind,
            person=person,
            text="",
            now=self.clock.now(),
            action=code,
            answered_message="1",
            may_manage=may_manage,
            person_name=name,
        )
        return answer(ask, self.product.newsroom)

    def say(self, text: str, *, chat: ChatRef = GROUP, **changes: object) -> str:
        ask = Ask(
            chat=chat,
            kind=ChatKind.GROUP,
            person=EDITOR.key,
            text=text,
            now=self.clock.now(),
        )
        return words(answer(replace(ask, **changes), self.product.newsroom).page)

    def texts(self, chat: ChatRef) -> list[str]:
        """What a chat was sent, as the server parses it."""
        return [json.loads(payload)["text"] for key, payload in self.sent if key == chat.key]

    def codes(self, chat: ChatRef = EDITOR) -> dict[str, str]:
        """The buttons of the newest message of a chat: label to code."""
        newest = [json.loads(payload) for key, payload in self.sent if key == chat.key][-1]
        rows = newest["reply_markup"]["inline_keyboard"]
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    def ends(self, subscription: Subscription) -> list[tuple[SlotState, str | None]]:
        slots = self.product.subscriptions.slots(subscription.id, limit=100)
        return [(slot.state, slot.reason) for slot in reversed(slots)]


@contextmanager
def a_desk(folder: Path, *, now: datetime = HALF_PAST_EIGHT, stories: int = 8) -> Iterator[Desk]:
    with product_in(folder) as product:
        if stories:
            stock(product, NAMES[:stories], now=now - timedelta(hours=3))
        yield Desk(product, HandClock(now))


def stock(product: Product, names: tuple[str, ...], *, now: datetime, source: str = "매체") -> None:
    """Store an item a name, each from a document and a source of its own."""
    for name in names:
        item = parsed_item(
            1,
            f"{name} 시작",
            f"{name} 서비스를 다음 달부터 시작한다고 밝혔다.",
            day="2026-11-22",
            source=f"{source} {name[:2]}",
            url=f"https://news.example.com/{abs(hash(name))}",
            themes=["fintech"],
        )
        store(product, document(f"{name}.md", item), now=now)


def words(page: Page) -> str:
    return "\n".join(json.loads(part.payload)["text"] for part in render(page))


def buttons(page: Page) -> dict[str, str]:
    """The buttons of a page: label to code."""
    return {button.label: button.action or "" for button in _buttons(page.blocks)}


def _buttons(blocks: tuple[Block, ...]) -> Iterator[Button]:
    for block in blocks:
        if isinstance(block, Buttons):
            yield from block.buttons
        elif isinstance(block, Group):
            yield from _buttons(block.blocks)
