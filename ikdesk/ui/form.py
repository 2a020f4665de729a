"""A form made from fields: one row for each, what was filled in, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any, Protocol, cast

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.fields import Choice, Field
from ikdesk.kernel.words import _
from ikdesk.ui.choices import CheckBox, CheckGroup, ChoiceGroup
from ikdesk.ui.dates import DateField, TimeField
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown, LongText, NumberField
from ikdesk.ui.layouts import Column
from ikdesk.ui.option import Option
from ikdesk.ui.pointed import PlainWords, Pointed
from ikdesk.ui.text import Label, announce
from ikdesk.ui.text_field import TextField

MANY = 8  # more options than this fold out in a list


def draft_failed(problem: Exception, said: Label) -> None:
    """Tell that a draft could not be written; somebody who types is not interrupted.

    It is tried again after the next key; what is saved in the end says itself why it cannot be.

    Args:
        problem: why; what is no ``Problem`` goes on as any other error.
        said: where it is told when it was written.
    """
    if not isinstance(problem, Problem):
        raise problem
    told = str(_("Utkastet er ikke lagret ennå"))
    if said.text() != told:
        said.say(told)
        announce(said, f"{told}. {problem}")


class Input(Protocol):
    """What a form can hold: a widget with a value that tells when it changes."""

    changed: SignalInstance

    def value(self) -> Any:
        """What was filled in."""

    def set_value(self, value: Any) -> None:
        """Fill it in."""


class Form(QWidget):
    """Rows made from fields.

    Args:
        fields: what is asked, in order.
        codebook: the unit's lists.
        today: what "i dag" is.
        made: hand-made inputs by key, used instead of the ones made here.
        spacing: between rows; logical pixels at 100 %.
    """

    changed = Signal()
    complaints_changed = Signal()
    keeps_drafts = False  # whether somebody keeps drafts of it

    def __init__(
        self, fields: Iterable[Field], codebook: Codebook, today: date, *,
        made: Mapping[str, Any] | None = None, spacing: float = 14,
    ) -> None:  # fmt: skip
        super().__init__()
        self._fields = {field.key: field for field in fields}
        self._boxes: dict[str, FieldBox] = {}
        self._filling = False
        self._other: list[str] = []  # sentences about what has no row here
        for key, field in self._fields.items():
            widget = (made or {}).get(key) or make_input(field, codebook, today)
            own_words = isinstance(widget, CheckBox) or getattr(widget, "asks_itself", False)
            box = FieldBox("" if own_words else field.label, cast("QWidget", widget), hint=field.hint)
            self._boxes[key] = box
            widget.changed.connect(lambda at=key: self._on_input(at))
        self.column = Column(spacing=spacing, parent=self)
        self._placed: set[str] = set()

    def box(self, key: str) -> FieldBox:
        """The row of a field, to be placed by hand in a layout of the page."""
        self._placed.add(key)
        return self._boxes[key]

    def input(self, key: str) -> Any:
        """The widget one writes in or chooses from."""
        return self._boxes[key].widget

    def point_out(self, words: PlainWords, *keys: str) -> None:
        """Point out names and numbers in what is written in some fields.

        Args:
            words: what is no name here.
            keys: the fields; those that are not there are passed over.
        """
        for key in keys:
            if key in self._boxes:
                field = cast("LongText | TextField", self._boxes[key].widget)
                self._boxes[key].put_under(Pointed(field, words))

    def values(self, *, also: Callable[[dict[str, Any]], Mapping[str, str]] | None = None) -> dict[str, Any]:
        """Everything that was filled in, by key.

        Args:
            also: given what could be understood, says what else is wrong; all of it is then told at once.

        Raises:
            Invalid: something cannot be understood (31.11, "abc" for a number), or ``also`` said no.
        """
        wrong = {key: said for key, box in self._boxes.items() if (said := _complaint(box.widget))}
        understood = {key: self._value(key) for key in self._fields if key not in wrong}
        wrong = {**(also(understood) if also else {}), **wrong}
        if wrong:
            raise Invalid(**wrong)
        return understood

    def draft(self) -> dict[str, Any]:
        """Everything that was filled in, also what cannot be understood, as plain data for a draft."""
        kept: dict[str, Any] = {}
        for key, box in self._boxes.items():
            line = getattr(box.widget, "line", box.widget)
            text = getattr(line, "text", None) if isinstance(line, TextField) else None
            kept[key] = text() if text is not None else _plain(cast("Input", box.widget).value())
        return kept

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in; keys that are not there are left alone. Takes what ``values`` and ``draft`` gave."""
        self._filling = True
        for key, value in values.items():
            if key in self._boxes:
                cast("Input", self._boxes[key].widget).set_value(value.code if isinstance(value, Choice) else value)
        self._filling = False
        self.show_errors({})

    def show_errors(self, messages: Mapping[str, str]) -> None:
        """Put sentences under their fields and take the old ones away."""
        for key, box in self._boxes.items():
            box.set_error(str(messages.get(key, "")))
        self._other = [str(said) for key, said in messages.items() if key not in self._boxes]
        self.complaints_changed.emit()

    def go_to_complaint(self) -> None:
        """Go to the first field that is wrong, in a form without a line of complaints at its foot."""
        first = next((box for _said, box in self.complaints() if box is not None), None)
        if first is not None:
            first.focus()

    def complaints(self) -> list[tuple[str, FieldBox | None]]:
        """What is wrong now, in the order of the fields: sentences, and where to go."""
        found: list[tuple[str, FieldBox | None]] = [(box.error, box) for box in self._boxes.values() if box.error]
        return found + [(said, None) for said in self._other]

    def _value(self, key: str) -> Any:
        value = cast("Input", self._boxes[key].widget).value()
        kind = self._fields[key].kind
        if value is None:
            return None
        if isinstance(kind, type) and issubclass(kind, Choice):
            return kind.of(value)
        return int(value) if kind is int and isinstance(value, str) else value

    def _on_input(self, key: str) -> None:
        if self._filling:
            return
        if self._boxes[key].error:
            self._boxes[key].set_error("")  # mended until the next attempt says otherwise
            self.complaints_changed.emit()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Rows that nobody placed by hand stand below one another."""
        if event.type() == QEvent.Type.Polish:
            for key, box in self._boxes.items():
                if key not in self._placed:
                    self._placed.add(key)
                    self.column.put(box)
        return super().event(event)


def options_of(codebook: Codebook, name: str) -> list[Option]:
    """The lines of a code list as options."""
    return [
        Option(entry.code, entry.label, icon=entry.more.get("icon", ""), tone=entry.more.get("tone", ""))
        for entry in codebook.entries(name)
    ]


def make_input(field: Field, codebook: Codebook, today: date) -> Any:
    """The usual widget for a field."""
    if field.kind is tuple:
        return CheckGroup(field.label, options_of(codebook, field.codes))
    if field.codes or issubclass(field.kind, Choice):
        return _one_of_many(field, codebook)
    plain: dict[type, Callable[[], Any]] = {
        bool: lambda: CheckBox(field.label), date: lambda: DateField(today), time: TimeField, int: NumberField,
    }  # fmt: skip
    if field.kind in plain:
        return plain[field.kind]()
    return LongText() if field.long else TextField()


def _one_of_many(field: Field, codebook: Codebook) -> Any:
    if field.codes:
        options = options_of(codebook, field.codes)
    else:
        options = [Option(choice.code, choice.label) for choice in cast("type[Choice]", field.kind)]
    if len(options) > MANY:
        return Dropdown(field.label, options, none="–")
    return ChoiceGroup(field.label, options)


def _complaint(widget: QWidget) -> str:
    complaint = getattr(widget, "complaint", None)
    return str(complaint()) if complaint else ""


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, (date, time)) else value
