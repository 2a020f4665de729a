"""What can be asked of the installer: the demo, the tests, the bundle, the benchmarks, and pinning the requirements."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from installer.build import build
from installer.environment import need_environment, packages_for_environment
from installer.lock_requirements import lock_requirements
from installer.places import BENCH, DEMO, DEMO_DATA, PROJECT, VENV_PYTHON
from installer.steps import Stop, run, say, written
from installer.system import need_system_packages, want_test_programs

PERIOD = "2026-T1"  # the demo's own day is 2026-04-30, the last of the first tertial
# Exactly what a change must pass before it is let in. The tests come last, so that their sum stands at the end.
CHECKS = (
    ("stil", ("-m", "ruff", "check", ".")),
    ("typer", ("-m", "mypy", "--strict")),
    ("språk", ("-m", "installer.catalogues", "check")),
    ("tester", ("-m", "pytest", "-n", "2", "--dist", "worksteal", "-ra", "--durations", "10")),
)

# Finds the tests beside the checks before them: Python keeps what it has read, or each process of the tests would read
# all of it anew. Whether they can be found is told by the tests themselves.
FIND = ("-m", "pytest", "--collect-only", "-q")


def main() -> int:
    """Do what the command line asks and return the exit code: 0 done, 1 not done, 2 not understood."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console without æøå must not stop us
    wanted = _parser().parse_args()
    try:
        return _do(wanted)
    except Stop as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("Avbrutt. Kjør det samme igjen når du vil; det som er gjort, blir ikke gjort på nytt.")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python3 installer", description="Setter opp IKdesk og starter det du ber om.")
    names = "demo | test | build | bench | pictures | lock-requirements"
    commands = parser.add_subparsers(dest="command", required=True, metavar=names)
    commands.add_parser("demo", help="lag eksempelbarnehagen og rapporten dens, og åpne vinduet")
    commands.add_parser("test", help="kjør alt som må være i orden før en endring slipper inn")
    commands.add_parser("build", help="lag en mappe med IKdesk som kan startes uten Python, og prøv den")
    bench = commands.add_parser("bench", help="mål farten, eller prøv at ingenting går tapt")
    bench.add_argument("--json", action="store_true", help="svar som JSON")
    bench.add_argument("--reliability", nargs="*", metavar="RAD", help="prøv at ingenting går tapt; alt, eller disse")
    bench.add_argument("--small", action="store_true", help="så få forsøk som i hver testkjøring")
    commands.add_parser("pictures", help="lag bildene i README på nytt")
    commands.add_parser("lock-requirements", help="lås pakkene på nytt etter pyproject.toml")
    return parser


def _do(wanted: argparse.Namespace) -> int:
    match wanted.command:
        case "demo":
            return demo()
        case "test":
            return test()
        case "build":
            return build()
        case "bench":
            return bench(_bench_words(wanted))
        case "pictures":
            return pictures()
        case _:
            lock_requirements()
            return 0


def demo() -> int:
    """Make the demo kindergarten and its tertial report, and open the window if there is a screen."""
    need_system_packages(packages_for_environment())
    need_environment("requirements.txt")
    _make_demo_data()
    ikdesk: list[str | Path] = [VENV_PYTHON, "-m", "ikdesk"]
    say(f"Lager tertialrapporten for {PERIOD} …")
    told: list[str | Path] = ["report", "--data", DEMO_DATA, "--period", PERIOD, "--out", DEMO, "--format", "pdf,xlsx"]
    run([*ikdesk, *told], env=_without_password(), quiet=True)  # we print the paths ourselves
    for made in sorted(path for path in DEMO.iterdir() if path.suffix in {".pdf", ".xlsx"}):
        print(made, flush=True)
    if not _has_screen():
        say("Her er ingen skjerm, så vinduet åpnes ikke.")
        return 0
    say("Åpner IKdesk …")
    return subprocess.run([*ikdesk, "--data", DEMO_DATA], cwd=PROJECT, check=False).returncode


def _make_demo_data() -> None:
    """Make the demo's data beside where they belong, and move them there once they are whole."""
    if DEMO_DATA.exists():
        return
    say("Lager eksempelbarnehagen …")
    half = DEMO / "data.part"
    shutil.rmtree(half, ignore_errors=True)
    DEMO.mkdir(exist_ok=True)
    run([VENV_PYTHON, "-m", "ikdesk", "demo", "--data", half], env=_without_password(), quiet=True)
    half.replace(DEMO_DATA)


def _without_password() -> dict[str, str]:
    """The demo has a password of its own; one that lies about for other data must not get in the way."""
    return {name: value for name, value in os.environ.items() if not name.startswith("IKDESK_")}


def _has_screen() -> bool:
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def test() -> int:
    """Run everything a change must pass; the first check that fails gives the exit code."""
    started = time.monotonic()
    need_system_packages(packages_for_environment())
    want_test_programs()
    need_environment("requirements-dev.txt")
    told = [f"oppsett {time.monotonic() - started:.0f} s"]
    failed, found = 0, subprocess.Popen([VENV_PYTHON, *FIND], cwd=PROJECT, env=_test_environment(),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    for name, words in CHECKS:
        print(f"== {name}: {written(words)}", flush=True)
        begun = time.monotonic()
        if name == CHECKS[-1][0]:
            found.wait()
        code = subprocess.run([VENV_PYTHON, *words], cwd=PROJECT, env=_test_environment(), check=False).returncode
        failed = failed or code
        told.append(f"{name} {time.monotonic() - begun:.0f} s{f' (kode {code})' if code else ''}")
    print(f"== {', '.join(told)}; i alt {time.monotonic() - started:.0f} s", flush=True)
    return failed


def _test_environment() -> dict[str, str]:
    """The same surroundings everywhere: no screen, no password lying about, and letters that are UTF-8."""
    env = _without_password() | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if sys.platform.startswith("linux"):
        env["LC_ALL"] = "C.UTF-8"
    return env


def pictures() -> int:
    """Let the program make its own pictures for the README."""
    need_system_packages(packages_for_environment())
    need_environment("requirements.txt")
    command: list[str | Path] = [VENV_PYTHON, "-m", "installer.pictures"]
    return subprocess.run(command, cwd=PROJECT, env=_test_environment(), check=False).returncode


def _bench_words(wanted: argparse.Namespace) -> list[str]:
    words = ["--json"] if wanted.json else []
    if wanted.small:
        words.append("--small")
    return words if wanted.reliability is None else [*words, "--reliability", *wanted.reliability]


def bench(words: list[str]) -> int:
    """Measure how fast IKdesk is beside the bare libraries, or try whether anything can be lost."""
    if not BENCH.exists():
        raise Stop("Her er det ingen målinger ennå.")
    need_system_packages(packages_for_environment())
    need_environment("requirements-dev.txt")
    return subprocess.run([VENV_PYTHON, BENCH, *words], cwd=PROJECT, check=False).returncode
