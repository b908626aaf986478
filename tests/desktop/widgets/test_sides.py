"""A list and its panel: beside each other where there is room, else one above the other."""

from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.widgets.sides import OneOfMany, Sides


def test_that_a_panel_goes_below_where_there_is_no_room_beside(theme, qtbot):
    left, panel = QWidget(), QWidget()
    sides = Sides(left, panel)
    qtbot.addWidget(sides)
    sides.resize(1100, 600)
    sides.show()
    beside = (sides.is_stacked, panel.y(), sides.minimumSizeHint().height())
    sides.resize(700, 600)
    qtbot.waitUntil(lambda: panel.x() == 0)

    assert beside == (False, 0, 0)
    assert (sides.is_stacked, sides.minimumSizeHint().height()) == (True, 290 + 270 + 12)


def test_that_a_page_out_of_sight_asks_for_no_room(theme, qtbot):
    pages, tall = OneOfMany(), QWidget()
    qtbot.addWidget(pages)
    tall.setMinimumHeight(900)
    for page in (QWidget(), tall):
        pages.addWidget(page)
    short = pages.minimumSizeHint().height()
    pages.setCurrentWidget(tall)

    assert (short < 100, pages.minimumSizeHint().height()) == (True, 900)
