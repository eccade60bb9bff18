"""The reliability diagram as SVG: how often what is said to be so sure is right."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from detente.evaluation.confidence import TASK, middle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.evaluation.runs import Score

_SIDE: Final = 320
_LEFT: Final = 60
_TOP: Final = 50
_HEIGHT: Final = _TOP + _SIDE + 60
_WIDTH: Final = _LEFT + _SIDE + 220
_FIFTHS: Final = 5
_COLOURS: Final = ("#1f5f8b", "#d08c33", "#5b8c5a", "#8a4f7d", "#9aa5ad")
_FEW: Final = 5
"""Records below which a bin says nothing, and is left out."""


class Curve(NamedTuple):
    """The bins of one file: confidence in the middle of the bin, and the share that is right."""

    name: str
    points: Sequence[tuple[float, float]]


def curves(scores: Sequence[Score]) -> list[Curve]:
    """The curves of our scores in the task `confidence`, one a file."""
    found = []
    for score in scores:
        if score.task == TASK.name and score.kind == "ours":
            bins = score.labels.get("confidence", {})
            points = [
                (middle(name), each.precision)
                for name, each in bins.items()
                if each.proposed >= _FEW
            ]
            found.append(Curve(score.gold, sorted(points)))
    return found


def diagram(title: str, found: Sequence[Curve]) -> str:
    """Draw the curves over the line on which all is as sure as it is right."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="12"',
        'fill="#222222">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="12" y="22" font-weight="bold" font-size="15">{escape(title)}</text>',
        *_axes(),
    ]
    for number, curve in enumerate(found):
        parts += _curve(curve, _COLOURS[number % len(_COLOURS)], number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes() -> Iterator[str]:
    for n in range(_FIFTHS + 1):
        share = n / _FIFTHS
        x, y = _at(share, share)
        yield f'<line x1="{x:g}" x2="{x:g}" y1="{_TOP}" y2="{_TOP + _SIDE}" stroke="#e3e6e8"/>'
        yield f'<line x1="{_LEFT}" x2="{_LEFT + _SIDE}" y1="{y:g}" y2="{y:g}" stroke="#e3e6e8"/>'
        yield f'<text x="{x:g}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:g}" text-anchor="end">{share:.1f}</text>'
    (left, low), (right, high) = _at(0, 0), _at(1, 1)
    yield (
        f'<line x1="{left:g}" y1="{low:g}" x2="{right:g}" y2="{high:g}" stroke="#222222"'
        ' stroke-dasharray="4 4"/>'
    )
    yield f'<text x="{_LEFT}" y="{_TOP + _SIDE + 40}">confidence →</text>'
    yield f'<text x="{_LEFT}" y="{_TOP - 8}">share right ↑</text>'


def _curve(curve: Curve, colour: str, number: int) -> Iterator[str]:
    places = [_at(*point) for point in curve.points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
    left, top = _LEFT + _SIDE + 20, _TOP + 20 * number
    yield f'<rect x="{left}" y="{top}" width="12" height="12" fill="{colour}"/>'
    yield f'<text x="{left + 18}" y="{top + 10}">{escape(curve.name)}</text>'


def _at(sure: float, right: float) -> tuple[float, float]:
    return _LEFT + sure * _SIDE, _TOP + (1 - right) * _SIDE
