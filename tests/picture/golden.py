"""How every kind of picture looked when somebody last looked at it: one SVG for the screen and one for paper.

``python -m tests.picture.golden`` draws them anew. Look at those that changed before they are kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ikdesk.picture.layout import LIGHT, PRINT, layout
from ikdesk.picture.svg import to_svg
from tests.picture.kinds import ALL

FOLDER = Path(__file__).parent / "golden"
PALETTES = {"light": LIGHT, "print": PRINT}
PICTURES = [(kind, look) for kind in ALL for look in PALETTES]


def path_of(kind: str, look: str) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{kind.replace(' ', '_')}-{look}.svg"


def drawn(kind: str, look: str) -> str:
    """The picture as it is drawn now, 640 wide on the screen and as wide as a page of paper."""
    width, size = (640.0, 12.5) if look == "light" else (451.0, 9.5)
    palette = PALETTES[look]
    return to_svg(layout(ALL[kind], width, palette=palette, size=size), palette.surface)


def renew() -> list[Path]:
    """Draw them all anew; which ones changed."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {path_of(*one): drawn(*one) for one in PICTURES}
    for path in {*FOLDER.glob("*.svg")} - {*wanted}:
        path.unlink()
    changed = [path for path, svg in wanted.items() if not path.is_file() or path.read_text("utf-8") != svg]
    for path in changed:
        path.write_text(wanted[path], "utf-8", newline="\n")
    return changed


if __name__ == "__main__":
    sys.stdout.writelines(f"{path.name}\n" for path in renew())
