"""A bar chart as SVG: groups of bars from 0 to 1, each with its name and its number."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.evaluation.runs import Kind

_FILL: Final = {"ours": "#1f5f8b", "baseline": "#9aa5ad", "peer": "#d08c33"}
_LEGEND: Final = {
    "ours": "detente",
    "baseline": "baseline, run here on the same cases",
    "peer": "peer, its own figure on other cases",
}
_WIDTH: Final = 760
_LEFT: Final = 250
_FULL: Final = 430
_BAR: Final = 14
_STEP: Final = 20
_GAP: Final = 18
_TOP: Final = 70
_FIFTHS: Final = 5


class Bar(NamedTuple):
    """A bar: its name, its length from 0 to 1, whose it is, and an interval if there is one."""

    name: str
    value: float
    kind: Kind
    interval: tuple[float, float] | None = None


class Group(NamedTuple):
    """Bars under a title."""

    title: str
    bars: Sequence[Bar]


def chart(title: str, groups: Sequence[Group]) -> str:
    """Draw groups of bars below one another; the same groups give the same text."""
    height = _TOP + sum(_STEP * (len(g.bars) + 1) + _GAP for g in groups)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"',
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _words(12, 22, title, weight="bold", size=15),
        *_legend(),
        *_grid(height),
    ]
    top = _TOP
    for group in groups:
        parts.append(_words(12, top + _BAR - 2, group.title, weight="bold"))
        top += _STEP
        for bar in group.bars:
            parts += _bar(top, bar)
            top += _STEP
        top += _GAP
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend() -> Iterator[str]:
    left = 12
    for kind, words in _LEGEND.items():
        yield f'<rect x="{left}" y="36" width="12" height="12" fill="{_FILL[kind]}"/>'
        yield _words(left + 18, 46, words)
        left += 36 + 7 * len(words)


def _grid(height: int) -> Iterator[str]:
    for n in range(_FIFTHS + 1):
        x = _LEFT + _FULL * n // _FIFTHS
        yield f'<line x1="{x}" x2="{x}" y1="{_TOP}" y2="{height - _GAP}" stroke="#e3e6e8"/>'


def _bar(top: int, bar: Bar) -> Iterator[str]:
    width = max(0.0, min(1.0, bar.value)) * _FULL
    yield _words(_LEFT - 8, top + _BAR - 3, bar.name, anchor="end")
    fill = _FILL[bar.kind]
    yield f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR}" fill="{fill}"/>'
    end = width
    if bar.interval:
        low, high = (max(0.0, min(1.0, v)) * _FULL + _LEFT for v in bar.interval)
        middle = top + _BAR // 2
        yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" stroke="#222222"/>'
        end = max(end, high - _LEFT)
    yield _words(_LEFT + end + 6, top + _BAR - 3, f"{bar.value:.2f}")


def _words(
    x: float, y: int, words: str, *, weight: str = "normal", anchor: str = "start", size: int = 12
) -> str:
    return (
        f'<text x="{x:g}" y="{y}" font-weight="{weight}" text-anchor="{anchor}" '
        f'font-size="{size}" fill="#222222">{escape(words)}</text>'
    )
