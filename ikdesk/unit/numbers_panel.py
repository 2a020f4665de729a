"""A number with decimals, as people here write it: 19,4."""

from __future__ import annotations

import re

from ikdesk.kernel.words import _
from ikdesk.ui.text_field import TextField


class DecimalField(TextField):
    """A number that may have a decimal comma; a point is understood too."""

    def __init__(self, *, width: float = 110) -> None:
        super().__init__(width=width)

    def value(self) -> float | None:  # type: ignore[override]
        """The number; None if it is empty or no number."""
        text = self._plain()
        return float(text) if re.fullmatch(r"\d{1,7}(\.\d{1,4})?", text, re.ASCII) else None

    def set_value(self, value: object) -> None:
        """Show this number with a decimal comma; text is shown as it was typed."""
        if isinstance(value, float):
            value = f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
        super().set_value(value)

    def complaint(self) -> str:
        """What is wrong with what was typed."""
        wrong = bool(self._plain()) and self.value() is None
        return str(_("Skriv et tall, for eksempel 19,4.")) if wrong else ""

    def _plain(self) -> str:
        return "".join(self.text().split()).replace(",", ".")
