"""How far long work has come: on standard error, and only where a person looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich import progress as bars

from detente.cli.output import notes
from detente.cli.typography import flat

if TYPE_CHECKING:
    from types import TracebackType


class Progress:
    """A bar with the number of documents done and the last one's name.

    Args:
        shown: Whether to show it at all; never shown where standard error is no terminal.
    """

    def __init__(self, *, shown: bool) -> None:
        self._console = notes()
        self._bar = bars.Progress(
            bars.SpinnerColumn(),
            bars.BarColumn(),
            bars.TextColumn("{task.completed:,.0f} done"),
            bars.TimeElapsedColumn(),
            bars.TextColumn("{task.description}"),
            console=self._console,
            transient=True,
            disable=not (shown and self._console.is_terminal),
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def advance(self, name: str) -> None:
        """One more document is done."""
        self._bar.update(self._task, advance=1, description=flat(name))

    def note(self, line: str) -> None:
        """A line on standard error, above the bar."""
        self._console.print(flat(line), soft_wrap=True)
