"""Lists show, sort, speak and keep what was chosen."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ilacs_desktop.desktop.tables import PILL_ROLE, ROW_ROLE, SORT_ROLE, Column, ListTable, PillText, RowTable
from ilacs_desktop.desktop.widgets import EmptyState


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    minutes: int


ROWS = (Row(1, "Supervision records", 80), Row(2, "LADO annual report", 840), Row(3, "PLO tracker", 15))


@pytest.fixture
def rows(theme):
    rows = RowTable(
        [
            Column("What was asked", lambda row: row.name, stretch=True),
            Column(
                "Slack",
                lambda row: f"{row.minutes} min",
                sort=lambda row: row.minutes,
                pill=lambda row: PillText("soon", "alert", "timer") if row.minutes < 30 else None,
            ),
        ]
    )
    rows.show(ROWS)
    return rows


@pytest.fixture
def table(rows, qtbot):
    table = ListTable(rows, "Requests")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    return table


def texts(table: ListTable) -> list[str]:
    return [table.proxy.index(row, 0).data() for row in range(table.proxy.rowCount())]


def test_that_the_model_keeps_the_rules_of_models(rows):
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)

    rows.show(ROWS[:1])
    rows.show(())
    rows.show(ROWS)

    assert tester.model() is rows


def test_that_a_cell_answers_what_is_shown_spoken_and_sorted(rows):
    index = rows.index(2, 1)

    answers = [index.data(role) for role in (Qt.ItemDataRole.DisplayRole, SORT_ROLE, PILL_ROLE, ROW_ROLE)]

    assert answers == ["15 min", 15, PillText("soon", "alert", "timer"), ROWS[2]]


def test_that_a_pill_is_spoken_by_its_word(rows):
    spoken = [rows.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]

    assert spoken == ["80 min", "840 min", "soon"]


def test_that_a_title_sorts_by_value_not_by_text(table):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    assert texts(table) == ["PLO tracker", "Supervision records", "LADO annual report"]


def test_that_the_chosen_row_stays_chosen_when_rows_are_shown_anew(table, rows):
    table.select_where(lambda row: row.id == 2)

    rows.show((Row(9, "New on top", 1), *ROWS))

    assert table.selected() == ROWS[1]


def test_that_a_chosen_row_that_has_gone_is_let_go(table, rows, qtbot):
    table.select_where(lambda row: row.id == 2)

    with qtbot.waitSignal(table.chosen, check_params_cb=lambda row: row is None):
        rows.show(ROWS[:1])

    assert table.selected() is None


def test_that_enter_opens_the_chosen_row(table, qtbot):
    table.selectRow(1)

    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [ROWS[1]]


def test_that_the_empty_state_stands_only_while_there_are_no_rows(table, rows):
    empty = EmptyState("inbox", "No request is open")
    table.set_empty(empty)

    shown = [empty.isVisible()]
    rows.show(())
    shown.append(empty.isVisible())

    assert shown == [False, True]


def test_that_columns_fit_a_narrow_view(table):
    table.resize(260, 300)

    widths = [table.columnWidth(0), table.columnWidth(1)]

    assert sum(widths) <= table.viewport().width()


def test_that_words_cut_off_are_whole_in_the_tooltip_as_plain_text(table, rows):
    rows.show((Row(1, "<b>Supervision</b> records of the whole team for the last six months", 80),))

    assert table._tooltip(table.proxy.index(0, 0)) == (
        "<qt>&lt;b&gt;Supervision&lt;/b&gt; records of the whole team for the last six months</qt>"
    )


def test_that_a_lesser_column_is_left_out_where_there_is_no_room(theme, qtbot):
    rows = RowTable(
        [
            Column("Ref", lambda row: f"IR-{row.id:03}"),
            Column("What was asked", lambda row: row.name, stretch=True),
            Column("Owner", lambda row: f"Owner {row.id} of it", lesser=True),
            Column("Slack", lambda row: f"{row.minutes} min"),
        ]
    )
    rows.show(ROWS)
    table = ListTable(rows, "Requests")
    qtbot.addWidget(table)
    table.show()

    def left_out() -> list[bool]:
        return [table.isColumnHidden(number) for number in range(4)]

    table.resize(260, 200)
    small = left_out()
    table.resize(600, 200)

    assert (small, left_out()) == ([False, False, True, False], [False] * 4)


def test_that_no_row_is_shown_cut_at_the_lower_edge(rows, table, theme):
    rows.show([Row(number, "Supervision records", number) for number in range(20)])
    height = table.rowHeight(0)
    table.resize(400, table.horizontalHeader().height() + 3 * height + height // 2)

    picture = table.viewport().grab().toImage()
    strip = {picture.pixelColor(x, 3 * height + height // 2 - 2).name() for x in range(0, picture.width(), 2)}

    assert strip == {theme.colour("surface").name()}


def test_that_what_changes_of_the_same_rows_keeps_the_place_and_says_so_of_the_one_chosen(rows, table, qtbot):
    many = tuple(Row(number, f"Request {number}", 60) for number in range(1, 200))
    rows.show(many)
    table.select_where(lambda row: row.id == 150)
    table.verticalScrollBar().setValue(120)
    resets, said = [], []
    rows.modelReset.connect(lambda: resets.append(1))
    table.chosen.connect(said.append)

    rows.show(tuple(Row(row.id, row.name, 59) for row in many))

    assert (resets, said, table.verticalScrollBar().value()) == ([], [Row(150, "Request 150", 59)], 120)
    rows.show(tuple(Row(row.id, row.name, 58) for row in reversed(many)))
    assert (resets, table.selected(), table.verticalScrollBar().value()) == (
        [1],
        Row(150, "Request 150", 58),
        120,
    )
