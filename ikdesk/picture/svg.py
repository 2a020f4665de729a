"""A scene as SVG, for tests that compare pictures and for looking at one."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from ikdesk.picture.scene import Circle, Image, Item, Label, Line, Path, Rect, Scene, hatch_lines

FONT = "Inter, 'DejaVu Sans', sans-serif"


def to_svg(scene: Scene, background: str = "") -> str:
    """The scene as one SVG document.

    Args:
        scene: the drawing.
        background: the colour behind it, "#RRGGBB"; empty for none.
    """
    size = f'width="{scene.width:g}" height="{scene.height:g}" viewBox="0 0 {scene.width:g} {scene.height:g}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">']
    if background:
        lines.append(f'<rect width="100%" height="100%" fill="{background}"/>')
    lines += [_item(item) for item in scene.items]
    return "\n".join([*lines, "</svg>", ""])


def _item(item: Item) -> str:
    match item:
        case Rect():
            return _rect(item)
        case Line():
            dash = f' stroke-dasharray="{item.width * 4:g} {item.width * 3:g}"' if item.dash else ""
            ends = f'x1="{item.x1:.2f}" y1="{item.y1:.2f}" x2="{item.x2:.2f}" y2="{item.y2:.2f}"'
            return f'<line {ends} stroke="{item.stroke}" stroke-width="{item.width:g}"{dash}/>'
        case Path():
            way = " ".join(" ".join([kind, *(f"{number:.2f}" for number in rest)]) for kind, *rest in item.commands)
            return f'<path d="{way}" {_ink(item.fill, item.stroke, item.width)}/>'
        case Circle():
            ink = _ink(item.fill, item.stroke, item.width)
            return f'<circle cx="{item.x:.2f}" cy="{item.y:.2f}" r="{item.r:.2f}" {ink}/>'
        case Label():
            weight = ' font-weight="600"' if item.bold else ""
            place = f'x="{item.x:.2f}" y="{item.y:.2f}" font-size="{item.size:.2f}" text-anchor="{item.anchor}"'
            return f'<text {place} fill="{item.colour}"{weight}>{escape(item.text)}</text>'
        case Image():
            return _image(item)


def _rect(item: Rect) -> str:
    place = f'x="{item.x:.2f}" y="{item.y:.2f}" width="{item.w:.2f}" height="{item.h:.2f}"'
    tip = f"<title>{escape(item.tip)}</title>" if item.tip else ""
    drawn = f'<rect {place} {_ink(item.fill, item.stroke)}>{tip}</rect>'
    return drawn + "".join(_hatch(item)) if item.hatch else drawn


def _image(item: Image) -> str:
    """The drawing itself, inside the document."""
    place = f'x="{item.x:.2f}" y="{item.y:.2f}" width="{item.w:.2f}" height="{item.h:.2f}"'
    kind = "png" if item.data.startswith(b"\x89PNG") else "jpeg"
    inside = b64encode(item.data).decode("ascii")
    return f'<image {place} preserveAspectRatio="none" href="data:image/{kind};base64,{inside}"/>'


def _hatch(item: Rect) -> list[str]:
    """Slanted lines inside a rectangle, cut at its sides."""
    return [
        f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}" stroke="{item.stroke}" stroke-width="1"/>'
        for x1, y1, x2, y2 in hatch_lines(item)
    ]


def _ink(fill: str, stroke: str, width: float = 1.0) -> str:
    edge = f' stroke="{stroke}" stroke-width="{width:g}"' if stroke else ""
    return f'fill="{fill or "none"}"{edge}'
