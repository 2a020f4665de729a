"""The first minutes with IKdesk: four short steps, and the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.paths import data_folder
from ikdesk.kernel.words import _
from ikdesk.safe.post import post_in
from ikdesk.start.actions import FirstAnswers
from ikdesk.start.code_panel import CodePanel
from ikdesk.start.first_folder_panel import FirstFolderPanel
from ikdesk.start.first_leader_panel import FirstLeaderPanel
from ikdesk.start.first_places_panel import FirstPlacesPanel
from ikdesk.start.first_unit_panel import FirstUnitPanel
from ikdesk.ui.buttons import PrimaryButton, QuietButton, SecondaryButton
from ikdesk.ui.cards import Banner, PageHead, Pill
from ikdesk.ui.dialogs import ask_folder
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.footer import Footer, go_to
from ikdesk.ui.layouts import Column
from ikdesk.ui.middle import in_the_middle, scrolling_in_the_middle
from ikdesk.ui.text import announce

STEPS = 4
Step = FirstUnitPanel | FirstPlacesPanel | FirstLeaderPanel | FirstFolderPanel


@dataclass(frozen=True, slots=True)
class NewUnit:
    """Everything the four steps asked."""

    answers: FirstAnswers  # the unit itself; the leader is not in it
    language: str  # nb, nn or en
    leader: str
    password: str
    folder: Path


class FirstPage(QWidget):
    """The four steps. ``ready()`` when the data are made and the recovery code is written down.

    ``wants_restore()`` when somebody has a backup from before, ``wants_archive()`` an archive, ``wants_sector()`` when
    they receive reports of many.

    Args:
        make: makes the data, and gives back the recovery code.
        demo: opens the demo kindergarten instead.
        folder: where the data are proposed to lie; the usual place when left out.
        post: opens a message post in a folder instead.
    """

    ready = Signal()
    wants_restore = Signal()
    wants_archive = Signal()
    wants_sector = Signal()

    def __init__(
        self, make: Callable[[NewUnit], str], demo: Callable[[], None], folder: Path | None = None,
        post: Callable[[Path], object] = lambda _folder: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._make, self._open_post, self._at = make, post, 0
        self._unit, self._places, self._leader = FirstUnitPanel(), FirstPlacesPanel(), FirstLeaderPanel()
        self._folder = FirstFolderPanel(folder or data_folder())
        self.steps: tuple[Step, ...] = (self._unit, self._places, self._leader, self._folder)
        self.code: CodePanel | None = None
        self._build()
        self._connect(demo)
        self.reload()

    def _build(self) -> None:
        self.step = Pill("", "info", "-")
        self.head = PageHead("", "", self.step)
        self.problem = Banner("", "danger")
        self.problem.hide()
        self._stack = QStackedWidget()
        for panel in self.steps:
            self._stack.addWidget(scrolling_in_the_middle(panel))
        top = QWidget()
        Column(self.head, self.problem, spacing=12, margins=(0, 24, 0, 12), parent=top)
        self.forward = PrimaryButton(str(_("Neste")), "arrow-right")
        self.back = SecondaryButton(str(_("Forrige")))
        self.demo = QuietButton(str(_("Prøv med eksempeldata")), "circle-dot")
        self.post = QuietButton(str(_("Åpne meldepost …")), "hard-drive")
        note = str(_("Enter går videre · Esc går tilbake"))
        self.footer = Footer(self.forward, self.back, self.demo, self.post, note=note)
        whole = Column(in_the_middle(top, 28), spacing=0, parent=self)
        whole.put(self._stack, 1)
        whole.put(self.footer)
        self.panes = [self._stack, self.footer]

    def _connect(self, demo: Callable[[], None]) -> None:
        self.forward.clicked.connect(self._on_forward)
        self.back.clicked.connect(self._on_back)
        self.demo.clicked.connect(lambda _on=False: demo())
        self.post.clicked.connect(self._on_post)
        self._unit.restore.clicked.connect(self.wants_restore)
        self._unit.archive.clicked.connect(self.wants_archive)
        self._unit.sector.clicked.connect(self.wants_sector)
        for keys, act in (("Return", self._on_return), ("Enter", self._on_return), ("Esc", self._on_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Show the step one has come to."""
        panel = self.code or self.steps[self._at]
        self._stack.setCurrentIndex(STEPS if self.code else self._at)
        self.head.say(str(panel.title), str(panel.sub))
        self.step.show_state(_("Steg {n} av {all}").format(n=self._at + 1, all=STEPS), "info", "-")
        self.step.setVisible(self.code is None)
        self.footer.setVisible(self.code is None)
        self.back.setVisible(self._at > 0)
        self.demo.setVisible(self._at == 0)
        self.post.setVisible(self._at == 0)
        self.forward.say(str(_("Neste") if self._at < STEPS - 1 else _("Fullfør")))
        self.problem.hide()
        announce(self, f"{self.step.accessibleName()}. {panel.title}")
        self._first_field(panel).setFocus(Qt.FocusReason.OtherFocusReason)

    def jump(self, step: int) -> None:
        """Show a step.

        Args:
            step: 0–3.
        """
        self._at = step
        self._places.show_kind(self._unit.kind_chosen())
        self.reload()

    def answers(self) -> NewUnit:
        """What was answered until now."""
        unit = FirstAnswers(
            self._unit.name.value(), self._unit.kind_chosen(), departments=self._places.departments.value(),
            standards=self._places.places.value(),
        )  # fmt: skip
        return NewUnit(
            unit, self._unit.language.value() or "nb", self._leader.leader.value(), self._leader.password.text(),
            self._folder.value(),
        )  # fmt: skip

    def _first_field(self, panel: Step | CodePanel) -> QWidget:
        return panel.kept if isinstance(panel, CodePanel) else next(iter(panel.boxes.values())).widget

    def _on_return(self) -> None:
        focus = QApplication.focusWidget()
        click = getattr(focus, "click", None)
        if isinstance(focus, (PrimaryButton, SecondaryButton, QuietButton)) and click is not None:
            click()
        elif focus is self._places.more:
            self._places.add_department()
        elif self.code is None:
            self._on_forward()

    def _on_post(self) -> None:
        chosen = ask_folder(self.window(), str(_("Hvor er meldeposten?")), Path.home())
        if chosen is None:
            return
        folder = post_in(chosen)
        if folder is None:
            self._say_problem(str(_("Her ligger ingen meldepost. Velg minnepinnen den ligger på.")))
            return
        self._open_post(folder)

    def _on_back(self) -> None:
        if self._at and self.code is None:
            self.jump(self._at - 1)

    def _on_forward(self) -> None:
        try:
            self.steps[self._at].check()
        except Invalid as wrong:
            self._show_wrong(wrong)
            return
        if self._at < STEPS - 1:
            self.jump(self._at + 1)
        else:
            self._on_make()

    def _on_make(self) -> None:
        try:
            for panel in self.steps:
                panel.check()
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            try:
                code = self._make(self.answers())
            finally:
                QApplication.restoreOverrideCursor()
        except Invalid as wrong:
            self._show_wrong(wrong)
            return
        except Problem as problem:
            self._say_problem(str(problem))
            return
        self.code = CodePanel(self._unit.name.value(), code)
        self.code.done.connect(self.ready)
        self._stack.addWidget(scrolling_in_the_middle(self.code))
        self.reload()

    def _show_wrong(self, wrong: Invalid) -> None:
        """Go to the step where something is wrong, and say it at its field."""
        for at, panel in enumerate(self.steps):
            known = {key: box for key, box in panel.boxes.items() if key in wrong.messages}
            if known:
                if at != self._at:
                    self.jump(at)
                self._say_at(known, wrong)
                return
        self._say_problem(" ".join(str(said) for said in wrong.messages.values()))

    def _say_at(self, boxes: dict[str, FieldBox], wrong: Invalid) -> None:
        for key, box in boxes.items():
            box.set_error(str(wrong.messages[key]))
        first = next(iter(boxes.values()))
        announce(first, first.error, now=True)
        go_to(first)

    def _say_problem(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.problem.show()
        announce(self.problem, sentence, now=True)


__all__ = ["FirstPage", "NewUnit"]
