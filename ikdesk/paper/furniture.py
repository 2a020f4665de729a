"""What stands on every page round the text: whose report it is, when it was made, and the number of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ikdesk.kernel.words import _, clock_time, short_date
from ikdesk.paper import look
from ikdesk.paper.flowables import shortened
from ikdesk.paper.safe_text import plain
from ikdesk.paper.tagged_canvas import TaggedCanvas

SIZE = 8


@dataclass(frozen=True)
class Furniture:
    """Header and footer of a document."""

    unit: str
    title: str
    when: datetime  # aware
    language: str
    sheet: look.Sheet = look.UPRIGHT
    mark: str = ""  # which case the page belongs to, so that pages that came apart can be put together
    front: float = 0.0  # points of the first page that the colour of the cover takes; 0 without a cover

    def head(self, canvas: TaggedCanvas, _pages: Any) -> None:
        """The unit and the title, at the top of a page; the colour at the top of a cover."""
        if self.front and canvas.getPageNumber() == 1:
            self._front(canvas)
            return
        width, height = canvas.page_size
        y, right = height - 40, width - look.RIGHT
        with canvas.artifact("/Type/Pagination/Subtype/Header"):
            canvas.setFont(look.SEMIBOLD, SIZE)
            canvas.setFillColor(look.colour(look.ACCENT))
            unit = shortened(_one_line(self.unit), look.SEMIBOLD, SIZE, 220)
            canvas.drawString(look.LEFT, y, unit)
            start = look.LEFT + canvas.stringWidth(unit, look.SEMIBOLD, SIZE) + 6
            canvas.setFont(look.REGULAR, SIZE)
            canvas.setFillColor(look.colour(look.MUTED))
            title = "·  " + _one_line(self.title)
            canvas.drawString(start, y, shortened(title, look.REGULAR, SIZE, right - start))
            canvas.setStrokeColor(look.colour(look.RULE))
            canvas.setLineWidth(0.6)
            canvas.line(look.LEFT, y - 7, right, y - 7)

    def _front(self, canvas: TaggedCanvas) -> None:
        with canvas.artifact():
            canvas.setFillColor(look.colour(look.ACCENT))
            canvas.rect(0, self.sheet.height - self.front, self.sheet.width, self.front, stroke=0, fill=1)

    def foot(self, canvas: TaggedCanvas, number: int, total: int) -> None:
        """When it was made, and "side x av y", at the bottom of a page."""
        made = _("Laget {date} kl. {time} med IKdesk").format(
            date=short_date(self.when.date()), time=clock_time(self.when.time())
        )
        canvas.setFont(look.REGULAR, SIZE)
        canvas.setFillColor(look.colour(look.MUTED))
        said = f"{_one_line(self.mark)}  ·  {made}" if self.mark else made
        canvas.drawString(look.LEFT, 34, said)
        page = _("Side {n} av {total}").format(n=number, total=total)
        canvas.drawRightString(canvas.page_size[0] - look.RIGHT, 34, page)


def _one_line(text: str) -> str:
    return " ".join(plain(text, look.glyphs()).split())
