"""Two things side by side: the left one is read to its end before the right one is begun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from ikdesk.paper import look
from ikdesk.paper.flowables import Heading
from ikdesk.paper.tagged_canvas import TaggedCanvas

GAP = 22.0  # points between them
NO_LIMIT = 100_000.0  # points


def narrowed(sheet: look.Sheet, share: float = 0.5) -> look.Sheet:
    """A page as wide as one of the two columns.

    Args:
        sheet: the whole page.
        share: of the width of the text, 0–1.
    """
    return look.Sheet((sheet.text_width - GAP) * share + look.LEFT + look.RIGHT, sheet.height, sheet.tight)


class Beside(Flowable):
    """Two columns that begin at the same height and stay on one page.

    Args:
        left: what is read first.
        right: what is read then.
        sheet: the whole page.
        share: how much of its width the left one has, 0–1.
    """

    canv: TaggedCanvas

    def __init__(
        self, left: Sequence[Flowable], right: Sequence[Flowable], sheet: look.Sheet, share: float = 0.5
    ) -> None:
        super().__init__()
        self.columns = (tuple(left), tuple(right))
        wide = [narrowed(sheet, part).text_width for part in (share, 1 - share)]
        self.at = ((0.0, wide[0]), (wide[0] + GAP, wide[1]))  # left edge, width
        self.width = sheet.text_width

    @property
    def headings(self) -> Iterator[Heading]:
        """The headings in it, as they are read."""
        return (part for column in self.columns for part in column if isinstance(part, Heading))

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """As much as the first of each column wants."""
        return max(float(column[0].getSpaceBefore()) for column in self.columns)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As high as the higher column."""
        heights = [
            sum(gap + height for _part, gap, height in _placed(column, wide))
            for column, (_x, wide) in zip(self.columns, self.at, strict=True)
        ]
        self.height = max(heights)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the left column, then the right one."""
        for column, (x, wide) in zip(self.columns, self.at, strict=True):
            y = self.height
            for part, gap, height in _placed(column, wide):
                y -= gap + height
                part.drawOn(self.canv, x, y)


def _placed(column: Sequence[Flowable], wide: float) -> Iterator[tuple[Flowable, float, float]]:
    """Each part with the air above it and its height."""
    after = None
    for part in column:
        height = float(part.wrap(wide, NO_LIMIT)[1])
        yield part, 0.0 if after is None else max(after, float(part.getSpaceBefore())), height
        after = float(part.getSpaceAfter())
