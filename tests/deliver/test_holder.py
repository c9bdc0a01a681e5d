import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.errors import StoreBusy
from storage.holder import holding
from tests.deliver.fakes import NINE

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.holder import holding
with holding(Path(sys.argv[1]), purpose="run", now=datetime.now(UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_and_told_who_holds_the_database(tmp_path: Path):
    path = tmp_path / "post.db"
    with holding(path, purpose="run", now=NINE), pytest.raises(StoreBusy) as refused:
        holding(path, purpose="run", now=NINE).__enter__()
    assert str(refused.value).startswith(f"{path} is held by process {os.getpid()} on ")
    assert "(run) since 2026-11-23 00:00:00 UTC" in str(refused.value)


def test_the_database_is_free_again_after_its_holder(tmp_path: Path):
    path = tmp_path / "post.db"
    with holding(path, purpose="run", now=NINE):
        pass
    with holding(path, purpose="run", now=NINE):
        pass


def test_a_killed_holder_leaves_the_database_free(tmp_path: Path):
    path = tmp_path / "post.db"
    with subprocess.Popen(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusy, match=f"process {holder.pid} on"):
            holding(path, purpose="run", now=NINE).__enter__()
        holder.kill()
        holder.wait()
        with holding(path, purpose="run", now=NINE):
            pass
