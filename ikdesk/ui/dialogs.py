"""The few questions that are asked in a box of their own; every button has a verb in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.words import _
from ikdesk.ui.buttons import Button, PrimaryButton, SecondaryButton
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.icons import Icon
from ikdesk.ui.layouts import Column, Row
from ikdesk.ui.text import Heading, Label
from ikdesk.ui.text_field import TextField
from ikdesk.ui.theme import px


class Box(QDialog):
    """A box with a heading, a few sentences and buttons with verbs.

    Args:
        parent: the window it belongs to.
        title: the heading.
        text: what it is about.
        icon: beside the heading, or "".
        tone: of the icon.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str, *, icon: str = "", tone: str = "info") -> None:
        super().__init__(parent)
        self.setWindowTitle(str(title))
        self.setMinimumWidth(px(440))
        self.setMaximumWidth(px(620))
        head = Row(spacing=12)
        if icon:
            head.put(Icon(icon, tone, 24))
        head.put(Heading(title, 2), 1)
        self.body = Column(Label(text), spacing=12)
        self._buttons = Row(spacing=10)
        Column(head, self.body, 1, self._buttons, spacing=16, margins=(24, 20, 24, 20), parent=self)
        self.answer = ""
        self.waiting = False  # for an answer

    def offer(self, *choices: tuple[str, Button], enter: int = 0) -> None:
        """Show buttons; Escape chooses nothing.

        Args:
            choices: what the answer is, and the button.
            enter: which of them Enter presses, and focus stands on; the first when left out.
        """
        for at, (answer, button) in enumerate(choices):
            button.clicked.connect(lambda _on=False, chosen=answer: self._on_chosen(chosen))
            button.setDefault(at == enter)
            self._buttons.put(button)
        self._buttons.put(1)
        if enter:
            choices[enter][1].setFocus()

    def ask(self) -> str:
        """Show it and wait; the answer, or "" if it was closed.

        It waits also while it is hidden, as the screen lock hides it: Qt's own ``exec`` would take that for an answer.
        """
        waits = QEventLoop()
        self.finished.connect(waits.quit)
        self.destroyed.connect(waits.quit)
        self.setModal(True)
        self.waiting = True
        self._fit()
        self.show()
        waits.exec()
        self.waiting = False
        return self.answer

    def _fit(self) -> None:
        """Room for all that is said: Qt takes the height of long sentences from how they would stand on wider lines."""
        self.ensurePolished()
        wanted = self.sizeHint().expandedTo(self.minimumSize()).boundedTo(self.maximumSize())
        layout = self.layout()
        high = layout.totalHeightForWidth(wanted.width()) if layout is not None else 0
        self.resize(wanted.width(), max(wanted.height(), high))

    def _on_chosen(self, answer: str) -> None:
        self.answer = answer
        self.accept()


def confirm(parent: QWidget | None, title: str, text: str, verb: str, *, careful: bool = False) -> bool:
    """Ask before what cannot be undone.

    Args:
        parent: the window.
        title: the question.
        text: what happens.
        verb: on the button that does it.
        careful: Enter calls it off: nobody says yes by pressing on.
    """
    box = Box(parent, title, text, icon="triangle-alert", tone="warn")
    box.offer(("yes", PrimaryButton(verb)), ("", SecondaryButton(_("Avbryt"))), enter=int(careful))
    return box.ask() == "yes"


def tell(parent: QWidget | None, title: str, text: str, *, tone: str = "info") -> None:
    """Say something that must be read."""
    icon = {"danger": "circle-alert", "warn": "triangle-alert", "ok": "circle-check"}.get(tone, "info")
    box = Box(parent, title, text, icon=icon, tone=tone)
    box.offer(("", PrimaryButton(_("Lukk"))))
    box.ask()


class ReasonBox(Box):
    """Asks why; there is no answer without a reason."""

    def __init__(self, parent: QWidget | None, title: str, text: str, verb: str) -> None:
        super().__init__(parent, title, text)
        self.reason = TextField()
        self.field = FieldBox(_("Hvorfor?"), self.reason)
        self.body.put(self.field)
        self.offer(("yes", PrimaryButton(verb)), ("", SecondaryButton(_("Avbryt"))))
        self.reason.setFocus()

    def _on_chosen(self, answer: str) -> None:
        if answer and not self.reason.value():
            self.field.set_error(_("Skriv kort hvorfor."))
            self.field.focus()
            return
        super()._on_chosen(answer)


class LineBox(Box):
    """Asks for one line, and stays until it is one that can be kept.

    Args:
        parent: the window.
        title: what is asked.
        text: why.
        keep: keeps it; raises Invalid or Problem where it cannot be.
        key: the attribute a refusal is about.
    """

    def __init__(
        self, parent: QWidget | None, title: str, text: str, keep: Callable[[str], object], key: str
    ) -> None:
        super().__init__(parent, title, text)
        self._keep, self._key = keep, key

    def put_line(self, question: str, line: str, verb: str, hint: str = "") -> TextField:
        """Put the line there, and the buttons under it; focus stands in it.

        Args:
            question: above it.
            line: what stands in it from the beginning.
            verb: on the button that keeps it.
            hint: between.
        """
        self._line = TextField()
        self._line.set_value(line)
        self.field = FieldBox(question, self._line, hint=hint)
        self.body.put(self.field)
        self.offer(("yes", PrimaryButton(verb, "check")), ("", SecondaryButton(_("Avbryt"))))
        self._line.setFocus()
        return self._line

    def _on_chosen(self, answer: str) -> None:
        if answer:
            try:
                self._keep(self._line.value())
            except (Invalid, Problem) as wrong:
                said = wrong.messages.get(self._key, wrong) if isinstance(wrong, Invalid) else wrong
                self.field.set_error(str(said))
                self.field.focus()
                return
        super()._on_chosen(answer)


def ask_reason(parent: QWidget | None, title: str, text: str, verb: str) -> str:
    """Ask why something is done; the reason, or "" if it was called off."""
    box = ReasonBox(parent, title, text, verb)
    return box.reason.value() if box.ask() else ""


def _file_dialog(parent: QWidget | None, title: str, start: Path, filters: str) -> QFileDialog:
    dialog = QFileDialog(parent, str(title), str(start), filters)
    named = {
        QFileDialog.DialogLabel.LookIn: _("Mappe"), QFileDialog.DialogLabel.FileName: _("Filnavn"),
        QFileDialog.DialogLabel.FileType: _("Filtype"), QFileDialog.DialogLabel.Reject: _("Avbryt"),
    }  # fmt: skip
    for which, words in named.items():
        dialog.setLabelText(which, str(words))
    return dialog


def ask_save_path(parent: QWidget | None, title: str, suggested: Path, kind: str) -> Path | None:
    """Ask where to save.

    Args:
        parent: the window.
        title: of the box.
        suggested: folder and name to begin with.
        kind: for example "PDF (*.pdf)".
    """
    dialog = _file_dialog(parent, title, suggested.parent, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, str(_("Lagre")))
    dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
    dialog.selectFile(suggested.name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() and dialog.selectedFiles() else None


def ask_open_path(parent: QWidget | None, title: str, start: Path, kind: str) -> Path | None:
    """Ask which file to open.

    Args:
        parent: the window.
        title: of the box.
        start: the folder to begin in.
        kind: for example "Regneark og CSV (*.xlsx *.csv)".
    """
    dialog = _file_dialog(parent, title, start, kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, str(_("Åpne")))
    return Path(dialog.selectedFiles()[0]) if dialog.exec() and dialog.selectedFiles() else None


def ask_open_paths(parent: QWidget | None, title: str, start: Path, kind: str) -> tuple[Path, ...]:
    """Ask which files to open, one or several; none if it was called off.

    Args:
        parent: the window.
        title: of the box.
        start: the folder to begin in.
        kind: for example "PDF og Excel (*.pdf *.xlsx)".
    """
    dialog = _file_dialog(parent, title, start, kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, str(_("Åpne")))
    return tuple(Path(name) for name in dialog.selectedFiles()) if dialog.exec() else ()


def ask_folder(parent: QWidget | None, title: str, start: Path) -> Path | None:
    """Ask for a folder."""
    dialog = _file_dialog(parent, title, start, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, str(_("Velg")))
    return Path(dialog.selectedFiles()[0]) if dialog.exec() and dialog.selectedFiles() else None


def show_problem(parent: QWidget | None, problem: Problem) -> None:
    """Say what the world said no to, and what to do about it."""
    tell(parent, str(_("Det gikk ikke")), str(problem), tone="warn")
