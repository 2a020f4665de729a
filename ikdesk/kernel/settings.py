"""How the program looks on this machine: language, colours, text size. Nothing about persons or events."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from ikdesk.kernel.files import write_whole
from ikdesk.kernel.paths import data_folder

CHOSEN = "folder.txt"  # in the usual place: where the data lie, if it is somewhere else
SCREEN_MINUTES, FULL_MINUTES = (1, 30), (10, 240)  # least and most
BLANK_KEYS = ("F12", "F9", "Pause", "ScrollLock", "")  # free on every page, and in every box
SIZES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen; a broken file gives the defaults."""

    language: str = "nb"
    theme: str = "system"  # system, light, dark, contrast
    text_size: float = 1.0  # 0.9–2.0
    report_folder: str = ""
    screen_minutes: int = 5  # idle, before the screen is locked; 1–30
    full_minutes: int = 60  # idle, before the program ends and asks for the password; 10–240
    blank_key: str = "F12"  # hides everything at once; "" for none
    numbers_checked: str = ""  # the day somebody saw to it that the public services' numbers are right

    def with_size(self, step: int) -> Settings:
        """The next text size up or down, or 100 % for 0."""
        if step == 0:
            return dataclasses.replace(self, text_size=1.0)
        nearest = min(range(len(SIZES)), key=lambda i: abs(SIZES[i] - self.text_size))
        return dataclasses.replace(self, text_size=SIZES[max(0, min(len(SIZES) - 1, nearest + step))])


def usual_folder() -> Path:
    """The data folder when nobody names one: the one that was chosen when the data were made, or the usual place."""
    try:
        chosen = Path((data_folder() / CHOSEN).read_text("utf-8").strip())
    except (OSError, ValueError):
        return data_folder()
    return chosen if chosen.is_absolute() else data_folder()


def remember_folder(folder: Path) -> None:
    """Let the program find data that lie somewhere else than usual the next time it is started."""
    write_whole(data_folder() / CHOSEN, str(folder.absolute()).encode("utf-8"))


def read_settings(folder: Path) -> Settings:
    """The settings in a data folder; the defaults for what is missing or does not make sense."""
    try:
        found = json.loads((folder / "settings.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    plain = Settings()
    if not isinstance(found, dict):
        return plain
    fitting = {
        f.name: found[f.name]
        for f in dataclasses.fields(Settings)
        if f.name in found and isinstance(found[f.name], type(getattr(plain, f.name)))
    }
    chosen = dataclasses.replace(plain, **fitting)
    return dataclasses.replace(
        chosen,
        text_size=min(2.0, max(0.9, chosen.text_size)),
        screen_minutes=_within(chosen.screen_minutes, SCREEN_MINUTES),
        full_minutes=_within(chosen.full_minutes, FULL_MINUTES),
        blank_key=chosen.blank_key if chosen.blank_key in BLANK_KEYS else plain.blank_key,
    )


def _within(number: int, limits: tuple[int, int]) -> int:
    return min(limits[1], max(limits[0], int(number)))


def write_settings(folder: Path, settings: Settings) -> None:
    """Remember the settings in a data folder."""
    text = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=1)
    write_whole(folder / "settings.json", text.encode("utf-8"))
