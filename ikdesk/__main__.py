"""The way in: the window, or one job without it."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path


def main() -> None:
    """Run IKdesk with the words of the command line."""
    from ikdesk.window_cli import window_wanted

    asked = window_wanted(sys.argv[1:])
    if asked is not None:
        sys.exit(_window(*asked))
    if sys.argv[1:2] == ["--smoke-test"]:
        sys.exit(_smoke_test(sys.argv[2:]))
    sweep_seldom()
    from ikdesk.cli import parse, run

    wanted = parse(sys.argv[1:])
    if wanted.command is None:
        sys.exit(_window(wanted.data, wanted.today))
    sys.exit(run(wanted))


def sweep_seldom() -> None:
    """Look for what is done with a hundredth as often: a command is short, and most of what it loads it keeps."""
    gc.set_threshold(50_000, 20, 50)


def _window(folder: Path | None, today: date | None) -> int:
    gc.disable()  # until the window is shown: nothing that is loaded is thrown away, and looking takes its time
    from ikdesk.begin_app import load_qt

    load_qt()
    from ikdesk.app import run_window

    return run_window(folder, today)


def _smoke_test(words: list[str]) -> int:
    from ikdesk.begin_app import load_qt

    load_qt()
    from ikdesk.smoke_app import smoke_test

    return smoke_test(words)


if __name__ == "__main__":
    main()
