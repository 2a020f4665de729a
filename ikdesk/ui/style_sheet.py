"""The one style sheet, made from the tokens: what Qt's own widgets need to look like the rest."""

from __future__ import annotations

from collections.abc import Callable

from ikdesk.ui.tokens import Tokens

_SHEET = """
QToolTip {{ background: {text}; color: {surface}; border: 0; padding: {p6}px {p10}px; }}
QLabel {{ background: transparent; }}
QLabel[look="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[look="section"] {{ font-size: {section}px; font-weight: 600; }}
QLabel[look="card"] {{ font-size: {card}px; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="medium"] {{ font-weight: 500; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="secondary"] {{ color: {muted}; font-size: {secondary}px; }}
QLabel[look="kpi"] {{ font-size: {kpi}px; font-weight: 600; }}
QLabel[look="error"] {{ color: {danger}; font-weight: 500; }}
QGroupBox {{ border: 0; margin: 0; padding: 0; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox {{
  background: {surface}; color: {text}; border: 1px solid {strong}; border-radius: {p7}px;
  padding: 0 {p11}px; selection-background-color: {primary}; selection-color: {on_primary};
}}
QLineEdit, QSpinBox {{ min-height: {field}px; max-height: {field}px; }}
QPlainTextEdit, QTextEdit {{ padding: {p5}px {p6}px; }}
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover {{ border-color: {text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus {{
  border: 2px solid {primary}; padding: 0 {p10}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {p4}px {p5}px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"] {{
  border: 2px solid {danger}; padding: 0 {p10}px; }}
QLineEdit[wrong="true"] {{ min-height: {field_inside}px; max-height: {field_inside}px; }}
QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"] {{ padding: {p4}px {p5}px; }}
QLineEdit[readOnly="true"] {{ background: {subtle}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{
  background: {surface}; color: {text}; border: 1px solid {strong}; padding: {p4}px;
  outline: 0; selection-background-color: {sel}; selection-color: {on_sel}; }}
QComboBox QAbstractItemView::item {{ min-height: {row}px; padding: 0 {p8}px; border-radius: {p4}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {sel}; color: {on_sel}; }}
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {strong}; border-radius: {p4}px; margin: {p2}px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::handle:vertical {{ min-height: {p36}px; }}
QScrollBar::handle:horizontal {{ min-width: {p36}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTableView {{ background: {surface}; border: 0; outline: 0; gridline-color: {border};
  selection-background-color: {sel}; selection-color: {on_sel}; }}
QHeaderView {{ background: {surface}; border: 0; }}
QHeaderView::section {{ background: {surface}; color: {muted}; font-weight: 600; border: 0;
  border-bottom: 1px solid {border}; padding: 0 {p10}px; }}
QHeaderView::section:hover {{ background: {subtle}; color: {text}; }}
QTableCornerButton::section {{ background: {surface}; border: 0; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {strong}; border-radius: {p7}px; padding: {p4}px; }}
QMenu::item {{ padding: {p8}px {p24}px {p8}px {p12}px; border-radius: {p4}px; }}
QMenu::item:selected {{ background: {sel}; color: {on_sel}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: {p4}px {p8}px; }}
QProgressBar {{ background: {subtle}; border: 0; border-radius: {p4}px; min-height: {p8}px; max-height: {p8}px; }}
QProgressBar::chunk {{ background: {primary}; border-radius: {p4}px; }}
QSplitter::handle {{ background: transparent; }}
QDialog, QMessageBox {{ background: {surface}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {border}; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: {p8}px {p14}px; border: 0;
  border-bottom: {p3}px solid transparent; font-weight: 500; }}
QTabBar::tab:hover {{ color: {text}; background: {subtle}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {primary}; font-weight: 600; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton {{ color: {text}; background: transparent; border: 0; border-radius: {p7}px;
  padding: {p6}px {p8}px; font-weight: 600; }}
QCalendarWidget QToolButton:hover {{ background: {subtle}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; selection-background-color: {primary};
  selection-color: {on_primary}; }}
"""

LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 24, 36)


def style_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet for a set of colours.

    Args:
        tokens: the colours.
        px: gives a length at the text size chosen, in logical pixels.
    """
    colors = {name: getattr(tokens, name) for name in tokens._fields if name != "series"}
    lengths = {f"p{length}": px(length) for length in LENGTHS}
    sizes = {"title": 1.85, "section": 1.22, "card": 1.1, "secondary": 0.93, "kpi": 1.55}
    type_scale = {name: px(14 * scale) for name, scale in sizes.items()}
    return _SHEET.format(**colors, **lengths, **type_scale, field=px(38) - 2, field_inside=px(38) - 4, row=px(34))
