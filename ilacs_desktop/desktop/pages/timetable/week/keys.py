"""Where an arrow leads in the week view: from slot to slot, from day to day, from week to week."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView

from ilacs_desktop.desktop.pages.timetable.week.layout import WeekLayout

_Action = QAbstractItemView.CursorAction


def cell_after(
    layout: WeekLayout, action: QAbstractItemView.CursorAction, row: int, column: int
) -> tuple[int, int]:
    """The cell that ``action`` leads to; free cells are passed over, and at the ends one stays."""
    if action in {_Action.MoveUp, _Action.MovePrevious}:
        rows = (other for other in range(row - 1, -1, -1) if layout.is_taken(other, column))
        return next(rows, row), column
    if action in {_Action.MoveDown, _Action.MoveNext}:
        rows = (other for other in range(row + 1, layout.row_count) if layout.is_taken(other, column))
        return next(rows, row), column
    if action in {_Action.MovePageUp, _Action.MovePageDown}:
        return _week_beside(layout, row, 1 if action is _Action.MovePageDown else -1), column
    return _aside(layout, action, row, column)


def _week_beside(layout: WeekLayout, row: int, step: int) -> int:
    """The row of days of the week after or before."""
    here = layout.heads.index(layout.head_of(row))
    if step < 0 and row not in layout.heads:
        return layout.heads[here]
    return layout.heads[min(max(here + step, 0), len(layout.heads) - 1)]


def _aside(
    layout: WeekLayout, action: QAbstractItemView.CursorAction, row: int, column: int
) -> tuple[int, int]:
    """The cell in the column beside: as deep as this one, or the last that is taken there."""
    last, head = len(layout.columns) - 1, layout.head_of(row)
    step = 1 if action is _Action.MoveRight else -1
    to = {_Action.MoveHome: 0, _Action.MoveEnd: last}.get(action, column + step)
    if not 0 <= to <= last:
        week = layout.heads.index(head) + step
        if not 0 <= week < len(layout.heads):
            return row, column
        row = row - head + layout.heads[week]
        head, to = layout.heads[week], 0 if step > 0 else last
    end = next((other for other in layout.heads if other > head), layout.row_count)
    row = min(row, end - 1)
    while row > head and not layout.is_taken(row, to):
        row -= 1
    return row, to
