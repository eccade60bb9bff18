"""Layout that `rich` lacks: quotations with a bar down their side, lines without a tail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from detente.cli.typography import HELD, flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

_BAR: Final = "│ "
_DIM: Final = Style(dim=True)


class Quoted:
    """Words of the document as they stand there, white space evened, with their reference.

    Args:
        words: The words.
        reference: Where they stand, as `l. 12`.
    """

    def __init__(self, words: str, reference: str) -> None:
        joined = flat(words)
        # The reference must not part from the last word, nor its own parts from each other.
        place = reference.replace(" ", HELD)
        self._text = Text(f"{joined}{HELD}{HELD}{place}" if place else joined, style="dim")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(options.max_width - len(_BAR), len(_BAR))
        for line in console.render_lines(self._text, options.update(width=width), pad=False):
            yield Segment(_BAR, _DIM)
            yield from line
            yield Segment.line()


class Measured:
    """Content no wider than a person reads with ease, its lines without blanks at their end.

    Prints a space for `HELD`.

    Args:
        content: What to lay out.
        width: Columns at most.
    """

    def __init__(self, content: RenderableType, width: int) -> None:
        self._content = content
        self._width = width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, self._width)
        for line in console.render_lines(self._content, options.update(width=width), pad=False):
            for text, style, control in _trimmed(line):
                yield Segment(text.replace(HELD, " "), style, control)
            yield Segment.line()


def _trimmed(line: Sequence[Segment]) -> list[Segment]:
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        text, style, control = kept[-1]
        kept[-1] = Segment(text.rstrip(" "), style, control)
    return kept
