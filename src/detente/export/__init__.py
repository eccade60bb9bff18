"""What leaves the house: a casebook's events and tables in the formats that others read."""

from __future__ import annotations

from detente.export.formats import FORMATS, Format, export
from detente.export.tally import Tally

__all__ = ["FORMATS", "Format", "Tally", "export"]
