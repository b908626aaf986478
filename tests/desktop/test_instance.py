"""A second start brings the first window forward."""

import threading

from ilacs_desktop.desktop.instance import Instance, raise_other


def test_that_a_second_start_raises_the_first_window(qapp, qtbot, tmp_path):
    first = Instance(tmp_path)
    first.listen()
    answers = []

    with qtbot.waitSignal(first.raise_wanted):
        second = threading.Thread(target=lambda: answers.append(raise_other(tmp_path)))
        second.start()

    second.join()
    first.close()
    assert answers == [True]


def test_that_nobody_answers_where_no_window_is(qapp, tmp_path):
    assert raise_other(tmp_path / "elsewhere") is False
