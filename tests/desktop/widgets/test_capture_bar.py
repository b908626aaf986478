from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.choices import chosen_id
from ilacs_desktop.desktop.dialogs.concern import ConcernDialog
from ilacs_desktop.desktop.widgets.capture_bar import CaptureBar
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import OurStatus

CORRIDOR = "10:40 Inspector B asked AD for return-interview data by 2pm re missing"


@pytest.fixture
def bar(desk, house, inspection, person, clock, qtbot):
    """The bar in a window that has another field to come from, at 10:41."""
    person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    person("Rosa Quinn", role="Assistant Director")
    person("Sam Smith", role="Panel Adviser")
    person("Sue Smith", role="Business Support")
    house.enquiry.start(inspection.id, "Missing and return interviews")
    clock.now = datetime(2026, 12, 2, 10, 41, tzinfo=UTC)
    desk.set_inspection(inspection)
    window = QMainWindow()
    centre = QWidget()
    column = QVBoxLayout(centre)
    row = QHBoxLayout()
    bar = CaptureBar(desk)
    row.addStretch(1)
    row.addWidget(bar, 3)
    column.addLayout(row)
    window.elsewhere = QLineEdit()
    column.addWidget(window.elsewhere)
    column.addStretch(1)
    window.setCentralWidget(centre)
    window.resize(1000, 600)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.elsewhere.setFocus()
    bar.focus()
    qtbot.waitUntil(bar.line.hasFocus)
    yield bar
    bar.deleteLater()


def typed(bar, qtbot, line):
    bar.line.setText(line)
    qtbot.waitUntil(
        lambda: bar._captured is not None and bar._captured.verbatim == line and bar.popup.isVisible()
    )


def chips(bar):
    """The chips of the line; behind them stands the one that adds."""
    return [button.chip.text for button in bar.popup.chips.buttons[:-1]]


def press(bar, *keys):
    for key in keys:
        QTest.keyClick(bar.window().focusWidget(), key)


def asked(bar, qtbot):
    """Wait for the question what is right, and give what it offers."""
    corrector = bar.popup.corrector
    qtbot.waitUntil(lambda: corrector.isVisible() and corrector.typed.hasFocus())
    return corrector.rows


def test_that_what_is_understood_is_shown_while_typing(bar, qtbot):
    QTest.keyClicks(bar.line, CORRIDOR)
    typed(bar, qtbot, CORRIDOR)

    assert chips(bar) == [
        "request",
        "asked 10:40",
        "by Inspector B · P. Marsh",
        "owner AD · R. Quinn",
        "due today 14:00",
        "KLOE Missing and return interviews",
    ]


def test_that_enter_keeps_the_line_and_gives_the_keyboard_back(bar, house, inspection, notices, qtbot):
    said = []
    notices.shown.connect(lambda notice: said.append(notice.message))
    typed(bar, qtbot, CORRIDOR)

    QTest.keyClick(bar.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    (made,) = house.info_requests.open(inspection.id)
    assert (made.verbatim, made.owner, made.enquiry) == (
        CORRIDOR,
        "R. Quinn",
        "Missing and return interviews",
    )
    understood = "asked 10:40, owner AD · R. Quinn, due today 14:00, KLOE Missing and return interviews"
    assert said == [f"Kept IR-001: return-interview data, {understood}"]
    assert not bar.popup.isVisible()
    assert bar.window().elsewhere.hasFocus()


def test_that_a_line_kept_before_it_was_read_is_read_first(bar, house, inspection, qtbot):
    bar.line.setText(CORRIDOR)

    QTest.keyClick(bar.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    assert [row.due.working for row in house.info_requests.open(inspection.id)] == [
        "Asked 10:40, wanted by 14:00."
    ]


def test_that_shift_enter_opens_what_it_became(bar, desk, house, inspection, qtbot):
    typed(bar, qtbot, CORRIDOR)

    with qtbot.waitSignal(desk.go_wanted) as gone:
        QTest.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    (made,) = house.info_requests.open(inspection.id)
    assert gone.args == [Ref(Kind.INFO_REQUEST, made.id)]


def test_that_alt_s_keeps_it_as_the_same_answer_for_a_second_asker(bar, desk, house, inspection, qtbot):
    first = house.info_requests.add(inspection.id, verbatim="return-interview data", owner_id=2)
    house.info_requests.clear(first.id, accuracy_by="P. Nandy", redaction_by="P. Nandy")
    house.info_requests.give(first.id, how="printed")
    typed(bar, qtbot, CORRIDOR)

    with qtbot.waitSignal(desk.go_wanted):
        QTest.keyClick(bar.line, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)

    second = house.info_requests.live(inspection.id)[0]
    assert [line.ref for line in house.info_requests.given(inspection.id)] == [second.ref, first.ref]
    assert (second.verbatim, second.ours, second.meaning) == (
        CORRIDOR,
        OurStatus.CLEARED,
        "The same answer as IR-001.",
    )


def test_that_alt_a_says_that_the_staged_one_is_asked_for_now(bar, desk, house, inspection, qtbot):
    staged = next(each for each in house.info_requests.staged(inspection.id) if each.ref.startswith("A-"))
    typed(bar, qtbot, f"10:40 Inspector B asked AD for {staged.title}")
    assert bar.popup.staged.ref == Ref(Kind.INFO_REQUEST, staged.id)

    with qtbot.waitSignal(desk.go_wanted) as gone:
        QTest.keyClick(bar.line, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)

    assert gone.args == [Ref(Kind.INFO_REQUEST, staged.id)]
    assert [(each.ref, each.owner) for each in house.info_requests.open(inspection.id)] == [
        (staged.ref, "R. Quinn")
    ]


def test_that_markup_and_marks_in_a_line_are_kept_and_shown_as_they_are(
    bar, house, inspection, notices, qtbot
):
    said = []
    notices.shown.connect(lambda notice: said.append(notice.message))
    line = '=HYPERLINK("x") <b>{0}</b> %s & \u202e\u0301 @<i>AD</i>'
    typed(bar, qtbot, f"! {line}")
    assert "@<i>AD</i>: nobody of that name" in chips(bar)
    press(bar, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    (made,) = house.info_requests.open(inspection.id)
    assert (made.verbatim, made.title) == (f"! {line}", line)
    assert said == [f"Kept IR-001: {line}, due 12:41 as usual"]


def test_that_escape_leaves_and_keeps_what_was_typed(bar, qtbot):
    typed(bar, qtbot, CORRIDOR)

    QTest.keyClick(bar.line, Qt.Key.Key_Escape)

    assert bar.line.text() == CORRIDOR
    assert not bar.popup.isVisible()
    assert bar.window().elsewhere.hasFocus()


def test_that_tab_goes_to_the_chips_and_delete_takes_an_understanding_off(bar, house, inspection, qtbot):
    typed(bar, qtbot, CORRIDOR)

    QTest.keyClick(bar.line, Qt.Key.Key_Tab)
    for _ in range(4):
        QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Right)
    assert bar.window().focusWidget().text() == "due today 14:00"
    QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "due today 14:00" not in chips(bar))
    QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Escape)
    assert bar.line.hasFocus()
    QTest.keyClick(bar.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    (made,) = house.info_requests.open(inspection.id)
    assert (made.title, made.target_at) == ("return-interview data by 2pm", None)


def test_that_one_of_several_people_is_chosen_from_the_chip(bar, house, inspection, qtbot):
    typed(bar, qtbot, "Inspector B asked Smith for the minutes")
    press(bar, Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert bar.window().focusWidget().text() == "“Smith”: 2 people"

    press(bar, Qt.Key.Key_Return)
    rows = asked(bar, qtbot)
    QTest.keyClicks(bar.popup.corrector.typed, "smith")
    assert rows.texts == ("S. Smith", "S. Smith")
    press(bar, Qt.Key.Key_Down, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "owner S. Smith" in chips(bar))
    assert bar.line.hasFocus()
    press(bar, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.line.text() == "")
    (made,) = house.info_requests.open(inspection.id)
    assert house.people.one(made.owner_id).name == "Sue Smith"


def test_that_a_wrong_time_is_put_right_by_keyboard_and_taken_back_with_delete(bar, house, inspection, qtbot):
    typed(bar, qtbot, CORRIDOR)
    press(bar, Qt.Key.Key_Tab, *[Qt.Key.Key_Right] * 4, Qt.Key.Key_Return)
    rows = asked(bar, qtbot)
    assert rows.texts[-1] == "Leave these words as text"

    QTest.keyClicks(bar.popup.corrector.typed, "tomorrow 9")
    assert rows.texts == ("Thu 3 Dec 09:00",)
    press(bar, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "due Thu 09:00" in chips(bar))
    press(bar, Qt.Key.Key_Tab, *[Qt.Key.Key_Right] * 4, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "due today 14:00" in chips(bar))
    press(bar, Qt.Key.Key_Escape, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    (made,) = house.info_requests.open(inspection.id)
    assert (made.verbatim, made.target_at) == (CORRIDOR, datetime(2026, 12, 2, 14, 0, tzinfo=UTC))


def test_that_what_the_line_does_not_say_is_added_from_the_last_chip(bar, house, inspection, qtbot):
    typed(bar, qtbot, "return-interview data")
    press(bar, Qt.Key.Key_Tab, Qt.Key.Key_Right)
    assert bar.window().focusWidget().accessibleName() == "Add what the line does not say"

    press(bar, Qt.Key.Key_Return)
    rows = asked(bar, qtbot)
    assert rows.texts == (
        "When it was asked", "Who asked", "Who owns it", "By when", "Before a slot", "Line of enquiry", "Child",
    )  # fmt: skip
    press(bar, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    QTest.keyClicks(bar.popup.corrector.typed, "assist")
    press(bar, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "owner R. Quinn" in chips(bar))
    press(bar, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    assert [row.owner for row in house.info_requests.open(inspection.id)] == ["R. Quinn"]


def test_that_tab_completes_the_words_and_enter_is_never_taken_for_it(bar, house, inspection, qtbot):
    typed(bar, qtbot, "Inspector B asked Qui")
    qtbot.waitUntil(lambda: bar.popup.completing.texts == ("R. Quinn · Assistant Director",))
    press(bar, Qt.Key.Key_Tab)
    assert bar.line.text() == "Inspector B asked R. Quinn "

    typed(bar, qtbot, "Inspector B asked R. Quinn for minutes @s")
    qtbot.waitUntil(lambda: len(bar.popup.completing.texts) == 2)
    press(bar, Qt.Key.Key_Down, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    (made,) = house.info_requests.open(inspection.id)
    assert made.verbatim == "Inspector B asked R. Quinn for minutes @s"


def test_that_escape_first_takes_away_what_is_offered(bar, qtbot):
    typed(bar, qtbot, "minutes @s")
    qtbot.waitUntil(lambda: bar.popup.at_hand is not None)

    press(bar, Qt.Key.Key_Escape)
    assert (bar.popup.at_hand, bar.popup.isVisible(), bar.line.hasFocus()) == (None, True, True)
    press(bar, Qt.Key.Key_Escape)
    assert bar.window().elsewhere.hasFocus()


def test_that_a_list_pasted_into_the_line_is_handed_on_whole(bar, qtbot):
    text = "Return interviews by month\nAgency staff, October\n"
    QGuiApplication.clipboard().setText(text)

    with qtbot.waitSignal(bar.many_wanted) as wanted:
        QTest.keySequence(bar.line, QKeySequence.StandardKey.Paste)
    QGuiApplication.clipboard().setText("Agency staff")
    QTest.keySequence(bar.line, QKeySequence.StandardKey.Paste)

    assert (wanted.args, bar.line.text()) == ([text], "Agency staff")


def test_that_a_figure_says_what_the_register_will_have(bar, house, inspection, qtbot):
    typed(bar, qtbot, "= 83% of return interviews in November @Quinn")
    assert bar.popup.about.text().startswith("The register will say: 83 %")
    press(bar, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bar.line.text() == "")
    assert [each.ref for each in house.figures.all(inspection.id)] == ["F-01"]


def test_that_a_refusal_stands_below_the_line_and_the_line_stays(bar, qtbot):
    typed(bar, qtbot, "~ Inspector B liked the tracker")

    QTest.keyClick(bar.line, Qt.Key.Key_Return)

    qtbot.waitUntil(bar.popup.refusal.isVisible)
    assert bar.popup.refusal.text() == (
        "A signal belongs to a line of enquiry. Add “re” and a word of its title."
    )
    assert bar.line.text() == "~ Inspector B liked the tracker"


def test_that_without_an_inspection_nothing_is_kept_and_it_says_so(bar, desk, notices, qtbot):
    desk.set_inspection(None)
    bar.line.setText(CORRIDOR)

    with qtbot.waitSignal(notices.shown) as shown:
        QTest.keyClick(bar.line, Qt.Key.Key_Return)

    assert shown.args[0].message == "There is no inspection to keep this for."
    assert bar.line.text() == CORRIDOR


def test_that_the_usual_time_is_said_when_the_line_says_none(bar, qtbot):
    typed(bar, qtbot, "Inspector B asked for caseloads")

    assert bar.popup.about.text() == "No time is said: the usual two hours, due 12:41."


@pytest.mark.parametrize(
    ("line", "needs"),
    [
        ("~ liked the tracker", "It needs its line of enquiry: re, and a word of the title."),
        ("!! not seen @AD", "Enter asks who owns it, who may read it and when it was said."),
    ],
)
def test_that_what_is_still_needed_is_said_before_enter(bar, qtbot, line, needs):
    typed(bar, qtbot, line)

    assert bar.popup.about.text() == needs


def test_that_the_line_and_every_chip_have_a_spoken_name(bar, qtbot):
    typed(bar, qtbot, CORRIDOR)

    named = [bar.line, *bar.popup.chips.buttons]
    spoken = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in named]
    assert spoken == ["Capture what was said", *chips(bar), "Add what the line does not say"]


def test_that_a_concern_is_asked_about_before_it_is_kept(bar, house, inspection, qtbot):
    line = "10:20 !! Inspector B: not seen since the injury @AD"
    typed(bar, qtbot, line)

    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.window().findChildren(ConcernDialog)))
    (dialog,) = bar.window().findChildren(ConcernDialog)
    (quinn, smith) = (each for each in house.people.all() if each.name in {"Rosa Quinn", "Sam Smith"})
    asked = (dialog.said_by.currentText(), dialog.said.text(), chosen_id(dialog.owner), bar.line.text())
    dialog.readers.show_readers([smith.id])
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.line.text() == "")

    (concern,) = house.casefiles.concerns(inspection.id)
    assert asked == ("Inspector B", "10:20", quinn.id, line)
    assert (concern.owner_id, concern.reader_ids, concern.said_at) == (
        quinn.id,
        (smith.id,),
        datetime(2026, 12, 2, 10, 20, tzinfo=UTC),
    )
