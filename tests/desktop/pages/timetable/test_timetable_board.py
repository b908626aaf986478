"""The day board: what its cells say, and what mouse and keys do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.pages.timetable.day_header import Showing
from ilacs_desktop.domain.timetable import PartKind, SlotStatus

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def test_that_the_model_keeps_qts_rules(board, qtmodeltester):
    qtmodeltester.check(board.board, force_py=True)


def test_that_the_lanes_are_the_inspectors_lead_first(board):
    assert [(lane.name, lane.role) for lane in board.board.layout.lanes] == [
        ("Inspector A", "lead"),
        ("Inspector B", "children in care"),
        ("Inspector C", "help and protection"),
        ("Inspector D", "care leavers"),
        ("Education", "virtual school"),
        ("Regulatory", "fostering"),
    ]


SPOKEN = (
    ("017", "C-017 records, Inspector C with R. Malik, Room 3, Civic Centre", "09:15 to 10:45, clash"),
    (
        "031",
        "C-031 records, Inspector B with M. Clarke, Room 2, Civic Centre",
        "11:00 to 12:30, changed, was 09:30",
    ),
    (
        "014",
        "C-014 records, Inspector B with J. Adeyemi, Room 2, Civic Centre",
        "09:00 to 10:30, cancelled, changed",
    ),
    ("040", "C-040 records, Inspector C, By video", "13:30 to 15:00, changed, new"),
    ("058", "C-058 records, Inspector D with K. Shaw, Room 5, Civic Centre", "13:30 to 15:00, locked"),
    ("duty", "Duty team, Inspector C, Locality North, North House", "10:30 to 12:00, clash, off-site"),
)


def test_that_a_screen_reader_hears_the_whole_slot(board, block):
    for name, who, when in SPOKEN:
        cell = board.board.cell_of(block(name))
        assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"{who}, {when}"


def test_that_assistive_technology_finds_each_slot_as_a_cell_of_the_table(board, block):
    table = QAccessible.queryAccessibleInterface(board)
    found = block("017")

    children = [table.child(number) for number in range(table.childCount())]
    cells = [child for child in children if child.role() is QAccessible.Role.Cell]

    assert table.role() is QAccessible.Role.Table
    names = {cell.text(QAccessible.Text.Name) for cell in cells}
    assert board.board.cell_of(found).data(Qt.ItemDataRole.AccessibleTextRole) in names
    assert board.rowSpan(found.row, found.column) == found.rows


def test_that_free_time_says_whose_it_is(board, lane):
    column = board.board.layout.columns_of(lane("Regulatory"))[0]

    cell = board.board.index(board.board.layout.row_of(15 * 60), column)

    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "free, Regulatory, 15:00"


def test_that_alt_and_an_arrow_move_a_slot_by_a_quarter_and_say_so(page, press, slot, at):
    press("009", Qt.Key.Key_Down, ALT)

    assert (slot("009").starts_at, slot("009").ends_at) == (at("10:15"), at("11:45"))
    assert page.view.property("said") == "C-009 records moved to 10:15"
    assert page.view.uid == slot("009").uid


def test_that_shift_and_alt_make_a_slot_longer(page, press, slot, at):
    press("009", Qt.Key.Key_Down, ALT | SHIFT)

    assert (slot("009").starts_at, slot("009").ends_at) == (at("10:00"), at("11:45"))
    assert page.view.property("said") == "C-009 records now ends at 11:45"


def test_that_alt_and_right_hand_a_slot_to_the_next_inspector(page, press, slot, sample):
    press("009", Qt.Key.Key_Right, ALT)

    assert [(part.name, part.part) for part in slot("009").inspectors] == [("Inspector B", PartKind.LEADS)]
    assert [part.name for part in slot("009").staff] == ["T. Flynn"]
    assert page.view.property("said") == "C-009 records is now with Inspector B, 10:00 to 11:30"
    assert page.view.board.current_block().uid == slot("009").uid


def test_that_delete_cancels_and_the_slot_stays_visible(press, slot, block, board):
    press("009", Qt.Key.Key_Delete)

    assert slot("009").status is SlotStatus.CANCELLED
    assert "cancelled" in board.board.cell_of(block("009")).data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_l_locks_and_unlocks(press, slot):
    press("009", Qt.Key.Key_L)
    assert slot("009").locked is True

    press("009", Qt.Key.Key_L)
    assert slot("009").locked is False


def test_that_a_locked_slot_is_not_moved_and_the_reason_is_said(press, slot, at, desk, qtbot):
    with qtbot.waitSignal(desk.notices.shown) as shown:
        press("058", Qt.Key.Key_Down, ALT)

    assert "locked" in shown.args[0].message
    assert slot("058").starts_at == at("13:30")


def test_that_arrows_go_from_slot_to_slot_and_over_free_time(board, sample, press):
    press("meeting", Qt.Key.Key_Down)
    assert board.current_block() is None
    QTest.keyClick(board, Qt.Key.Key_Down)
    assert board.current_block().uid == sample.slots["009"].uid
    QTest.keyClick(board, Qt.Key.Key_Right)
    assert board.board.layout.columns[board.currentIndex().column()] == 1


def test_that_page_down_goes_to_the_next_slot_and_home_to_the_first(board, sample, press):
    press("meeting", Qt.Key.Key_PageDown)
    assert board.current_block().uid == sample.slots["009"].uid

    QTest.keyClick(board, Qt.Key.Key_Home)
    assert board.current_block().uid == sample.slots["meeting"].uid


def test_that_a_slot_is_dragged_to_another_time(drag, board, block, slot, at):
    start = board.block_rect(block("009")).center()

    drag(start, QPoint(start.x(), board.y_of(13 * 60)))

    assert (slot("009").starts_at, slot("009").minutes) == (at("12:15"), 90)


def test_that_a_slot_is_dragged_to_another_inspector(drag, board, block, slot, lane):
    start = board.block_rect(block("009")).center()
    aim = board.lane_span_rect(lane("Regulatory"), 13 * 60, 14 * 60)

    drag(start, QPoint(aim.center().x(), start.y()))

    assert [part.name for part in slot("009").inspectors] == ["Regulatory"]
    assert [part.name for part in slot("009").staff] == ["T. Flynn"]


def test_that_a_slot_is_dragged_to_another_place(drag, page, board, block, slot, lane):
    page.view.show_as(Showing.PLACES)
    start = board.block_rect(block("009")).center()
    aim = board.lane_span_rect(lane("Room 4"), 9 * 60, 10 * 60)

    drag(start, QPoint(aim.center().x(), start.y()))

    assert slot("009").place == "Room 4"
    assert [part.name for part in slot("009").inspectors] == ["Inspector A"]


def test_that_the_lower_edge_makes_a_slot_longer(drag, board, block, slot, at):
    rect = board.block_rect(block("009"))
    start = QPoint(rect.center().x(), rect.bottom() - 2)

    drag(start, QPoint(start.x(), board.y_of(12 * 60)))

    assert (slot("009").starts_at, slot("009").ends_at) == (at("10:00"), at("12:00"))


def test_that_escape_lets_go_without_a_change(board, block, slot, at, settle):
    start = board.block_rect(block("009")).center()
    viewport = board.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, start + QPoint(0, 120))

    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, pos=start + QPoint(0, 120))
    settle()

    assert slot("009").starts_at == at("10:00")


def test_that_a_drag_over_free_time_asks_for_a_new_slot_there(drag, board, lane, page, qtbot):
    rect = board.lane_span_rect(lane("Regulatory"), 14 * 60, 15 * 60)

    with qtbot.waitSignal(board.add_wanted) as asked:
        drag(rect.topLeft() + QPoint(20, 2), rect.bottomLeft() + QPoint(20, -2))

    span = asked.args[0]
    assert (span.lane.name, span.start, span.end) == ("Regulatory", 14 * 60, 15 * 60)


def test_that_the_now_line_shows_only_today(page, board, clock, at, settle):
    assert board.hours.now_y is None

    clock.now = at("11:20")
    page.refresh()
    settle()

    assert board.hours.now_text == "11:20"
    assert board.hours.now_y == board.y_of(11 * 60 + 20)


def test_that_people_lanes_hold_only_those_with_a_part_today(page, board):
    page.view.show_as(Showing.PEOPLE)

    assert [lane.name for lane in board.board.layout.lanes][:3] == ["A. Osei", "D. Quinn", "J. Adeyemi"]
    assert board.board.layout.lanes[-1].name == "None of our people"
