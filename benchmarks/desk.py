"""How long the desk takes for its pages, and how much it sends.

    python -m benchmarks.desk CASEBOOK
    python -m benchmarks.desk --events 100000 [--into DIR]

Asks each page of a casebook on the desk, within one process, and prints the milliseconds of the
first answer and of the middle one of the three after it, which need not count anew, by the clock
and of the processor; and the kilobytes that a browser is sent: of the page alone, and with the
style and scripts it names, which are compressed. Without a casebook one of
made-up happenings is made, as `merging.py` does.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, TypeVar

from starlette.testclient import TestClient

from benchmarks.merging import make
from detente.casebook import Casebook, Filter
from detente.relations.ties import ties
from detente.web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")

_TIMES: Final = 3
_LISTS: Final = ("documents", "events", "claims", "actors", "causes", "relations", "problems")
_NEEDED: Final = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def pages(casebook: Path, *, texts: bool) -> list[str]:
    """Addresses of one page of each kind, and some of a list that are harder; of a document only
    where there are texts.
    """
    with Casebook(casebook) as opened:
        documents = opened.page("documents", limit=1) if texts else []
        events = opened.page("events", limit=1)
        heaviest = ties(opened, Filter()).ties[:1]
        count = opened.count("events")
    found = ["/", *(f"/{table}" for table in _LISTS)]
    found += [f"/events?page={max(1, count // 50)}", "/events?type=ASSAULT", "/events?actor=USA"]
    found += ["/events?between=USA&between=IRQ&from=2020-03", "/timeline", "/map"]
    found += ["/inquiries", "/add", "/report"]
    found += ["/review", "/report?from=2020-01&to=2020-03"] if texts else []
    found += [f"/documents/{row['document'].removeprefix('sha256:')[:12]}" for row in documents]
    found += [f"/events/{row['happening']}" for row in events]
    return [*found, *(f"/relations/{tie.pair[0]}/{tie.pair[1]}" for tie in heaviest)]


def ask(casebook: Path, *, texts: bool = True) -> None:
    """Print what each page takes."""
    print(f"{'page':48} {'first':>11} {'later':>11} {'KB':>7} {'KB in all':>10}")
    with TestClient(create_app(casebook), base_url="http://127.0.0.1") as client:
        client.get("/problems")  # opens the casebook
        sizes: dict[str, int] = {}
        for address in pages(casebook, texts=texts):
            first, answer = _timed(partial(client.get, address))
            later = [_timed(partial(client.get, address))[0] for _ in range(_TIMES)]
            if not answer.is_success:
                print(f"{address:48} {answer.status_code}")
                continue
            for needed in set(_NEEDED.findall(answer.text)):
                sizes.setdefault(needed, len(gzip.compress(client.get(needed).content)))
            more = sum(sizes[needed] for needed in set(_NEEDED.findall(answer.text)))
            size = len(answer.content)
            print(
                f"{address:48} {_shown([first])} {_shown(later)} {size / 1000:7.1f} "
                f"{(size + more) / 1000:10.1f}",
                flush=True,
            )


def _timed(ask: Callable[[], _Answer]) -> tuple[tuple[float, float], _Answer]:
    """Seconds by the clock and of the processor that an answer takes, and the answer."""
    started, used = time.perf_counter(), time.process_time()
    answer = ask()
    return (time.perf_counter() - started, time.process_time() - used), answer


def _shown(took: list[tuple[float, float]]) -> str:
    """The middle one of some times, in milliseconds."""
    clock, processor = (median(each) * 1000 for each in zip(*took, strict=True))
    return f"{clock:5.0f} {processor:5.0f}"


def main() -> None:
    """Ask the pages of a casebook, or of one that is made first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("casebook", type=Path, nargs="?")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--into", type=Path, help="keep the casebook here")
    given = parser.parse_args()
    if given.casebook:
        ask(given.casebook)
        return
    folder = given.into or Path(tempfile.mkdtemp()) / "casebook"
    if not folder.exists():
        make(folder, given.events, 0)
    ask(folder, texts=False)
    if not given.into:
        shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
