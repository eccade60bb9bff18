"""All figures of speed in one run, against their targets, and the page of them.

    python -m benchmarks.performance [--write docs/performance.md] [--documents 10000]
        [--events 1000000] [--quick]

Takes some twenty minutes on two quiet cores; `--quick` takes one, and its figures say nothing.
Nothing but this repository is needed: texts are our own and made up. Without `--write` the table
is printed and nothing is kept.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.performance import measuring, page
from benchmarks.performance.measured import rows

_STEPS = (0.1, 0.25, 0.5, 0.75, 1.0)


def main() -> None:
    """Measure, print the table, write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page here")
    parser.add_argument("--documents", type=int, default=10_000, help="of the batch that grows")
    parser.add_argument(
        "--events", type=int, default=1_000_000, help="of the casebook that is asked"
    )
    parser.add_argument("--quick", action="store_true", help="see that all of it runs")
    given = parser.parse_args()
    growth = tuple(max(1, round(given.documents * step)) for step in _STEPS)
    full = replace(measuring.Extent(), growth=growth, events=given.events)
    extent = measuring.QUICK if given.quick else full
    with measuring.timed(_tell):
        measured = measuring.measure(extent, _tell)
    for row in rows(measured):
        print(f"{'  ' if row.reached else 'no'} {row.measure:68} {row.figure:>10}  {row.target}")
    if given.write:
        page.write(measured, measuring.machine(), given.write)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
