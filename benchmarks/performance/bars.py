"""A small chart as SVG: bars with their names and figures, and a line at the target."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH: Final = 760
_LEFT: Final = 290
_FULL: Final = 380
_STEP: Final = 26
_TOP: Final = 48
_OURS, _OTHER, _TARGET = "#1f5f8b", "#9aa5ad", "#b3261e"


class Bar(NamedTuple):
    """A bar: its name, its length, its figure in words, and whether it is of detente."""

    name: str
    value: float
    figure: str
    ours: bool = True


def chart(title: str, bars: Sequence[Bar], target: float | None = None) -> str:
    """Draw bars below one another; the same bars give the same text.

    Args:
        title: What is shown, with its unit.
        bars: In order; the longest fills the width.
        target: Where a line stands across them.
    """
    most = max([*(b.value for b in bars), target or 0.0]) or 1.0
    height = _TOP + _STEP * len(bars) + 14
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"',
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _words(12, 24, title, 'font-weight="bold" font-size="15"'),
    ]
    for number, bar in enumerate(bars):
        top, length = _TOP + _STEP * number, bar.value / most * _FULL
        fill = _OURS if bar.ours else _OTHER
        parts += [
            _words(_LEFT - 8, top + 13, bar.name, 'text-anchor="end"'),
            f'<rect x="{_LEFT}" y="{top}" width="{length:.1f}" height="18" fill="{fill}"/>',
            _words(_LEFT + length + 6, top + 13, bar.figure, 'text-anchor="start"'),
        ]
    if target is not None:
        x = _LEFT + target / most * _FULL
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 8}" y2="{height - 8}" '
            f'stroke="{_TARGET}" stroke-dasharray="4 3"/>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _words(x: float, y: int, words: str, how: str) -> str:
    return f'<text x="{x:.1f}" y="{y}" {how} fill="#222222">{escape(words)}</text>'
