"""Role nouns: "troops", "lawmakers", "inspector general", with their kind and sectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from detente.gazetteer.names import key
from detente.tables import Row, rows, values

if TYPE_CHECKING:
    from detente.records import EntityKind


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun, one word or several.

    `plural` is "" where the noun has none; `kind` and `sectors` are those of an entity described
    by it alone; `note` says more where the word needs it.
    """

    word: str
    plural: str
    kind: EntityKind
    sectors: tuple[str, ...]
    note: str = ""


@lru_cache(maxsize=4096)
def role(words: str) -> Role | None:
    """The role a noun phrase names: its longest ending that is one, singular or plural.

    Case, hyphens and diacritics matter not. None if no ending is a role.

    >>> found = role("Iraqi security forces")
    >>> found and found.word
    'security force'
    """
    forms = key(words).split(" ")
    for first in range(len(forms)):
        found = _roles().get(" ".join(forms[first:]))
        if found:
            return found
    return None


@cache
def _roles() -> dict[str, Role]:
    """Roles by the normal form of singular and plural; a singular goes before a like plural."""
    every = tuple(map(_role, rows("detente.gazetteer", "roles")))
    plurals = {key(r.plural): r for r in every if r.plural}
    return plurals | {key(r.word): r for r in every}


def _role(row: Row) -> Role:
    kind = cast("EntityKind", row["kind"])
    return Role(row["word"], row["plural"], kind, values(row["sectors"]), row["note"])
