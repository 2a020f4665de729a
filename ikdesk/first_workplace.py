"""What stands in the window before there are any data: the four first steps, or a backup from before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk import data as opening
from ikdesk import restore_data
from ikdesk.backups.restore_model import Returned, Tick, Wish
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.paths import application_folder, documents_folder
from ikdesk.kernel.settings import Settings, write_settings
from ikdesk.kernel.words import use_language
from ikdesk.people.users_data import VaultUsers
from ikdesk.safe.second import remembered
from ikdesk.safe.vault import unlock
from ikdesk.sector.known_model import KNOWN_NAME
from ikdesk.start.first_page import FirstPage, NewUnit
from ikdesk.start.restore_page import RestorePage
from ikdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from ikdesk.archive.page import TakeInPage
    from ikdesk.sector.page import SectorPage


def first_page(
    folder: Path, clock: Clock, made: Callable[[opening.Data], None], demo: Callable[[Path], None],
    post: Callable[[Path], object],
) -> FirstPage:
    """The four first steps.

    Args:
        folder: where the data will lie if nobody says otherwise.
        clock: the program's clock.
        made: gets the open data when the last step is done.
        demo: gets the folder of the demo when that was wanted instead.
        post: gets the folder of a message post when that was wanted instead.
    """
    ready: list[opening.Data] = []

    def make(new: NewUnit) -> str:
        use_language(new.language)
        data, code = opening.make_first_data(new.folder, new.password, new.answers, leader=new.leader, clock=clock)
        write_settings(new.folder, Settings(language=new.language))
        ready.append(data)
        return code

    def make_demo() -> None:
        beside = folder.with_name(f"{folder.name}-demo")
        if not opening.exists(beside):
            from ikdesk.start.demo_writing import send_earlier  # late: it draws

            with closing(opening.make_demo_data(beside)) as made:
                send_earlier(made)
        demo(beside)

    page = FirstPage(make, make_demo, folder, post)
    page.ready.connect(partial(_hand_over, ready, made))
    return page


def _hand_over(ready: list[opening.Data], made: Callable[[opening.Data], None]) -> None:
    VaultUsers(ready[-1]).keep_code()  # or one had not come past the sheet with the code
    made(ready[-1])


def archive_page(folder: Path, clock: Clock, jobs: Jobs) -> TakeInPage:
    """Where an archive is taken in; ``done`` gives the open data when the recovery code is written down.

    Args:
        folder: where the data will lie if nobody says otherwise.
        clock: the program's clock.
        jobs: carries what takes time.
    """
    from ikdesk.archive.page import TakeInPage  # late: hardly anybody has one
    from ikdesk.archive.take_in_model import TakeIn, TakenIn
    from ikdesk.archive_data import import_archive

    def bring(wish: TakeIn, tick: Tick) -> TakenIn:
        made = import_archive(wish.archive, wish.folder, wish.password, name=wish.name, clock=clock, tick=tick)
        data = opening.open_data(wish.folder, unlock(wish.folder, wish.password, made.name), clock=clock)
        return TakenIn(data, made.unit, made.code)

    page = TakeInPage(bring, folder, jobs)
    page.done.connect(lambda data: VaultUsers(data).keep_code())  # first: who waits for the data comes after
    return page


def sector_page(clock: Clock, jobs: Jobs) -> SectorPage:
    """Where reports of many units are collected by somebody who has no unit.

    Args:
        clock: the program's clock.
        jobs: carries what takes time.
    """
    from ikdesk.sector.page import Reach, SectorPage  # late: most who come here make a unit
    from ikdesk.sector_data import open_store

    pins = application_folder() / KNOWN_NAME
    return SectorPage(Reach(jobs.start, open_store, pins, documents_folder(), clock.today, alone=True))


def restore_page(folder: Path, clock: Clock, jobs: Jobs, *, fixed: bool = False) -> RestorePage:
    """The way back from a backup; ``done`` gives the open data, or with the code what ``Returned`` holds.

    Args:
        folder: where the data will lie if nobody says otherwise.
        clock: the program's clock.
        jobs: carries what takes time.
        fixed: the folder has data that are damaged, and those that come back must lie there.
    """

    def bring_back(wish: Wish, tick: Tick) -> Any:
        opens = wish.opens
        keys = restore_data.restore(wish.candidate.path, wish.folder, password=opens.password, person=opens.person,
                                    code=opens.code, tick=tick)  # fmt: skip
        if opens.code:
            return Returned(wish.folder, opens.code)
        return opening.open_data(wish.folder, keys, clock=clock)

    near = [place for place in (folder, remembered(folder).place) if fixed and place is not None]
    return RestorePage(restore_data, bring_back, folder, jobs, fixed=fixed, near=near)
