"""Commands as one writes them: what is printed, what is said to be wrong, and how it ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ikdesk.cli import parse, run

Say = Callable[..., tuple[int, str, str]]
PASSWORD = "votter bukk hest tomat"


@pytest.fixture(autouse=True)
def _no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKDESK_PASSWORD", raising=False)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command: exit code, what was printed, what was said to be wrong."""

    def run_command(*words: object) -> tuple[int, str, str]:
        code = run(parse([str(word) for word in words]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command
