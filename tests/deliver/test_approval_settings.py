"""Who is shown drafts: chosen in chats and on the command line, and told where it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import opened
from bot.cli import run
from briefings.model.chats import ChatKind
from briefings.model.habits import Approval
from config.settings import known_names, load_settings
from tests.deliver.approving import EDITOR, GROUP, HALF_PAST_EIGHT, NINE, Desk, a_desk, a_wish

BY_EDITOR = Approval(minutes=30, approver=EDITOR.key)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def approvals(desk: Desk) -> list[Approval | None]:
    return [each.wish.approval for each in desk.product.subscriptions.all()]


@pytest.mark.parametrize(
    "typed", ["/settings approval 30", "/설정 승인 30분 전", "/settings draft 30m"]
)
def test_a_chats_subscriptions_follow_its_setting(desk: Desk, typed: str):
    desk.subscribe(a_wish(approval=None))
    said = desk.say(typed)
    assert approvals(desk) == [BY_EDITOR]
    assert "30분 전, telegram:7 개인 대화에" in said
    assert "말을 걸어 두셔야" in said


def test_switching_it_off_shows_no_more_drafts(desk: Desk):
    desk.subscribe()
    desk.say("/settings approval 30")
    assert "보내기 전 초안</b>  없음" in desk.say("/settings approval off")
    assert approvals(desk) == [None]
    desk.say("/subscribe 핀테크 매일 18:00")
    assert approvals(desk) == [None, None]


def test_a_new_subscription_takes_the_setting_and_its_own_words_win(desk: Desk):
    desk.say("/settings approval 30")
    desk.say("/subscribe 핀테크 매일 10:00")
    said = desk.say("/subscribe 핀테크 매일 18:00 승인 1시간 전")
    assert approvals(desk) == [BY_EDITOR, replace(BY_EDITOR, minutes=60)]
    assert "60분 전, telegram:7 개인 대화에" in said


def test_here_shows_drafts_in_the_chat_itself_and_in_its_topic(desk: Desk):
    topic = replace(GROUP, thread="5")
    desk.say("/subscribe 핀테크 매일 09:00", chat=topic)
    said = desk.say("/settings 승인 30분 여기", chat=topic)
    assert approvals(desk) == [Approval(minutes=30, approver=GROUP.key)]
    assert "30분 전, 이 대화방에" in said
    [subscription] = desk.product.subscriptions.all()
    desk.at(subscription.next_due_at - (NINE - HALF_PAST_EIGHT))
    assert [key for key, _ in desk.sent] == [GROUP.key]


def test_in_a_private_chat_the_draft_comes_there(desk: Desk):
    desk.say("/subscribe 핀테크 매일 09:00 승인 30분 전", chat=EDITOR, kind=ChatKind.PRIVATE)
    assert approvals(desk) == [BY_EDITOR]


def test_where_nobody_knows_who_asks_the_operator_is_shown_drafts(desk: Desk):
    channel = {"kind": ChatKind.CHANNEL, "person": None}
    assert "누구신지 알 수 없어" in desk.say("/settings approval 30", **channel)
    desk.product = replace(
        desk.product,
        newsroom=replace(desk.product.newsroom, operators=("slack:T1:U1", "telegram:900")),
    )
    desk.say("/subscribe 핀테크 매일 09:00", **channel)
    desk.say("/settings approval 30", **channel)
    assert approvals(desk) == [Approval(minutes=30, approver="telegram:900")]


@pytest.mark.parametrize("typed", ["approval soon", "approval 13h", "approval 0", "승인 여기"])
def test_what_cannot_be_meant_is_answered_with_an_example(desk: Desk, typed: str):
    assert "예: <code>/settings approval 30m</code>" in desk.say(f"/settings {typed}")


def test_lists_and_status_tell_of_the_approval(desk: Desk):
    desk.subscribe()
    assert "초안 30분 전, telegram:7 개인 대화에" in desk.say("/subscriptions")
    desk.at(HALF_PAST_EIGHT)
    desk.press("draft:1:drop:1")
    assert "초안을 보여 줌, 답이 없어도 제시간에 보냄 (1건 뺌)" in desk.say("/status")
    desk.at(NINE)
    assert "초안을 보여 줌" not in desk.say("/status")
    assert '"approver": "telegram:7"' in desk.say("/export").replace("&quot;", '"')


def stored() -> list[Approval | None]:
    with opened(load_settings()) as product:
        return [each.wish.approval for each in product.subscriptions.all()]


def test_the_command_line_names_minutes_and_approver(home: Path, capsys):
    added = ("subscriptions", "add", "slack:T1:C1", "fintech", "매일 09:00")
    assert run([*added, "--approval", "30", "--approver", "slack:T1:U1"]) == 0
    assert stored() == [Approval(minutes=30, approver="slack:T1:U1")]
    assert run(["subscriptions", "list"]) == 0
    assert "초안 30분 전, slack:T1:U1 개인 대화에" in capsys.readouterr().out
    assert run(["subscriptions", "preview", "--days", "1"]) == 0
    assert capsys.readouterr().out.strip().endswith("\tdraft 08:30")


def test_the_command_line_takes_the_first_operator_of_the_platform(home: Path, monkeypatch):
    added = ["subscriptions", "add", "slack:T1:C1", "fintech", "매일 09:00", "--approval", "1h"]
    assert run(added) == 2
    monkeypatch.setenv("TRENDBRIEF_ADMINS", "telegram:900,slack:T1:U9")
    assert run(added) == 0
    assert stored() == [Approval(minutes=60, approver="slack:T1:U9")]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--approval", "800", "--approver", "telegram:1"],
        ["--approval", "soon", "--approver", "telegram:1"],
        ["--approval", "30", "--approver", "telegram:-1:7"],
        ["--approval", "30", "--approver", "nobody"],
        ["--approver", "telegram:1"],
    ],
)
def test_a_wrong_approval_is_wrong_use(home: Path, wrong: list[str]):
    assert run(["subscriptions", "add", "telegram:-1", "fintech", "매일 09:00", *wrong]) == 2
    assert stored() == []


def test_an_import_brings_approvals_with_it(home: Path):
    line = (
        '{"chat":"telegram:-1","what":"fintech","when":"매일 09:00","approval":30,"approver":"%s"}'
    )
    (home / "teams.jsonl").write_text(f"{line % 'telegram:7'}\n{line % 'x'}\n", "utf-8")
    assert run(["subscriptions", "import", "teams.jsonl"]) == 3
    assert stored() == [BY_EDITOR]


def test_settings_and_wishes_come_back_as_they_were_kept(desk: Desk):
    subscription = desk.subscribe()
    desk.say("/settings approval 45 here")
    desk.say("/settings zone Asia/Tokyo")
    kept = desk.product.subscriptions.get(subscription.id)
    assert kept is not None
    assert kept.wish.approval == Approval(minutes=45, approver=GROUP.key)
    chosen = desk.product.newsroom.chats.settings(GROUP)
    assert chosen.approval == Approval(minutes=45, approver=GROUP.key)
    with desk.product.database.reading() as connection:
        row = connection.execute(text("SELECT approval_minutes, approver FROM chat")).one()
    assert tuple(row) == (45, GROUP.key)
