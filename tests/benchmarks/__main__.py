"""Runs the measurements of this folder, or those that are named: `python -m tests.benchmarks`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

NAMES = sorted(
    file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith("_")
)


def main(wanted: list[str]) -> int:
    """Run each wanted module's `main`; 2 where one does not exist."""
    strange = [name for name in wanted if name not in NAMES]
    if strange:
        print(f"no measurement {strange[0]!r}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in wanted or NAMES:
        print(f"== {name}", flush=True)
        importlib.import_module(f"tests.benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
