"""What is kept of the review of a day that is behind us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilacs_desktop.desktop.pages.timetable.review.step import MARKS
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Heading, Label, Muted
from ilacs_desktop.desktop.widgets.panes import Hairline, IconLabel
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.daily_review import KeptStep, MeetingPoint, ReviewRecord
from ilacs_desktop.domain.moments import said_when

_say = partial(QCoreApplication.translate, "ReviewRecord")


def add_record(body: QVBoxLayout, record: ReviewRecord, now: datetime, *, go: Callable[[Ref], None]) -> None:
    """Put a day's record below what is there; ``go`` leads to what a point of the meeting became."""
    if record.is_empty:
        body.addWidget(Muted(_say("Nothing is kept of this day."), wrap=True))
        return
    if record.closed is not None:
        words = _say("The day was closed {when}, {who}.").format(
            when=said_when(record.closed.finished_at, now), who=record.closed.finished_by
        )
        body.addWidget(Label(words, role="good", wrap=True))
    else:
        body.addWidget(Muted(_say("The day was not closed."), wrap=True))
    for number, step in enumerate(record.steps):
        if number:
            body.addWidget(Hairline())
        body.addWidget(_step(step, now))
    if record.points:
        body.addWidget(Heading(_say("The daily meeting")))
    for number, point in enumerate(record.points):
        if number:
            body.addWidget(Hairline())
        body.addWidget(_point(point, now, go))
    if record.not_kept:
        body.addWidget(Heading(_say("Nothing is kept of")))
        body.addWidget(Muted(", ".join(record.not_kept), wrap=True))


def _step(step: KeptStep, now: datetime) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, current_theme().space(0.5), 0, current_theme().space(0.5))
    row.setSpacing(current_theme().space(1))
    mark = QVBoxLayout()
    mark.addWidget(IconLabel(*MARKS[step.state], 16))
    mark.addStretch(1)
    row.addLayout(mark)
    column = QVBoxLayout()
    column.setSpacing(current_theme().space(0.25))
    column.addWidget(Label(step.title, font="strong", wrap=True))
    when = f"{step.state.value} {said_when(step.finished_at, now)}, {step.finished_by}"
    column.addWidget(Muted(when.rstrip(", "), wrap=True))
    if step.note:
        column.addWidget(Muted(f"“{step.note}”", wrap=True))
    row.addLayout(column, 1)
    line.setAccessibleName(f"{step.title}, {when}, {step.note}")
    return line


def _point(point: MeetingPoint, now: datetime, go: Callable[[Ref], None]) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().space(0.25))
    column.addWidget(Label(point.text, wrap=True))
    row = QHBoxLayout()
    row.setSpacing(current_theme().space(0.5))
    when = f", {said_when(point.noted_at, now)}" if point.noted_at else ""
    row.addWidget(Muted(f"{point.kind}{when}, {point.noted_by}", font="small"))
    became = point.became
    if became is not None and point.said:
        button = make_button(
            point.said, link=True, small=True, spoken=_say("Open {what}").format(what=point.said)
        )
        button.clicked.connect(lambda: go(became))
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    return line
