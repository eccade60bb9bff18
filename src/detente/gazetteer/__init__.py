"""Countries, offices and their holders by date, organisations, armed groups, roles, places.

>>> from detente import gazetteer
>>> [e.id for e in gazetteer.lookup("Baghdad")]
['government:IRQ', 'place:IRQ:baghdad']
"""

from __future__ import annotations

from detente.gazetteer.countries import Country, countries, country
from detente.gazetteer.entries import Entry, actor_code
from detente.gazetteer.matching import Match, find, lookup
from detente.gazetteer.members import Member, members
from detente.gazetteer.names import key
from detente.gazetteer.places import Place, places
from detente.gazetteer.roles import Role, role

__all__ = [
    "Country",
    "Entry",
    "Match",
    "Member",
    "Place",
    "Role",
    "actor_code",
    "countries",
    "country",
    "find",
    "key",
    "lookup",
    "members",
    "places",
    "role",
]
