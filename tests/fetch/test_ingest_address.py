"""`trendbrief ingest URL`, against a server on this machine."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.cli import run
from config.settings import known_names

PAGE = """<title>마을통신</title><h1>우물을 다시 판다</h1>
<p>마른 우물을 다시 판다. 물은 텃밭에 쓰고 남으면 냇물로 흘려보낸다.</p>
<p>마을 사람 서른 명이 돈을 모았다. 첫 물은 여름이 오기 전에 나온다고 한다.</p>"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is inherited
        """Nothing is written to the test's stderr."""


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "well.html").write_text(PAGE, "utf-8")
    handler = partial(_Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_of_an_allowed_host_is_ingested_under_its_address(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("TRENDBRIEF_FETCH__ALLOW_HOSTS", host)
    status = run(["ingest", f"http://{host}/well.html", "--dry-run", "--json"])
    shown = capsys.readouterr()
    assert status == 0
    assert f'"urls": ["http://{host}/well.html"]' in shown.out
    assert f"http://{host}/well.html: html/article, 1 items (dry run)" in shown.err


def test_a_private_host_is_refused_and_files_beside_it_are_read(
    host: str, capsys: pytest.CaptureFixture[str]
):
    status = run(["ingest", f"http://{host}/well.html", "well.html", "--dry-run"])
    shown = capsys.readouterr()
    assert status == 3
    assert "is not on the public network" in shown.err
    assert "well.html: html/article, 1 items (dry run)" in shown.err


def test_other_kinds_of_links_are_refused(host: str, capsys: pytest.CaptureFixture[str]):
    assert run(["ingest", "ftp://news.example/a", "--dry-run"]) == 1
    assert "only http:// and https:// links are fetched" in capsys.readouterr().err
