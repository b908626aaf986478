"""From the first run to the last backup, on a real data folder."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ilacs_desktop.desktop.dialogs.first_run import FirstRunPage
from ilacs_desktop.desktop.dialogs.unlock import UnlockPage
from ilacs_desktop.desktop.keeper import Keeper
from ilacs_desktop.services.opening import Opening
from ilacs_desktop.settings import Settings
from ilacs_desktop.store.vault import Cost

PASSPHRASE = "harbour saddle velvet pepper"
CHEAP = Cost(memory_kib=256, passes=1, lanes=1)


@pytest.fixture
def start(theme, qtbot, tmp_path, clock):
    """Starts the window on one data folder, as often as one likes, and closes what was started."""
    started = []

    def begin() -> Keeper:
        keeper = Keeper(
            lambda: Opening(tmp_path / "data", clock, cost=CHEAP),
            clock=clock,
            settings=Settings(tmp_path / "data" / "settings.json"),
            theme=theme,
        )
        started.append(keeper)
        keeper.start()
        qtbot.waitUntil(lambda: keeper.gate is not None, timeout=10_000)
        return keeper

    yield begin
    for keeper in started:
        keeper.frame.allow_close()
        keeper.close()
        keeper.frame.deleteLater()


@pytest.fixture
def opened(start, qtbot) -> Keeper:
    """A window that went through the first run and shows the shell."""
    keeper = start()
    gate = keeper.gate
    gate.name.setText("K. Boyle")
    gate.passphrase.setText(PASSPHRASE)
    gate.again.setText(PASSPHRASE)
    qtbot.mouseClick(gate.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: hasattr(gate, "code"), timeout=10_000)
    gate.code.kept.setChecked(True)
    qtbot.mouseClick(gate.go_on_button, Qt.MouseButton.LeftButton)
    keeper._enter(keeper.house)
    qtbot.waitUntil(lambda: keeper.jobs.is_idle, timeout=10_000)
    return keeper


def restart(keeper, start, qtbot) -> Keeper:
    with qtbot.waitSignal(keeper.finished, timeout=10_000):
        keeper.quit()
    return start()


def test_that_the_first_run_asks_for_a_name_and_a_passphrase_typed_twice(start, qtbot):
    gate = start().gate
    gate.name.setText("K. Boyle")
    gate.passphrase.setText(PASSPHRASE)
    gate.again.setText("something else")

    qtbot.mouseClick(gate.create_button, Qt.MouseButton.LeftButton)

    assert isinstance(gate, FirstRunPage)
    assert (gate.form.has_errors, gate.again.property("wrong")) == (True, True)


def test_that_one_goes_on_only_once_the_recovery_code_is_kept(start, qtbot):
    gate = start().gate
    gate.show_code("4XK2M-9QPTD-7HNWC-3VBZR-8FJGS-6YAE5")

    before = gate.go_on_button.isEnabled()
    gate.code.kept.setChecked(True)

    assert (before, gate.go_on_button.isEnabled()) == (False, True)


def test_that_a_wrong_passphrase_is_refused_and_the_right_one_opens(opened, start, qtbot):
    keeper = restart(opened, start, qtbot)
    gate = keeper.gate
    gate.passphrase.setText("not the right one at all")
    qtbot.keyClick(gate.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gate.refusal != "", timeout=10_000)
    gate.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(keeper.opened, timeout=10_000):
        qtbot.keyClick(gate.passphrase, Qt.Key.Key_Return)

    assert isinstance(gate, UnlockPage)
    assert keeper.house.safekeeping.actor == "K. Boyle"


def test_that_the_wait_grows_with_wrong_guesses(theme, qtbot):
    from ilacs_desktop.domain.errors import Explained

    gate = UnlockPage()
    qtbot.addWidget(gate)
    waits = []
    for _ in range(9):
        gate.refuse(Explained("The passphrase is wrong."))
        waits.append(gate._wait_seconds)

    assert waits == [0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_that_a_lock_hides_everything_and_drops_the_key(opened, qtbot):
    with qtbot.waitSignal(opened.locked):
        opened.lock()

    qtbot.waitUntil(lambda: opened.jobs.is_idle, timeout=10_000)
    assert isinstance(opened.frame.centralWidget(), UnlockPage)
    assert (opened.house, opened.shell, opened.frame.windowTitle()) == (None, None, "ILACS Desktop")


def test_that_a_lock_closes_open_dialogs(opened, qtbot):
    opened.shell.open_reminders()
    opened.lock()

    def shown():
        return [one.accessibleName() for one in opened.frame.findChildren(QLineEdit) if one.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["Passphrase"])


def test_that_five_minutes_of_sleep_lock_the_window(opened, clock, qtbot):
    clock.now += timedelta(minutes=6)

    with qtbot.waitSignal(opened.locked):
        opened.knock()


def test_that_closing_makes_a_last_backup(opened, start, qtbot):
    keeper = restart(opened, start, qtbot)

    assert len(keeper.opening.backups()) == 1


def test_that_a_bug_opens_a_calm_report_without_case_data(opened, qtbot):
    from ilacs_desktop.desktop.window.error_report import ErrorReport

    error = ValueError("Ada Example")
    opened.on_bug(ValueError, error, None)

    report = opened.frame.findChild(ErrorReport)
    assert "ValueError" in report.text.toPlainText()
    assert "Ada" not in report.text.toPlainText()
    report.accept()


def test_that_an_unlocking_that_slept_in_between_stays_locked(opened, clock, qtbot):
    opened.lock()
    qtbot.waitUntil(lambda: opened.jobs.is_idle, timeout=10_000)
    gate = opened.gate
    gate.passphrase.setText(PASSPHRASE)

    qtbot.keyClick(gate.passphrase, Qt.Key.Key_Return)
    clock.now += timedelta(minutes=6)
    qtbot.waitUntil(lambda: opened.gate is not gate and opened.jobs.is_idle, timeout=10_000)

    assert isinstance(opened.gate, UnlockPage)
    assert (opened.shell, opened.house) == (None, None)
