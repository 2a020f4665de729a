"""The way in: the window, or one job without it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run IKdesk with the words of the command line."""
    from ikdesk.cli import parse, run

    wanted = parse(sys.argv[1:])
    if wanted.command is None:
        from ikdesk.app import run_window

        sys.exit(run_window(wanted.data, wanted.today))
    sys.exit(run(wanted))


if __name__ == "__main__":
    main()
