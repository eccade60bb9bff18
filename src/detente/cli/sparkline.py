"""Numbers over time in one line of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_NOTHING: Final = "·"
"""Stands for a zero, so that the smallest block is still something."""


def sparkline(values: Sequence[float], *, width: int, most: float | None = None) -> str:
    """Values as blocks, the highest for the largest; several as their sum where there is no room.

    Args:
        values: Numbers from zero up, one a period.
        width: Columns at most.
        most: What fills a block; the largest sum if None. Lines of one `most` can be compared.

    >>> sparkline([0, 1, 4, 8], width=4)
    '·▁▄█'
    """
    sums = gathered(values, width)
    top = max(sums, default=0.0) if most is None else most
    return "".join(_block(value / top) if value and top else _NOTHING for value in sums)


def gathered(values: Sequence[float], width: int) -> list[float]:
    """As many sums of neighbours as there are columns, all of equally many but the last."""
    step = -(-len(values) // width) or 1
    return [sum(values[at : at + step]) for at in range(0, len(values), step)]


def _block(share: float) -> str:
    return _BLOCKS[min(max(-(-int(share * 1e9) * len(_BLOCKS) // 10**9), 1), len(_BLOCKS)) - 1]
