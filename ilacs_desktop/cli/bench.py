"""Measures this machine: every figure a ratio against a floor measured in the same run."""

from __future__ import annotations

import argparse
import runpy
from pathlib import Path

from ilacs_desktop.domain.errors import Explained


def run_bench(args: argparse.Namespace) -> int:
    """Run the named measurements, or all; gives the exit code.

    Raises:
        Explained: the measurements are not here, for they come with the source and not with the installer.
    """
    script = Path(__file__).parents[2] / "tests" / "benchmarks" / "run.py"
    if not script.is_file():
        raise Explained("The measurements come with the source code.", remedy="Run this in a checkout.")
    measure = runpy.run_path(str(script))["measure"]
    code: int = measure(tuple(args.what), as_json=args.json)
    return code
