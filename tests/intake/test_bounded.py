"""The bounded reader is shown with functions of the standard library: the child must find them by name."""

import builtins
import operator
import os
import subprocess
import sys
import time
import zipfile
from datetime import time as clock_time

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import PersonDraft, Side
from ilacs_desktop.intake import bounded
from ilacs_desktop.intake.bounded_watch import Held, held_by


def test_that_a_result_comes_back_from_the_child():
    assert bounded.run_bounded(operator.add, [1], ["two"]) == [1, "two"]


def test_that_our_own_rows_come_back_whole():
    draft = PersonDraft(name="R. Malik", works_from=clock_time(8, 30))

    assert bounded.run_bounded(operator.getitem, [draft], 0) == draft
    assert bounded.run_bounded(operator.getitem, [Side.PARTNER], 0) is Side.PARTNER


def test_that_a_reader_that_hangs_is_stopped_in_time():
    started = time.monotonic()

    with pytest.raises(Explained, match="took too long"):
        bounded.run_bounded(time.sleep, 60, seconds=0.5)

    assert time.monotonic() - started < 5


def test_that_a_reader_that_eats_memory_is_refused():
    with pytest.raises(Explained, match="too much memory"):
        bounded.run_bounded(builtins.bytearray, 3 * 1024**3, memory_mb=512)


def test_that_a_reader_that_dies_is_refused_and_we_live():
    with pytest.raises(Explained, match="brought its reader down"):
        bounded.run_bounded(os._exit, 3)


def test_that_a_reader_that_fails_is_one_sentence():
    with pytest.raises(Explained, match="could not be read"):
        bounded.run_bounded(operator.truediv, 1, 0)


def test_that_the_readers_own_refusal_comes_through(tmp_path):
    empty = tmp_path / "list.xlsx"
    empty.touch()

    with pytest.raises(Explained) as refusal:
        bounded.run_bounded(bounded.refuse_hostile_container, empty)

    assert (refusal.value.message, refusal.value.remedy) == ("list.xlsx is empty.", "Export it again.")


def test_that_it_can_be_stopped_by_hand():
    with pytest.raises(Explained, match="Stopped"):
        bounded.run_bounded(time.sleep, 60, cancelled=lambda: True)


def test_that_what_the_stopping_question_raises_comes_out():
    def stop() -> bool:
        raise KeyError("cancelled elsewhere")

    with pytest.raises(KeyError, match="cancelled elsewhere"):
        bounded.run_bounded(time.sleep, 60, cancelled=stop)


def test_that_a_child_cannot_hand_us_anything_but_plain_data():
    with pytest.raises(Explained, match="brought its reader down"):
        bounded.run_bounded(operator.getitem, [os.system], 0)


def test_that_a_zip_bomb_is_refused_from_outside(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)

    with pytest.raises(Explained, match="unpacks to far more"):
        bounded.refuse_hostile_container(bomb)


def child_that(does: str) -> subprocess.Popen[bytes]:
    """A process of ours without any limits of its own, as on a system that keeps none."""
    return subprocess.Popen([sys.executable, "-c", does], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def until_it_is_ended(child: subprocess.Popen[bytes], bounds: bounded._Bounds) -> str:
    """Look at the child again and again, as the parent does; gives what is said when it is too much."""
    end = time.monotonic() + 10
    with child:
        try:
            while time.monotonic() < end and child.poll() is None:
                bounded._watch(child, bounds)
        except Explained as refusal:
            return refusal.message
        finally:
            child.kill()
    return ""


def test_that_what_a_process_holds_is_known_from_outside():
    held = held_by(os.getpid())

    assert held.memory_bytes is not None
    assert held.busy_seconds is not None
    assert 10_000_000 < held.memory_bytes < 4_000_000_000
    assert abs(held.busy_seconds - time.process_time()) < 1
    assert held_by(2**22 + 1) == Held()


def test_that_the_parent_ends_a_child_that_holds_too_much_without_limits_of_its_own():
    child = child_that("held = b'x' * 200_000_000; input()")

    said = until_it_is_ended(child, bounded._Bounds(time.monotonic() + 60, 150_000_000, 60))

    assert said == "Reading this file took too much memory."


def test_that_the_parent_ends_a_child_that_reckons_too_long_without_limits_of_its_own():
    child = child_that("while True: pass")

    said = until_it_is_ended(
        child, bounded._Bounds(time.monotonic() + 60, 10**10, 0.1 - bounded.LEEWAY_SECONDS)
    )

    assert said == "Reading this file took too long, so it was stopped."
