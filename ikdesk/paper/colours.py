"""The few colours of paper and workbooks, as #RRGGBB."""

from __future__ import annotations

ACCENT, PAST, OTHER, TINT = "#0E5A6B", "#5A95A2", "#6B7A83", "#EEF4F5"
FLAG, PAPER = "#A8430A", "#FFFFFF"
INK, MUTED, RULE, STRONG_RULE = "#15242B", "#4E5F68", "#D3DCE0", "#71818A"
STATES = {"green": "#1A6138", "yellow": "#7A4900", "red": "#A3171F", "unused": "#46555D"}
STATE_TINTS = {"green": "#E1F3E7", "yellow": "#FFF0D4", "red": "#FCE9E8", "unused": "#E8EDEF"}
SERIES = ("#0E5A6B", "#DD6A14", "#9A35C0", "#7A3708", "#2B1468")
