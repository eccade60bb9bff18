"""The report as a document: composed of blocks once, then written as web page, text, Word or PDF.

`compose` makes a `Report` from a casebook; `write` puts it into a file's bytes.
"""

from __future__ import annotations

from detente.report.document.composing import Order, compose
from detente.report.document.formats import FORMATS, write
from detente.report.document.pieces import Report

__all__ = ["FORMATS", "Order", "Report", "compose", "write"]
