"""Reports made beside the window: drafts, and those that are delivered; how it goes is told at the foot of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _
from ikdesk.reports.delivery_actions import keep_report
from ikdesk.reports.delivery_model import Delivered, Ready, Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_writing import draw_delivery, write_delivery
from ikdesk.reports.foot_panel import FootPanel
from ikdesk.reports.sent_panel import SentBanner, sent_words
from ikdesk.reports.target_panel import made_report_folder
from ikdesk.ui.desk import Desk
from ikdesk.ui.jobs import Tick

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ikdesk.kernel.signer import Signer


class Maker(QObject):
    """Makes one report at a time. ``made()`` when its files lie there.

    Args:
        desk: verbs.
        tell: shows a toast.
        foot: where it is told how it goes.
    """

    made = Signal()

    def __init__(self, desk: Desk, tell: Callable[..., None], foot: FootPanel) -> None:
        super().__init__(foot)
        self._desk, self._tell, self._foot = desk, tell, foot

    def make(self, wanted: Wanted) -> None:
        """Make a report; with somebody to get it, it is delivered.

        Args:
            wanted: which, and what shall come of it.

        Raises:
            Problem: the folder for reports is not there.
        """
        folder = made_report_folder(self._desk)
        self._foot.forget()
        signer, when, today = self._signer(), self._desk.clock.local().astimezone(), self._desk.today

        def read(session: Session, viewer: Viewer) -> Ready:
            return ready_report(session, wanted, viewer=viewer, today=today)

        def draw(ready: Ready, tick: Tick) -> Delivered:
            return draw_delivery(ready, wanted, signer=signer, when=when, tick=tick)

        def keep(session: Session, drawn: Delivered, *, by: Viewer, today: date) -> None:
            keep_report(session, drawn, by=by, today=today)

        def done(drawn: Delivered) -> None:
            written = write_delivery(self._desk, drawn, folder)
            names = [one.name for one in (*drawn.files, *drawn.extra) if one.format in (*drawn.asked, "locked")]
            if wanted.delivered:
                banner = SentBanner(written, drawn)
                self._foot.show_banner(banner, sent_words(written, drawn), (written.mail or written.paths[0]))
            else:
                self._foot.show_made(list(written.paths), names)
            self.made.emit()

        job = self._desk.start(read, draw, keep)
        job.succeeded.connect(done)
        job.cancelled.connect(lambda: self._on_stopped(wanted))
        words = _("Leverer rapporten for {period} …") if wanted.delivered else _("Lager rapporten for {period} …")
        self._foot.follow(job, words.format(period=wanted.period.name))

    def _signer(self) -> Signer:
        if self._desk.signing is None:
            raise LookupError("nothing to sign with")
        return self._desk.signing()

    def _on_stopped(self, wanted: Wanted) -> None:
        said = _("Rapporten for {period} ble stoppet.").format(period=wanted.period.name)
        self._tell(f"{said} {_('Ingenting er levert.')}" if wanted.delivered else said)
