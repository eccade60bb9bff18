"""Charts as pictures: SVG and PNG, without a browser and without a connection."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from detente.errors import InstallationError
from detente.wording import flat

if TYPE_CHECKING:
    from detente.report.charts.chart import Chart

VEGA_LITE: Final = "6.1"
"""The version of the language; the specifications are compiled with it, here and in the page."""

_INSTALL: Final = "pip install 'detente[report]'"
_NAMED: Final = re.compile(r"\bclip\d+\b")
_OPENING: Final = re.compile(r"<svg[^>]*>")


def svg(chart: Chart) -> str:
    """The chart as SVG; its title and what it shows stand in `<title>` and `<desc>`.

    Raises:
        InstallationError: D402 without the extra `report`.
    """
    drawn: str = _renumbered(engine().vegalite_to_svg(chart.spec, **_OPTIONS))
    title, description = (escape(flat(words)) for words in (chart.title, chart.description))
    words = f"<title>{title}</title><desc>{description}</desc>"
    return _OPENING.sub(lambda opening: opening.group() + words, drawn, count=1) + "\n"


def png(chart: Chart, *, scale: float = 2.0) -> bytes:
    """The chart as PNG.

    Args:
        chart: What to draw.
        scale: Pixels of the picture for one of the chart; 2 is sharp on paper.

    Raises:
        InstallationError: D402 without the extra `report`.
    """
    drawn: bytes = engine().vegalite_to_png(chart.spec, scale=scale, **_OPTIONS)
    return drawn


def _renumbered(drawn: str) -> str:
    """The picture with its inner names counted from one: the engine counts on from the last."""
    names: dict[str, str] = {}
    return _NAMED.sub(lambda found: names.setdefault(found[0], f"clip{len(names) + 1}"), drawn)


def bundle() -> str:
    """The JavaScript that draws specifications in a browser: Vega, Vega-Lite and Vega-Embed.

    Raises:
        InstallationError: D402 without the extra `report`.
    """
    script: str = engine().javascript_bundle(vl_version=VEGA_LITE)
    return script


def engine() -> Any:  # noqa: ANN401 - a module that may be absent
    """The module that draws. Raises InstallationError D402 without the extra `report`."""
    try:
        return import_module("vl_convert")
    except ImportError as error:
        raise InstallationError("D402", "charts", detail=_INSTALL) from error


_OPTIONS: Final[dict[str, Any]] = {"vl_version": VEGA_LITE, "allowed_base_urls": []}
"""A chart holds its data; an address in it is not followed."""
