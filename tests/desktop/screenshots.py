"""Takes a picture of each page, for looking at them: ``python tests/desktop/screenshots.py --out DIR``.

It opens the real window on a temporary store, empty or filled with the rehearsal week, at 18:40 on
Wednesday 2 December 2026. With ``--gates`` it takes the first run and the unlock page as well.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ilacs_desktop.desktop.bridge import Jobs
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.desktop.theme import Theme, ThemeChoice, load_fonts
from ilacs_desktop.desktop.window.frame import Frame
from ilacs_desktop.desktop.window.shell import Shell
from ilacs_desktop.settings import Settings

EVENING = datetime(2026, 12, 2, 18, 40, 7, tzinfo=UTC)
PASSPHRASE = "correct harbour saddle velvet"


def main() -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--theme", default="light", choices=("light", "dark", "contrast"))
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", type=int, default=100, help="text size in per cent")
    parser.add_argument("--page", action="append", help="a page's NAME; all pages without it")
    parser.add_argument("--empty", action="store_true", help="a store without an inspection")
    parser.add_argument("--gates", action="store_true", help="first run and unlock as well")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(["screenshots"])
    load_fonts()
    theme = Theme(app)
    theme.apply(ThemeChoice(args.theme), args.scale)
    width, height = (int(part) for part in args.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        house, close = open_house(Path(folder), filled=not args.empty)
        notices = Notices()
        notices.bug_found.connect(say)
        notices.shown.connect(lambda notice: say(f"notice: {notice.message} {notice.remedy}"))
        sys.excepthook = lambda kind, error, trace: (
            sys.__excepthook__(kind, error, trace),
            notices.fail(error),
        )
        jobs = Jobs(notices)
        settings = Settings(Path(folder) / "settings.json")
        desk = Desk(house, jobs, notices, theme, house.clock)
        desk.settings = settings
        frame = Frame(settings)
        frame.resize(width, height)
        shell = Shell(desk)
        frame.show_centre(shell)
        frame.show()
        wait(lambda: jobs.is_idle and len(shell.pages) == len(shell.places))
        for name in args.page or [place.name for place in shell.places]:
            shell.show_page(name)
            wait(lambda: jobs.is_idle)
            take(frame, args.out / f"{name}.png", (width, height))
        if args.gates:
            take_gates(frame, args.out, (width, height))
        jobs.close()
        close()
    return 0


def say(*words: object) -> None:
    """To whoever runs this."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def open_house(folder: Path, *, filled: bool):
    """A house on a new store, and how to close it."""
    from ilacs_desktop.services.opening import Opening

    opening = Opening(folder / "data", lambda: EVENING)
    if filled:
        return opening.rehearse(), opening.close
    house, _ = opening.create(PASSPHRASE, "K. Boyle")
    return house, opening.close


def wait(done: Callable[[], bool], milliseconds: int = 20_000) -> None:
    """Let the window work until ``done``, and a little longer for the last paint."""
    loop = QEventLoop()
    looking = QTimer(interval=20)
    settled = {"rounds": 0}

    def look() -> None:
        settled["rounds"] = settled["rounds"] + 1 if done() else 0
        if settled["rounds"] > 5:
            loop.quit()

    looking.timeout.connect(look)
    looking.start()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take(frame: QWidget, path: Path, asked: tuple[int, int]) -> None:
    """Save one picture, and say if the window did not fit the size asked for."""
    picture = frame.grab()
    picture.save(str(path))
    got = (frame.width(), frame.height())
    say(path, "" if got == asked else f"is {got[0]}x{got[1]}, for it does not fit {asked[0]}x{asked[1]}")


def take_gates(frame: Frame, out: Path, size: tuple[int, int]) -> None:
    """The pages that stand before the house."""
    from ilacs_desktop.desktop.dialogs.first_run import FirstRunPage
    from ilacs_desktop.desktop.dialogs.unlock import UnlockPage
    from ilacs_desktop.domain.errors import Explained

    first = FirstRunPage()
    frame.show_centre(first)
    wait(lambda: True)
    take(frame, out / "first-run-1.png", size)
    first.show_code("4XK2M-9QPTD-7HNWC-3VBZR-8FJGS-6YAE5")
    wait(lambda: True)
    take(frame, out / "first-run-2.png", size)
    first._show_choice()
    wait(lambda: True)
    take(frame, out / "first-run-3.png", size)
    unlock = UnlockPage()
    frame.show_centre(unlock)
    unlock.refuse(Explained("The passphrase is wrong.", remedy="Try again, or use the recovery code."))
    wait(lambda: True)
    take(frame, out / "unlock.png", size)


if __name__ == "__main__":
    raise SystemExit(main())
