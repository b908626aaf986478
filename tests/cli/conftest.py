"""How the tests of the command line say a command: on the house, in this process."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from ilacs_desktop.cli.output import Output


@pytest.fixture
def command(house: Any) -> Callable[..., Callable[..., Any]]:
    """``command(room, "requests")`` gives a function that runs one command line of a room.

    That gives what was printed, as text or, with ``as_json``, read as JSON.
    """

    def of(room: Any, word: str) -> Callable[..., Any]:
        def run(*words: str, as_json: bool = False) -> Any:
            parser = argparse.ArgumentParser()
            parser.add_argument("--inspection", type=int)
            room.register(parser.add_subparsers())
            args = parser.parse_args([word, *words])
            stream = io.StringIO()
            args.deed(house, args, Output(as_json, stream))
            return json.loads(stream.getvalue()) if as_json else stream.getvalue()

        return run

    return of
