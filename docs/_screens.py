"""Take the pictures of docs/desk.md, from the example casebook, with Chromium.

    .venv/bin/python docs/_screens.py [CASEBOOK]

Without a casebook it builds the example's in a folder of its own, which takes half a minute.
Besides single pages there is a sheet of all of them, light and dark.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import threading
import time
import zlib
from base64 import b64decode, b64encode
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np
import uvicorn
from playwright.sync_api import sync_playwright

from detente.casebook import Casebook, Filter
from detente.review import Review, queue
from detente.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from detente.review import Verdict

_IMAGES: Final = Path(__file__).parent / "images"
_MOST: Final = 150_000
"""Bytes of a picture of a page at most."""
_MOST_SHEET: Final = 400_000
"""Bytes of a picture of all pages at most."""
_WIDE: Final = {"width": 1080, "height": 680}
_NARROW: Final = {"width": 400, "height": 800}
_SHEET: Final = {"width": 1200, "height": 800}
_QUARTER: Final = "/report?from=2020-01&to=2020-03"
_INQUIRY: Final = "/inquiries/OVS-2020-014?on=2020-05-14"
_AT: Final = "2020-05-14T09:00:00+00:00"
"""When the reviewers of the pictures decide."""
_STYLE: Final = """<style>
body { margin: 12px; display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px;
  font: 13px system-ui, sans-serif; color: #777; }
figure { margin: 0 } img { width: 100%; outline: 1px solid #999 }
body.dark { background: #000 } body.light { background: #fff }
</style>"""


_READ: Final = """async (picture) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawn = canvas.getContext("2d");
  drawn.drawImage(image, 0, 0);
  const data = drawn.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < data.length; at += 8192) {
    text += String.fromCharCode(...data.subarray(at, at + 8192));
  }
  return [image.width, image.height, btoa(text)];
}"""


def main() -> None:
    """Write the pictures."""
    with TemporaryDirectory() as folder:
        casebook = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "detente-demo"
        if not casebook.is_dir():
            command = [sys.executable, "-m", "detente.cli", "demo", "--into", str(casebook)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the project's own command
            _decide(casebook)
        server = uvicorn.Server(
            uvicorn.Config(create_app(casebook), host="127.0.0.1", port=0, log_level="warning")
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-lcd-text"],
            )
            document, event = _document(casebook), _event(casebook)
            _take(browser, base, document)
            for scheme in ("light", "dark"):
                _sheet(browser, base, _every(document, event), scheme)
            browser.close()
        server.should_exit = True
        thread.join()


def _decide(casebook: Path) -> None:
    """What two reviewers said of the records that come first: there is something to show then."""
    said: dict[str, tuple[Verdict, ...]] = {
        "Ann": ("accept", "accept", "reject", "accept", "unsure", "accept"),
        "Ben": ("accept", "reject", "reject", "accept", "accept", "accept"),
    }
    with Casebook(casebook) as opened:
        first = [str(each.proposal.key) for each in queue(opened, limit=len(said["Ann"]))]
        for reviewer, verdicts in said.items():
            for target, verdict in zip(first, verdicts, strict=True):
                Review(opened).decide(target, verdict, reviewer=reviewer, at=_AT)


def _document(casebook: Path) -> str:
    """The address of the document of the most events."""
    with Casebook(casebook) as opened:
        found = max(opened.documents(Filter()), key=lambda row: (row["events"], row["document"]))
    return f"/documents/{found['document'].removeprefix('sha256:')[:12]}"


def _event(casebook: Path) -> str:
    """The address of the event of the most reports."""
    with Casebook(casebook) as opened:
        found = max(opened.events(Filter()), key=lambda row: (row["reports"], row["happening"]))
    return f"/events/{found['happening']}"


def _every(document: str, event: str) -> tuple[str, ...]:
    """The addresses of all pages."""
    return (
        "/", "/documents", document, f"{document}?page=2", "/events", event, "/claims", "/actors",
        "/actors/Iran", "/causes", "/relations", "/relations/USA+coalition/Iraq", "/problems",
        "/timeline", "/map", "/review", "/review/decisions", "/review/agreement",
        "/inquiries?on=2020-05-14", _INQUIRY, _QUARTER, "/add",
    )  # fmt: skip


def _take(browser: Browser, base: str, document: str) -> None:
    pictures = (
        ("desk-home", "/", _WIDE, "light"),
        ("desk-document", document, _WIDE, "light"),
        ("desk-relation", "/relations/USA+coalition/Iraq", _WIDE, "light"),
        ("desk-map-dark", "/map", _WIDE, "dark"),
        ("desk-timeline-narrow", "/timeline?actor=Iran", _NARROW, "light"),
        ("desk-report", _QUARTER, _WIDE, "light"),
        ("desk-inquiry-dark", _INQUIRY, _WIDE, "dark"),
    )
    for name, address, size, scheme in pictures:
        page = browser.new_page(viewport=size, color_scheme=scheme)
        _write(browser, name, _picture(page, base + address), _MOST)
        page.close()


def _sheet(browser: Browser, base: str, addresses: tuple[str, ...], scheme: str) -> None:
    """All pages small on one sheet, each with its address."""
    page = browser.new_page(viewport=_WIDE, color_scheme=scheme)
    pictures = [b64encode(_picture(page, base + each)).decode() for each in addresses]
    figures = [
        f"<figure><img src='data:image/png;base64,{picture}'>"
        f"<figcaption>{escape(each)}</figcaption></figure>"
        for each, picture in zip(addresses, pictures, strict=True)
    ]
    page.close()
    sheet = browser.new_page(viewport=_SHEET)
    sheet.set_content(f"{_STYLE}<body class={scheme}>{''.join(figures)}")
    _write(browser, f"desk-pages-{scheme}", sheet.screenshot(full_page=True), _MOST_SHEET)
    sheet.close()


def _picture(page: Page, address: str) -> bytes:
    """A page as PNG, when its charts are drawn."""
    page.goto(address)
    for number in range(page.locator("script[data-chart]").count()):
        page.locator(".chart svg").nth(number).wait_for()
    return page.screenshot()


def _write(browser: Browser, name: str, screenshot: bytes, most: int) -> None:
    picture = packed(*_pixels(browser, screenshot))
    if len(picture) > most:
        raise SystemExit(f"{name} has {len(picture):,} bytes")
    (_IMAGES / f"{name}.png").write_bytes(picture)


def _pixels(browser: Browser, picture: bytes) -> tuple[int, int, bytes]:
    """Width, height, and the red, green, blue and opacity of every pixel of a PNG."""
    page = browser.new_page()
    width, height, data = page.evaluate(_READ, b64encode(picture).decode())
    page.close()
    return width, height, b64decode(data)


def packed(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG of the commonest 256 colours, every other one replaced by the nearest of them."""
    colours = np.frombuffer(pixels, np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    numbers = colours @ np.array([65536, 256, 1])
    known, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
    kept = known[np.argsort(-count, kind="stable")[:256]]
    palette, every = (np.stack([one >> 16, one >> 8 & 255, one & 255], 1) for one in (kept, known))
    nearest = np.array([((palette - one) ** 2).sum(1).argmin() for one in every], np.uint8)
    rows = nearest[place].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


if __name__ == "__main__":
    main()
