"""Many slots at once, copies, both edges: by mouse and by keys, each wish one deed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ilacs_desktop.domain.timetable import SlotStatus

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def chosen(board, sample) -> set[str]:
    names = {slot.uid: name for name, slot in sample.slots.items()}
    return {names[uid] for uid in board.picks.uids}


def test_that_slots_chosen_with_ctrl_are_dragged_together_as_one_deed(
    page, drag, board, block, slot, sample, at, house, inspection, settle
):
    for name in ("009", "017"):
        QTest.mouseClick(board.viewport(), LEFT, CTRL, board.block_rect(block(name)).center())
    assert chosen(board, sample) == {"009", "017"}
    assert page.view.side.currentWidget() is page.view.many_panel
    start = board.block_rect(block("009")).center()

    drag(start, start + QPoint(0, board.y_of(12 * 60) - board.y_of(11 * 60)))

    assert (slot("009").starts_at, slot("017").starts_at) == (at("11:00"), at("10:15"))
    assert page.view.property("said") == "2 slots moved 1 h later"
    assert chosen(board, sample) == {"009", "017"}
    house.timetable.journal.undo(inspection.id)
    assert (slot("009").starts_at, slot("017").starts_at) == (at("10:00"), at("09:15"))


def test_that_keys_choose_several_and_move_them(page, board, press, slot, sample, at, settle):
    press("meeting", KEY.Key_Down, CTRL)
    QTest.keyClick(board, KEY.Key_Down, CTRL)
    QTest.keyClick(board, KEY.Key_Space, CTRL)
    assert board.property("said") == "2 slots chosen"

    QTest.keyClick(board, KEY.Key_Down, ALT)
    settle()

    assert (slot("meeting").starts_at, slot("009").starts_at) == (at("09:15"), at("10:15"))
    assert page.view.property("said") == "2 slots moved 15 min later"


def test_that_shift_click_a_band_and_ctrl_a_choose_many(board, block, sample, drag, lane):
    QTest.mouseClick(board.viewport(), LEFT, pos=board.block_rect(block("009")).center())
    QTest.mouseClick(board.viewport(), LEFT, SHIFT, board.block_rect(block("duty")).center())
    assert chosen(board, sample) == {"009", "014", "031", "017", "duty"}

    free = board.lane_span_rect(lane("Inspector A"), 12 * 60, 13 * 60).topLeft()
    aim = board.lane_span_rect(lane("Inspector B"), 14 * 60, 15 * 60).center()
    drag(free, aim, SHIFT)
    assert chosen(board, sample) == {"panel", "031", "return"}

    board.setFocus()
    QTest.keyClick(board, KEY.Key_A, CTRL)
    assert chosen(board, sample) == set(sample.slots) - {"014"}
    QTest.keyClick(board, KEY.Key_Escape)
    assert len(board.picks.uids) <= 1


def test_that_a_click_on_one_of_many_chooses_it_alone(board, block, sample):
    for name in ("009", "017"):
        QTest.mouseClick(board.viewport(), LEFT, CTRL, board.block_rect(block(name)).center())

    QTest.mouseClick(board.viewport(), LEFT, pos=board.block_rect(block("017")).center())

    assert chosen(board, sample) == {"017"}


def test_that_the_upper_edge_and_shift_alt_left_let_a_slot_start_earlier(
    page, drag, board, block, slot, at, press
):
    rect = board.block_rect(block("009"))
    edge = QPoint(rect.center().x(), rect.top() + 2)

    drag(edge, QPoint(edge.x(), board.y_of(9 * 60 + 45)))
    assert (slot("009").starts_at, slot("009").ends_at) == (at("09:45"), at("11:30"))
    assert page.view.property("said") == "C-009 records now starts at 09:45"

    press("009", KEY.Key_Right, ALT | SHIFT)
    assert (slot("009").starts_at, slot("009").ends_at) == (at("10:00"), at("11:30"))


def test_that_a_drag_with_ctrl_leaves_the_slot_and_makes_a_copy(
    page, drag, board, block, slot, at, lane, house, inspection
):
    before = {each.uid for each in house.timetable.draft(inspection.id)}
    start = board.block_rect(block("009")).center()
    aim = board.lane_span_rect(lane("Regulatory"), 13 * 60, 14 * 60)

    drag(start, QPoint(aim.center().x(), board.y_of(13 * 60 + 45)), CTRL)

    (made,) = [each for each in house.timetable.draft(inspection.id) if each.uid not in before]
    assert slot("009").starts_at == at("10:00")
    assert {part.name for part in made.parts} == {"Regulatory", "T. Flynn"}
    assert (made.starts_at, made.case_code, made.place) == (at("13:00"), "C-009", "Room 1")
    assert page.view.uid == made.uid
    assert page.view.property("said") == "C-009 records is copied to 13:00"


def test_that_a_copy_is_pasted_where_the_cursor_stands_and_on_another_day(
    page, board, press, house, inspection, lane, settle, at
):
    before = {each.uid for each in house.timetable.draft(inspection.id)}
    press("009", KEY.Key_C, CTRL)
    assert QApplication.clipboard().text().startswith("C-009 records, Inspector A with T. Flynn")
    column = board.board.layout.columns_of(lane("Education"))[0]
    board.setCurrentIndex(board.board.index(board.board.layout.row_of(15 * 60), column))

    QTest.keyClick(board, KEY.Key_V, CTRL)
    settle()
    (here,) = [each for each in house.timetable.draft(inspection.id) if each.uid not in before]
    assert (here.starts_at, [part.name for part in here.inspectors]) == (at("15:00"), ["Education"])

    page.show_day(date(2026, 12, 8))
    settle()
    board.setFocus()
    QTest.keyClick(board, KEY.Key_V, CTRL)
    settle()
    there = [
        each for each in house.timetable.draft(inspection.id, date(2026, 12, 8)) if each.case_code == "C-009"
    ]
    assert [each.starts_at for each in there] == [at("10:00", date(2026, 12, 8))]
    assert page.view.uid == there[0].uid


def test_that_ctrl_d_puts_a_copy_right_after(press, house, inspection, sample, at):
    press("school", KEY.Key_D, CTRL)

    day = house.timetable.draft(inspection.id, date(2026, 12, 3))
    copies = [each for each in day if each.purpose == "Virtual school head"]
    assert [each.starts_at for each in copies] == [at("09:30"), at("11:00")]


def test_that_several_are_cancelled_and_locked_together(page, board, sample, slot, settle):
    uids = [sample.slots[name].uid for name in ("009", "017")]
    page.view.choose_many(uids)

    QTest.mouseClick(page.view.many_panel.buttons["lock"], LEFT)
    settle()
    assert (slot("009").locked, slot("017").locked) == (True, True)
    assert page.view.property("said") == "2 slots are locked"

    board.setFocus()
    QTest.keyClick(board, KEY.Key_L)
    settle()
    QTest.keyClick(board, KEY.Key_Delete)
    settle()
    assert {slot("009").status, slot("017").status} == {SlotStatus.CANCELLED}
    assert page.view.property("said") == "2 slots are cancelled and stay visible"


def test_that_a_locked_slot_is_not_dragged_and_the_board_says_why(
    page, drag, board, block, slot, at, desk, qtbot
):
    start = board.block_rect(block("058")).center()

    with qtbot.waitSignal(desk.notices.shown):
        drag(start, start + QPoint(0, 100))

    assert slot("058").starts_at == at("13:30")
    assert page.view.property("said") == "“C-058 records” is locked and stays where it is."


def test_that_a_board_that_stands_still_is_only_looked_at(page, board, qtbot, desk):
    still = type(board)(desk.theme, is_still=True)
    qtbot.addWidget(still)
    still.resize(900, 500)
    still.show()
    still.show_day(board.board.layout, board.board.cards)
    still.setFocus()
    found = still.board.layout.blocks[0]
    centre = still.block_rect(found).center()

    with qtbot.assertNotEmitted(still.move_wanted), qtbot.assertNotEmitted(still.cancel_wanted):
        QTest.mousePress(still.viewport(), LEFT, pos=centre)
        QTest.mouseMove(still.viewport(), centre + QPoint(0, 90))
        QTest.mouseRelease(still.viewport(), LEFT, pos=centre + QPoint(0, 90))
        QTest.keyClick(still, KEY.Key_Down, ALT)
        QTest.keyClick(still, KEY.Key_Delete)

    assert still.current_block() == found
