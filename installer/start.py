"""Sets ILACS Desktop up on a fresh machine and starts it, or runs its tests.

    python3 installer/start.py            set up, then open the window (or, without a display,
                                          play the rehearsal day and write its briefing sheets)
    python3 installer/start.py test       set up, then run the tests
    python3 installer/start.py check      set up, then check style and types
    python3 installer/start.py setup      set up only

Wants nothing but Python 3.11 or later. On Debian and Ubuntu the system libraries that Qt needs are
installed with apt when this runs as root; otherwise the exact command for them is printed. Everything
else goes into the folder .venv beside this checkout, at the versions of uv.lock.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("ILACS_VENV", ROOT / ".venv"))
OLDEST = (3, 11)
NEWEST = (3, 14)

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What Qt loads on Linux, and the Debian package it comes in."""

RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
"""Packages that later Debian and Ubuntu releases call otherwise."""


def main(words: list[str]) -> int:
    """Set up and do what was asked; gives the exit code."""
    deed = words[0] if words and words[0] in {"run", "test", "check", "setup"} else "run"
    more = words[1:] if words[:1] == [deed] else words
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(
            f"ILACS Desktop needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; this is "
            f"{sys.version.split()[0]}. Install a fitting one and start this with it.",
            file=sys.stderr,
        )
        return 1
    if not system_is_ready():
        return 1
    python = environment(with_tests=deed in {"test", "check"})
    if deed == "setup":
        print(f"Ready. Start the window with: {python} main.py")
        return 0
    if deed == "check":
        checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
        return max(
            subprocess.run([str(python), "-m", *check], cwd=ROOT, check=False).returncode for check in checks
        )
    if deed == "test":
        wanted = more or ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
        command = [str(python), "-m", "pytest", *wanted]
        return subprocess.run(command, cwd=ROOT, env=compiling_once(), check=False).returncode
    return run(python, more)


def run(python: Path, words: list[str]) -> int:
    """Open the window; without a display, play the rehearsal day and write its sheets."""
    if words or has_display():
        return subprocess.run([str(python), "main.py", *words], cwd=ROOT, check=False).returncode
    folder = ROOT / "build" / "rehearsal-sheets"
    print(
        f"There is no display here, so the rehearsal day is played and its sheets are written to {folder}.",
        flush=True,
    )
    return subprocess.run(
        [str(python), "main.py", "rehearse", "--out", str(folder)], cwd=ROOT, check=False
    ).returncode


def compiling_once() -> dict[str, str]:
    """For the tests, which start many processes: what is compiled is kept, beside the environment."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(VENV / "compiled")}


def has_display() -> bool:
    """Whether a window can be opened here."""
    return sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def system_is_ready() -> bool:
    """On Linux: see that Qt's libraries and venv are there, install them as root, or name what is missing."""
    missing = missing_packages()
    if not missing:
        return True
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    can_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    if not can_install:
        print("These system packages are missing: " + " ".join(missing), file=sys.stderr)
        if shutil.which("apt-get"):
            print("Install them with:  sudo apt-get update && sudo " + " ".join(command), file=sys.stderr)
        else:
            print("Install what your system calls them, then start this again.", file=sys.stderr)
        return False
    print("Installing the system packages " + " ".join(missing), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        if subprocess.run(step, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode != 0:
            print("This did not succeed: " + " ".join(step), file=sys.stderr)
            return False
    return True


def missing_packages() -> list[str]:
    """The Debian packages of what is not there; none on Windows and macOS."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in LIBRARIES.items() if not is_there(library)]
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return [
        RENAMED[name] if name in RENAMED and not apt_knows(name) and apt_knows(RENAMED[name]) else name
        for name in missing
    ]


def is_there(library: str) -> bool:
    """Whether the dynamic linker finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_knows(package: str) -> bool:
    """Whether apt has a package of this name to install."""
    if shutil.which("apt-cache") is None:
        return False
    shown = subprocess.run(
        ["apt-cache", "policy", package], capture_output=True, text=True, check=False
    ).stdout
    return "Candidate:" in shown and "Candidate: (none)" not in shown


def environment(*, with_tests: bool) -> Path:
    """The virtual environment at the versions of uv.lock; gives its Python."""
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print(f"Making the environment {VENV}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    if (
        subprocess.run([str(python), "-m", "uv", "--version"], capture_output=True, check=False).returncode
        != 0
    ):
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv>=0.9"]
        subprocess.run(pip, check=True)
    sync = [
        str(python),
        "-m",
        "uv",
        "sync",
        "--frozen",
        "--inexact",
        "--quiet",
        "--no-python-downloads",
        "--no-install-project",
    ]
    groups = ["--group", "dev"] if with_tests else ["--no-dev"]
    inside = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON": str(python)}
    print("Installing what uv.lock names; the first time takes a minute or two", flush=True)
    subprocess.run([*sync, *groups], cwd=ROOT, env=inside, check=True)
    return python


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        print("This did not succeed: " + " ".join(map(str, error.cmd)), file=sys.stderr)
        sys.exit(1)
