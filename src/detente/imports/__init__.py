"""Event data that others have coded, as a casebook: every row a document of its own words."""

from __future__ import annotations

from detente.imports.bringing import FORMATS, Tally, bring, check

__all__ = ["FORMATS", "Tally", "bring", "check"]
