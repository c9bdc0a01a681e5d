import asyncio
import itertools
from datetime import datetime, timedelta

from bot.clock import SystemClock
from bot.delivery import Delivery
from briefings.errors import (
    DestinationGone,
    DestinationMoved,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    WaitBeforeSending,
)
from briefings.model.chats import ChatRef
from briefings.model.subscriptions import Ended, SlotState
from tests.deliver.conftest import Post, a_wish
from tests.deliver.fakes import NINE, HurriedClock, ScriptedSender, draft, refusals

MINUTE = timedelta(minutes=1)


def due(post: Post, *addresses: str, text: str = "news", **changes: object):
    """Subscriptions with an assembled briefing of as many parts as `text` has lines."""
    subscriptions = [post.subscribe(a_wish(address, **changes)) for address in addresses]
    steps = post.with_write(lambda *_: draft(text))
    steps.tick(NINE)
    steps.assemble(NINE, limit=1000)
    return subscriptions


async def drained(post: Post, *senders: ScriptedSender, patience: float = 5.0):
    async with post.delivering(*senders) as delivery:
        return await asyncio.wait_for(delivery.drain(patience_seconds=patience), 30)


async def test_what_is_due_is_sent_once_and_its_slot_ends(post: Post):
    sender = ScriptedSender()
    [subscription] = due(post, "1")
    await drained(post, sender)
    await drained(post, sender)
    assert sender.texts("1") == ["news"]
    assert post.ends(subscription)[0][0] is SlotState.EMPTY  # a page without a briefing
    assert post.subscriptions.get(subscription.id).window_from == NINE


async def test_parts_go_out_in_order_a_second_apart(post: Post):
    sender = ScriptedSender()
    due(post, "1", text="one\ntwo\nthree")
    await drained(post, sender)
    times = [at for _, at in sender.tries]
    assert sender.texts("1") == ["one", "two", "three"]
    assert all(1.0 <= later - earlier < 1.2 for earlier, later in itertools.pairwise(times))


async def test_many_chats_share_the_pace_of_the_bot(post: Post):
    sender = ScriptedSender()
    due(post, *map(str, range(1, 61)))
    drain = await drained(post, sender)
    times = sorted(at for _, at in sender.tries)
    assert drain.sent == 60
    assert 2.0 <= times[-1] - times[0] <= 2.25  # 59 gaps of 1/29 s are 2.03 s


async def test_a_part_that_was_not_sent_is_tried_again_and_the_others_go_on(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", refusals(1, NotSent))
    due(post, "1", "2")
    drain = await drained(post, sender)
    assert (sender.texts("1"), sender.texts("2"), drain.sent) == (["news"], ["news"], 2)


async def test_a_limit_is_waited_out_and_costs_no_try(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [WaitBeforeSending("slow down", after_seconds=2)])
    due(post, "1", "2")
    await drained(post, sender)
    tries = [at for address, at in sender.tries if address == "1"]
    assert 2.0 <= tries[1] - tries[0] < 2.3
    assert sender.texts("2") == ["news"]


async def test_limits_of_two_chats_within_a_second_pause_the_bot(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [WaitBeforeSending("slow down", after_seconds=2)])
    sender.will_fail("2", [WaitBeforeSending("slow down", after_seconds=2)])
    due(post, *map(str, range(1, 31)))
    await drained(post, sender)
    start = sender.tries[0][1]
    pause = [at - start for _, at in sender.tries if 0.15 < at - start < 1.9]
    assert pause == []
    assert len(sender.sent) == 30


async def test_refused_markup_goes_out_as_the_same_text_plain(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [MarkupRefused("can't parse entities")])
    due(post, "1")
    await drained(post, sender)
    assert [(sent.text, sent.plain) for sent in sender.sent] == [("plain news", True)]


async def test_a_chat_that_is_gone_pauses_its_subscription_with_the_reason(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [DestinationGone("bot was blocked by the user")])
    gone, there = due(post, "1", "2", text="one\ntwo")
    await drained(post, sender)
    paused = post.subscriptions.get(gone.id)
    assert (paused.paused, paused.pause_reason) == (True, "bot was blocked by the user")
    reason = "part 1 of 2: bot was blocked by the user"
    assert post.ends(gone) == [(SlotState.FAILED, reason)]
    assert post.subscriptions.get(there.id).paused is False
    assert (sender.texts("1"), sender.texts("2")) == ([], ["one", "two"])


async def test_a_chat_that_moved_gets_it_at_its_new_address_and_all_its_subscriptions_move(
    post: Post,
):
    sender = ScriptedSender()
    sender.will_fail("-5", [DestinationMoved("upgraded", address="-1005")])
    moved, sibling = due(post, "-5", "-5")
    await drained(post, sender)
    assert sorted(sent.chat.address for sent in sender.sent) == ["-1005", "-1005"]
    assert [post.subscriptions.get(each.id).wish.chat.address for each in (moved, sibling)] == [
        "-1005",
        "-1005",
    ]


async def test_an_unsure_part_is_repeated_once_and_counted(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [sender.arrived(OutcomeUnknown("no answer"))])
    due(post, "1")
    await drained(post, sender)
    assert sender.texts("1") == ["news", "news"]
    assert maybe_twice(post) == 1


async def test_an_unsure_part_is_never_repeated_a_second_time(post: Post):
    sender = ScriptedSender()
    sender.always["1"] = OutcomeUnknown("no answer")
    [subscription, _] = due(post, "1", "2")
    await drained(post, sender)
    assert len([address for address, _ in sender.tries if address == "1"]) == 2
    assert post.ends(subscription)[0][0] is SlotState.FAILED
    assert maybe_twice(post) == 1


class FindingSender(ScriptedSender):
    """Can be asked whether a message arrived."""

    async def find_delivery(
        self, target: ChatRef, delivery_key: str, since: datetime
    ) -> str | None:
        del target, since
        return next((sent.text for sent in self.sent if sent.key == delivery_key), None)


async def test_an_unsure_part_that_is_found_is_neither_repeated_nor_counted(post: Post):
    sender = FindingSender()
    sender.will_fail("1", [sender.arrived(OutcomeUnknown("no answer"))])
    [subscription] = due(post, "1")
    await drained(post, sender)
    assert sender.texts("1") == ["news"]
    assert maybe_twice(post) == 0
    assert post.ends(subscription)[0][0] is SlotState.EMPTY


async def test_breaks_in_a_row_on_a_platform_that_answers_lose_nothing(post: Post):
    sender = ScriptedSender()
    for chat in ("2", "3", "4", "5"):
        sender.will_fail(chat, [OutcomeUnknown("cut"), OutcomeUnknown("cut again")])
    subscriptions = due(post, "1", "2", "3", "4", "5")
    async with post.delivering(sender, clock=HurriedClock(times=5)):
        await asyncio.sleep(8)
    assert sorted(sent.chat.address for sent in sender.sent) == ["1", "2", "3", "4", "5"]
    assert maybe_twice(post) == 8
    assert {post.ends(each)[0][0] for each in subscriptions} == {SlotState.EMPTY}


async def test_an_unsure_part_is_not_repeated_where_the_reader_wants_none(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [sender.arrived(OutcomeUnknown("no answer"))])
    [subscription] = due(post, "1", repeats_unsure=False)
    await drained(post, sender)
    assert sender.texts("1") == ["news"]
    reason = "part 1 of 1: nobody knows whether it arrived, and repeating is off: no answer"
    assert post.ends(subscription) == [(SlotState.FAILED, reason)]


async def test_a_fault_of_ours_in_one_message_is_parked_and_blocks_nothing(post: Post):
    sender = ScriptedSender()
    sender.always["1"] = TypeError("not a message")
    [broken, whole] = due(post, "1", "2", text="one\ntwo")
    await drained(post, sender)
    assert post.ends(broken)[0][0] is SlotState.FAILED
    assert sender.texts("2") == ["one", "two"]
    assert post.ends(whole)[0][0] is SlotState.EMPTY


async def test_a_poison_part_is_parked_after_five_tries_while_others_arrive(post: Post):
    sender = ScriptedSender()
    sender.always["1"] = NotSent("always")
    [broken] = due(post, "1")
    async with post.delivering(sender, clock=HurriedClock(times=15)) as delivery:
        for number in range(2, 26):
            due(post, str(number))
            delivery.poke()
            await asyncio.sleep(0.1)
    assert len([address for address, _ in sender.tries if address == "1"]) == 5
    assert post.ends(broken) == [(SlotState.FAILED, "part 1 of 1: given up after 5 tries: always")]
    assert len(sender.sent) == 24


async def test_an_outage_of_the_platform_spends_no_tries_and_loses_nothing(post: Post):
    sender = ScriptedSender()
    sender.always = dict.fromkeys(("1", "2", "3", "4"), NotSent("connection refused"))
    subscriptions = due(post, "1", "2", "3", "4")
    async with post.delivering(sender, clock=HurriedClock(times=30)) as delivery:
        await asyncio.sleep(2)
        while_down = (delivery.health(), len(sender.tries) <= 10)
        sender.always.clear()
        await asyncio.sleep(3)
    assert while_down == ({"telegram": False}, True)
    assert sorted(sent.chat.address for sent in sender.sent) == ["1", "2", "3", "4"]
    assert [post.ends(each)[0][0] for each in subscriptions] == [SlotState.EMPTY] * 4


async def test_a_token_that_was_revoked_pauses_no_subscription(post: Post):
    sender = ScriptedSender()
    sender.will_fail("1", [DestinationGone("token_revoked", whole_bot=True)])
    [subscription] = due(post, "1")
    await drained(post, sender, patience=1)
    assert post.subscriptions.get(subscription.id).paused is False
    assert post.ends(subscription)[0][0] is SlotState.ASSEMBLED


async def test_stopping_ends_requests_under_way_and_gives_back_the_rest(post: Post):
    sender = ScriptedSender(seconds=0.5)
    due(post, *map(str, range(1, 41)))
    async with post.delivering(sender):
        await asyncio.sleep(0.4)
    begun = len(sender.tries)
    await drained(post, sender)
    assert 5 <= begun < 40
    assert sorted(int(sent.chat.address) for sent in sender.sent) == list(range(1, 41))
    assert maybe_twice(post) == 0


async def test_what_was_under_way_when_the_process_died_is_sent_again_and_counted(post: Post):
    due(post, "1", "2")
    claimed = post.outbox.claim("telegram", NINE, ahead_seconds=1, limit=1)
    assert [part.target.address for part in claimed] == ["1"]
    sender = ScriptedSender()
    await drained(post, sender)
    assert (sender.texts("1"), sender.texts("2")) == (["news"], ["news"])
    assert maybe_twice(post) == 1


async def test_what_was_under_way_is_parked_where_the_reader_wants_no_repeat(post: Post):
    [subscription] = due(post, "1", repeats_unsure=False)
    post.outbox.claim("telegram", NINE, ahead_seconds=1, limit=1)
    sender = ScriptedSender()
    await drained(post, sender)
    assert sender.sent == []
    assert post.ends(subscription)[0][0] is SlotState.FAILED


async def test_whoever_asks_is_told_of_every_slot_that_ends(post: Post):
    sender, told = ScriptedSender(), []
    sender.will_fail("1", [DestinationGone("kicked")])
    due(post, "1", "2")

    async def tell(ended: Ended) -> None:
        told.append((ended.chat.address, ended.state, ended.paused))
        raise RuntimeError("cannot be told")

    delivery = Delivery(
        post.outbox, {"telegram": sender}, SystemClock(), post.steps.policy, on_ended=tell
    )
    await delivery.start()
    await delivery.drain(patience_seconds=1)
    await delivery.stop()
    assert sorted(told) == [("1", SlotState.FAILED, True), ("2", SlotState.EMPTY, False)]


async def test_two_platforms_do_not_wait_for_each_other(post: Post):
    telegram, slack = ScriptedSender(), ScriptedSender(platform="slack")
    telegram.always["1"] = NotSent("down")
    due(post, "1")
    post.subscribe(a_wish(chat=ChatRef(platform="slack", address="T1:C1")))
    post.steps.tick(NINE)
    post.steps.assemble(NINE)
    async with post.delivering(telegram, slack):
        await asyncio.sleep(1)
    assert len(slack.sent) == 1


def maybe_twice(post: Post) -> int:
    return post.outbox.counts().maybe_twice


async def test_a_closed_topic_pauses_its_own_subscription_and_no_other_of_the_chat(post: Post):
    class TopicSender(ScriptedSender):
        async def send(self, target: ChatRef, message: object, *, delivery_key: str) -> str:
            if target.thread == "7":
                raise DestinationGone("Bad Request: TOPIC_CLOSED")
            return await super().send(target, message, delivery_key=delivery_key)

    sender = TopicSender()
    topics = ("7", "8", None)
    chats = [ChatRef(platform="telegram", address="-100", thread=topic) for topic in topics]
    subscriptions = [post.subscribe(a_wish(chat=chat)) for chat in chats]
    post.steps.tick(NINE)
    post.steps.assemble(NINE)
    await drained(post, sender)
    kept = [post.subscriptions.get(each.id) for each in subscriptions]
    assert [(each.paused, each.pause_reason) for each in kept] == [
        (True, "Bad Request: TOPIC_CLOSED"),
        (False, None),
        (False, None),
    ]
    assert [sent.chat for sent in sender.sent] == chats[1:]


async def test_an_answer_in_a_slack_thread_counts_against_the_pace_of_its_channel(post: Post):
    sender = ScriptedSender(platform="slack")
    chat = ChatRef(platform="slack", address="T1:C1")
    post.subscribe(a_wish(chat=chat))
    post.subscribe(a_wish(chat=ChatRef(platform="slack", address="T1:C2")))
    post.steps.tick(NINE)
    async with post.delivering(sender) as delivery:
        answered = asyncio.get_running_loop().time()
        delivery.answered(ChatRef(platform="slack", address="T1:C1", thread="1700000000.000100"))
        post.steps.assemble(NINE)
        delivery.poke()
        await asyncio.wait_for(delivery.drain(patience_seconds=5), 30)
    at = {address: tried - answered for address, tried in sender.tries}
    assert 1.0 <= at["T1:C1"] < 1.5
    assert at["T1:C2"] < 0.9
