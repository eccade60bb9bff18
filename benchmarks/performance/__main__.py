"""All figures of speed against their targets, and the page of them.

    python -m benchmarks.performance [--write docs/performance.md] [--part NAME]... [--anew]
        [--documents 10000] [--many 100000] [--events 1000000] [--quick]

Takes some twenty minutes on two quiet cores, a part at a time; `--quick` takes a minute or two, and
its figures say nothing. What a part gives is kept in `build/performance`, so that a run that was
cut off goes on, and `--part` measures one alone. The table and the page come of all of them, once
all are there. Nothing but this repository is needed: texts are our own and made up.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.performance import measuring, page
from benchmarks.performance.kept import Kept
from benchmarks.performance.measured import rows

_STEPS: Final = (0.1, 0.25, 0.5, 0.75, 1.0)
_LONG_STEPS: Final = (0.01, 0.1, 0.25, 0.5, 0.75, 1.0)
_KEPT: Final = Path(__file__).parents[2] / "build" / "performance"


def main() -> None:
    """Measure, print the table, write the page."""
    given = _asked()
    growth = tuple(max(1, round(given.documents * step)) for step in _STEPS)
    many = tuple(max(1, round(given.many * step)) for step in _LONG_STEPS)
    full = replace(measuring.Extent(), growth=growth, many=many, events=given.events)
    extent = measuring.QUICK if given.quick else full
    here = measuring.machine()
    kept = Kept(given.kept, here)
    for part in given.part or measuring.PARTS:
        taken = measuring.taken_of(part, extent)
        if given.anew or kept.get(part, taken) is None:
            _tell(f"{part}: {measuring.PARTS[part].__doc__}")
            started = time.perf_counter()
            kept.put(part, taken, measuring.measure(part, extent))
            _tell(f"{part}: done in {(time.perf_counter() - started) / 60:.1f} minutes")
    found = {part: kept.get(part, measuring.taken_of(part, extent)) for part in measuring.PARTS}
    missing = [part for part, figures in found.items() if figures is None]
    if missing:
        _tell(f"not measured yet: {', '.join(missing)}")
        return
    measured = measuring.measured(each for each in found.values() if each is not None)
    for row in rows(measured):
        print(f"{'  ' if row.reached else 'no'} {row.measure:68} {row.figure:>10}  {row.target}")
    if given.write:
        page.write(measured, here, given.write)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page here")
    parser.add_argument(
        "--part",
        action="append",
        choices=measuring.PARTS,
        help="measure this alone; may be given again",
    )
    parser.add_argument("--anew", action="store_true", help="measure what is kept, too")
    parser.add_argument("--kept", type=Path, default=_KEPT, metavar="FOLDER", help="of the parts")
    parser.add_argument("--documents", type=int, default=10_000, help="of the batch that grows")
    parser.add_argument(
        "--many", type=int, default=100_000, help="of the batch that grows without the model"
    )
    parser.add_argument(
        "--events", type=int, default=1_000_000, help="of the casebook that is asked"
    )
    parser.add_argument("--quick", action="store_true", help="see that all of it runs")
    return parser.parse_args()


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
