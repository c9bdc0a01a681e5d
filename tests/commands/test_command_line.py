"""The command line as a user types it, on a database of its own."""

import json
import subprocess
import sys

import pytest

from bot.cli import COMMANDS, run
from tests.commands.conftest import REPORT


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_ingest_prints_a_line_a_document_and_a_second_run_changes_nothing(home, capsys):
    assert run(["ingest", "report.md"]) == 0
    assert "report.md: report, 3 items (3 new)" in capsys.readouterr().err
    assert run(["ingest", "report.md"]) == 0
    assert "3 unchanged" in capsys.readouterr().err


def test_a_dry_run_prints_json_items_and_makes_no_database(home, capsys):
    assert run(["ingest", "report.md", "--dry-run", "--json"]) == 0
    items = lines(capsys.readouterr().out)
    assert [item["title"] for item in items] == [
        "누리페이, 버스에서 QR 결제 시작",
        "큐비트 50개 양자컴퓨터 공개",
        "한강 다리 새 조명",
    ]
    assert items[0]["urls"] == ["https://news.example.com/1"]
    assert items[0]["published"] == "2026-11-18"
    assert not (home / "data").exists()


@pytest.mark.parametrize("work", ["themes", "summary"])
def test_a_reader_that_has_seen_enough_is_no_failure(home, work):
    entry = json.dumps({"id": "1", "title": "앱 개편", "text": "새로 냈다."}, ensure_ascii=False)
    (home / "many.jsonl").write_text(f"{entry}\n" * 3_000, "utf-8")
    inspect = subprocess.Popen(  # noqa: S603 - this interpreter, these arguments
        [sys.executable, "-m", "bot.cli", "inspect", work, "many.jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )

    with inspect:
        inspect.stdout.readline()
        inspect.stdout.close()
        complaint = inspect.stderr.read()

    assert (inspect.returncode, complaint) == (0, b"")


def test_ingest_explains_every_line(home, capsys):
    assert run(["ingest", "report.md", "--dry-run", "--explain"]) == 0
    explained = capsys.readouterr().out.splitlines()
    assert len(explained) >= len(REPORT.splitlines())
    assert any("title" in line and "누리페이" in line for line in explained)


def test_one_bad_input_among_good_ones_is_named_and_the_rest_is_stored(home, capsys):
    (home / "junk.bin").write_bytes(bytes(range(256)) * 64)
    (home / "empty.txt").write_bytes(b"")
    assert run(["ingest", "report.md", "junk.bin", "empty.txt", "missing.txt"]) == 3
    told = capsys.readouterr().err
    assert all(name in told for name in ("junk.bin", "empty.txt", "missing.txt", "3 new"))


def test_bad_input_alone_fails(home, capsys):
    assert run(["ingest", "missing.txt"]) == 1
    assert "missing.txt" in capsys.readouterr().err


def test_a_folder_is_read_whole_but_for_links_that_lead_out(home, capsys):
    (home / "folder").mkdir()
    (home / "folder" / "a.md").write_text(REPORT, "utf-8")
    (home / "folder" / "out.md").symlink_to("/etc/hostname")
    assert run(["ingest", "folder"]) == 3
    told = capsys.readouterr().err
    assert "a.md" in told
    assert "leads out" in told


def test_a_link_that_cannot_be_fetched_is_refused_with_what_to_do_instead(home, capsys):
    assert run(["ingest", "ftp://news.example.com/1", "--dry-run"]) == 1
    assert "give the file itself" in capsys.readouterr().err


def test_lines_of_a_data_file_that_cannot_be_read_are_named_and_the_rest_is_stored(home, capsys):
    good = json.dumps({"id": "a", "title": "QR 결제", "body": "앱으로 낸다.", "published": "2026"})
    (home / "wire.jsonl").write_text(f"{good}\nno json\n", "utf-8")
    assert run(["ingest", "wire.jsonl", "--dry-run"]) == 3
    assert run(["ingest", "wire.jsonl"]) == 3
    assert "1 items (1 new)" in (told := capsys.readouterr().err)
    assert "line 2: is no JSON object" in told


def test_a_date_given_with_the_document_dates_what_gives_none(home, capsys):
    (home / "undated.md").write_text(REPORT.replace("date: 2026-11-18\n", ""), "utf-8")
    assert run(["ingest", "undated.md", "--dry-run", "--json", "--published", "2021-01"]) == 0
    assert {item["published"] for item in lines(capsys.readouterr().out)} == {"2021-01"}
    assert run(["ingest", "undated.md", "--dry-run", "--published", "yesterday"]) == 2


def test_a_briefing_is_printed_as_text(fed, capsys):
    assert run(["brief", "fintech", "--now", "2026-11-20T09:00"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("핀테크 브리핑 · 11월 14일–20일\n")
    assert "1. 누리페이, 버스에서 QR 결제 시작 <https://news.example.com/1>" in text


def test_a_briefing_is_printed_as_json_with_traceable_sentences(fed, capsys):
    assert run(["brief", "fintech", "--format", "json", "--now", "2026-11-20T09:00"]) == 0
    briefing = json.loads(capsys.readouterr().out)
    assert (briefing["themes"], briefing["since"], briefing["until"]) == (
        ["fintech"],
        "2026-11-14",
        "2026-11-20",
    )
    story = briefing["stories"][0]
    assert story["number"] == 1
    assert set(story) == {"number", "title", "published", "sources", "sentences", "others"}
    assert set(story["sentences"][0]) == {"text", "item", "span", "shortened"}


@pytest.mark.parametrize("name", ["telegram", "slack"])
def test_a_briefing_is_printed_as_the_exact_messages_of_a_platform(fed, capsys, name):
    assert run(["brief", "fintech", "--format", name, "--now", "2026-11-20T09:00"]) == 0
    messages = json.loads(capsys.readouterr().out)
    assert "누리페이" in messages[0]["text"]


def test_a_briefing_is_printed_in_english_and_as_markdown(fed, capsys):
    arguments = ["brief", "quantum", "--language", "en", "--format", "markdown"]
    assert run([*arguments, "--now", "2026-11-20T09:00"]) == 0
    assert capsys.readouterr().out.startswith("# Quantum briefing · Nov 14–20\n")


def test_a_language_that_is_asked_for_wins_over_what_the_terminal_chose(fed, capsys):
    subprocess.run(
        [sys.executable, "-m", "bot.cli", "chat"],
        input="/settings language en\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert run(["brief", "quantum", "--language", "ko", "--now", "2026-11-20T09:00"]) == 0
    assert capsys.readouterr().out.startswith("양자 브리핑")


def test_a_period_is_given_by_its_days(fed, capsys):
    assert run(["brief", "--since", "2026-11-18", "--until", "2026-11-18"]) == 0
    assert "11월 18일" in capsys.readouterr().out.splitlines()[0]
    assert run(["brief", "--since", "2026-11-19", "--until", "2026-11-18"]) == 2
    assert run(["brief", "--since", "18.11."]) == 2


def test_a_briefing_of_nothing_is_done_all_the_same(home, capsys):
    assert run(["brief"]) == 0
    assert "trendbrief ingest" in capsys.readouterr().out
    assert run(["brief", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["stories"] == []
    assert run(["brief", "--format", "json", "--now", "2026-11-20T09:00"]) == 0
    empty = json.loads(capsys.readouterr().out)
    assert (empty["since"], empty["until"]) == ("2026-11-14", "2026-11-20")


def test_search_prints_a_json_line_a_result(fed, capsys):
    assert run(["search", "양자", "--json"]) == 0
    [found] = lines(capsys.readouterr().out)
    assert found["title"] == "큐비트 50개 양자컴퓨터 공개"
    assert set(found) == {"id", "external_id", "title", "published", "score", "sources"}


def test_a_search_without_results_is_done_and_says_so(fed, capsys):
    assert run(["search", "없는낱말"]) == 0
    assert "없는낱말" in capsys.readouterr().err


def test_inspect_names_lines_that_it_cannot_read(home, capsys):
    (home / "in.jsonl").write_text(
        '{"id":"1","title":"큐비트 50개 양자컴퓨터 공개","text":"연구소가 연다."}\n'
        'nonsense\n[1]\n{"id":"2"}\n',
        "utf-8",
    )
    assert run(["inspect", "themes", "in.jsonl"]) == 3
    captured = capsys.readouterr()
    [labelled] = lines(captured.out)
    assert [theme["theme"] for theme in labelled["themes"]] == ["quantum"]
    assert all(f"line {number}:" in captured.err for number in (2, 3, 4))


def test_inspect_compares_and_summarises(home, capsys):
    side = {"title": "누리페이, 버스에서 QR 결제 시작", "text": "승객은 앱의 QR을 대면 된다."}
    (home / "pairs.jsonl").write_text(json.dumps({"a": side, "b": side}), "utf-8")
    assert run(["inspect", "duplicates", "pairs.jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["relation"] == "same"
    (home / "one.jsonl").write_text(json.dumps({"id": "7", **side}), "utf-8")
    assert run(["inspect", "summary", "one.jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["sentences"] == ["승객은 앱의 QR을 대면 된다."]


def test_inspect_refuses_what_is_no_list_of_sentences_and_no_json_value(home, capsys):
    (home / "in.jsonl").write_text(
        '{"id":1,"sentences":[1]}\n{"id":2,"sentences":"x"}\n{"id":NaN,"title":"x"}\n'
        f'{{"id":{"9" * 5000}}}\n',
        "utf-8",
    )
    assert run(["inspect", "summary", "in.jsonl"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert 'line 1: needs "sentences" as a list of texts.' in captured.err
    assert 'line 2: needs "sentences" as a list of texts.' in captured.err
    assert "line 3: is no JSON (NaN is no JSON value)." in captured.err
    assert "line 4: is no JSON" in captured.err


def test_half_a_character_goes_through_inspect_as_json_names_it(home, capsys):
    (home / "in.jsonl").write_text(
        r'{"id":"\ud800","text":"은행이 \udc00 앱을 열어 둔다고 밝혔다."}' + "\n", "utf-8"
    )
    assert run(["inspect", "summary", "in.jsonl"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "id": "\ud800",
        "sentences": ["은행이 \udc00 앱을 열어 둔다고 밝혔다."],
        "indices": [0],
    }


def test_subscriptions_are_added_listed_imported_and_removed(home, capsys):
    assert run(["subscriptions", "add", "telegram:-1001:7", "fintech ai", "매일 09:00"]) == 0
    assert run(["subscriptions", "add", "telegram:-1001:7", "fintech ai", "매일 09:00"]) == 0
    assert "is there already" in capsys.readouterr().out
    (home / "many.jsonl").write_text(
        '{"chat":"slack:T1:C1","what":"양자","when":"평일 9시"}\n{"chat":"nowhere"}\n', "utf-8"
    )
    assert run(["subscriptions", "import", "many.jsonl"]) == 3
    capsys.readouterr()
    assert run(["subscriptions", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[1] for line in listed] == ["telegram:-1001:7", "slack:T1:C1"]
    assert run(["subscriptions", "remove", "1"]) == 0
    assert run(["subscriptions", "remove", "1"]) == 1


@pytest.mark.parametrize(
    ("chat", "what", "when"),
    [
        ("somewhere", "ai", "매일 09:00"),
        ("telegram:1", "ai", "가끔"),
        ("telegram:1", "ai", "매일 25:00"),
        ("telegram:1", "ai 7d", "매일 09:00"),
    ],
)
def test_a_subscription_that_cannot_be_is_refused_with_the_mend(home, capsys, chat, what, when):
    assert run(["subscriptions", "add", chat, what, when]) == 2
    assert "Error: " in capsys.readouterr().err


def test_running_without_any_token_names_the_settings(home, capsys):
    assert run(["run"]) == 2
    assert "TRENDBRIEF_TELEGRAM__TOKEN" in capsys.readouterr().err


def test_an_unknown_setting_is_refused_with_the_nearest_one(home, capsys, monkeypatch):
    monkeypatch.setenv("TRENDBRIEF_LANGAUGE", "ko")
    assert run(["brief"]) == 2
    assert "TRENDBRIEF_LANGUAGE" in capsys.readouterr().err


def test_the_demo_prints_a_briefing_per_theme(home, capsys):
    assert run(["demo"]) == 0
    text = capsys.readouterr().out
    assert all(f"{name} 브리핑" in text for name in ("핀테크", "O2O", "양자", "인공지능"))


def test_the_demo_leaves_documents_of_your_own_alone(fed, capsys):
    assert run(["demo"]) == 0
    assert "no samples are added" in capsys.readouterr().err


def test_an_unknown_command_names_the_nearest_one(capsys):
    assert run(["breif"]) == 2
    assert "Did you mean 'brief'" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name, capsys):
    assert run([name, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from bot.cli import run; run(['--help']); "
        "print([m for m in ('sqlalchemy','telegram','slack_bolt','aiohttp','pydantic','lxml') "
        "if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_lines_from_a_pipe_are_answered(fed):
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "chat"],
        input="/brief fintech 2026-11-18\n\n/detail 1\n/nonsense\n/quit\n/help\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "핀테크 브리핑" in done.stdout
    assert "1. 누리페이" in done.stdout
    assert "명령은 없습니다" in done.stdout
    assert "쓸 수 있는 명령" not in done.stdout
