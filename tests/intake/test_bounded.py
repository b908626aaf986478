"""The bounded reader is shown with functions of the standard library: the child must find them by name."""

import builtins
import operator
import os
import time
import zipfile
from datetime import time as clock_time

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import PersonDraft, Side
from ilacs_desktop.intake import bounded


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
