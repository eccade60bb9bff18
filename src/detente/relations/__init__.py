"""Relations: how two sides stand, since when, and why; weighed from the rows of a casebook.

Every number leads back to rows of `events`, every state to a quote.
"""

from __future__ import annotations

from detente.relations.changes import ChannelChange, Dissent, Report
from detente.relations.channels import Channel, ChannelState, channels, state
from detente.relations.escalation import Chain, Link, chains
from detente.relations.periods import By, Period, period, periods
from detente.relations.relation import Relation, relation
from detente.relations.series import Flow, Point, Series, series
from detente.relations.sides import Key, Side, side, sides
from detente.relations.spillover import Instance, Lag, Spillover, spillover
from detente.relations.turning import Measure, TurningPoint, turning_points

__all__ = [
    "By",
    "Chain",
    "Channel",
    "ChannelChange",
    "ChannelState",
    "Dissent",
    "Flow",
    "Instance",
    "Key",
    "Lag",
    "Link",
    "Measure",
    "Period",
    "Point",
    "Relation",
    "Report",
    "Series",
    "Side",
    "Spillover",
    "TurningPoint",
    "chains",
    "channels",
    "period",
    "periods",
    "relation",
    "series",
    "side",
    "sides",
    "spillover",
    "state",
    "turning_points",
]
