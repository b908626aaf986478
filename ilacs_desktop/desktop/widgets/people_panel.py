"""People and places: the lists, a line to search them, import and by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ilacs_desktop.desktop.bridge import Progress
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.far_localities import ask_far
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.people_review import PeopleReviewDialog
from ilacs_desktop.desktop.dialogs.person import AbsenceDialog, PersonDialog, PlaceDialog
from ilacs_desktop.desktop.tables import Column, ListTable, RowTable
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane, Switch
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.moments import day_of, said_short_day
from ilacs_desktop.domain.people import Absence, PeopleCounts, PeopleReview, Person, Place

LISTS = "*.csv *.xlsx *.xls *.ods"
T = TypeVar("T")
Lists: TypeAlias = tuple[tuple[Person, ...], tuple[Place, ...], tuple[Absence, ...]]


class PeoplePanel(QWidget):
    """The one list of people and places, with its deeds; it is fetched anew whenever it is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        theme = current_theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.space(1.5), 0, 0)
        outer.setSpacing(theme.space(1.25))
        self._names = (self.tr("People"), self.tr("Places"))
        outer.addLayout(self._make_head())
        self.stack = QStackedWidget(self)
        outer.addWidget(self.stack, 1)
        self._make_people()
        self._make_places()
        self._absences: dict[int, Absence] = {}
        desk.changed.connect(self._on_changed)
        self._show_deeds()

    def refresh(self) -> None:
        """Fetch the lists anew."""
        self.desk.jobs.run(self, self._fetch, lambda lists: self._show(*lists))

    def open(self, ref: Ref) -> None:
        """Bring one person, one place, or the person of an absence to hand."""
        is_place = ref.kind is Kind.PLACE
        self._turn(int(is_place))
        self.search.clear()

        def choose(lists: Lists) -> None:
            self._show(*lists)
            wanted = ref.id
            if ref.kind is Kind.ABSENCE:
                wanted = next((each.person_id for each in lists[2] if each.id == ref.id), 0)
            (self.places if is_place else self.people).select_where(lambda row: row.id == wanted)

        self.desk.jobs.run(self, self._fetch, choose)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What changed while it was hidden must not be missing."""
        super().showEvent(event)
        self.refresh()

    def _fetch(self) -> Lists:
        people = self.desk.house.people
        return people.all(), people.places(), people.absences()

    def _make_head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1.25))
        self.switch = Switch(self._names, spoken=self.tr("People or places"))
        self.switch.switched.connect(self._on_switched)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search people and places"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.import_button = make_button(self.tr("Import list…"), "file-down")
        self.import_button.clicked.connect(self._ask_for_file)
        self.add_button = make_button(self.tr("Add…"), "plus", main=True)
        self.add_button.clicked.connect(self._on_add)
        line.addWidget(self.switch)
        line.addWidget(self.search, 1)
        line.addWidget(self.import_button)
        line.addWidget(self.add_button)
        return line

    def _make_people(self) -> None:
        self.people = self._make_table(
            [
                Column(self.tr("Name"), lambda p: p.name, strong=True, width=170),
                Column(self.tr("On sheets"), lambda p: p.label, width=110),
                Column(self.tr("Side"), lambda p: p.side.value, width=104, lesser=True),
                Column(self.tr("Role"), lambda p: p.role, stretch=True),
                Column(self.tr("Team"), lambda p: p.team, width=150),
                Column(self.tr("E-mail"), lambda p: p.email, width=170, muted=True, lesser=True),
                Column(
                    self.tr("Works"), lambda p: f"{p.works_from:%H:%M}–{p.works_until:%H:%M}", lesser=True
                ),
                Column(self.tr("Away"), self._said_away, width=124),
            ],
            EmptyState(
                "users",
                self.tr("Nobody yet"),
                self.tr("Import the staff list, or add people by hand. Inspectors belong on it too."),
                self.tr("Import list…"),
            ),
        )
        self.people.opened.connect(self._change_person)
        self.away_button = make_button(self.tr("Away…"), "calendar-x", small=True)
        self.away_button.clicked.connect(self._add_absence)
        self.back_button = make_button(self.tr("Take back absence"), "calendar-check", small=True)
        self.back_button.clicked.connect(self._take_absence_back)
        self.remove_button = make_button(self.tr("Take off the list"), "user-minus", small=True)
        self.remove_button.clicked.connect(self._remove_person)
        self.change_button = make_button(self.tr("Change…"), "pencil", small=True)
        self.change_button.clicked.connect(lambda: self._change_person(self.people.selected()))
        self.people_note = Muted("", font="small")
        buttons = (self.change_button, self.away_button, self.back_button, self.remove_button)
        self.stack.addWidget(_with_foot(self.people, self.people_note, *buttons))

    def _make_places(self) -> None:
        self.places = self._make_table(
            [
                Column(self.tr("Room"), lambda p: p.name, strong=True, width=220),
                Column(self.tr("Site"), lambda p: p.site, width=220),
                Column(
                    self.tr("Holds"),
                    lambda p: str(p.capacity or ""),
                    sort=lambda p: p.capacity or 0,
                    width=80,
                ),
                Column(self.tr("Link"), lambda p: p.link, stretch=True, muted=True),
            ],
            EmptyState(
                "map-pin",
                self.tr("No places yet"),
                self.tr("Import the list of rooms, or add them by hand."),
                self.tr("Import list…"),
            ),
        )
        self.places.opened.connect(self._change_place)
        self.change_place_button = make_button(self.tr("Change…"), "pencil", small=True)
        self.change_place_button.clicked.connect(lambda: self._change_place(self.places.selected()))
        self.far_button = make_button(self.tr("Too far to visit…"), "map-pin", small=True)
        self.far_button.setToolTip(
            self.tr("From how many minutes on a locality is too far, so that its children are seen by video")
        )
        self.far_button.clicked.connect(lambda: ask_far(self.desk, self))
        self.places_note = Muted("", font="small")
        self.stack.addWidget(
            _with_foot(self.places, self.places_note, self.far_button, self.change_place_button)
        )

    def _make_table(self, columns: list[Column], empty: EmptyState) -> ListTable:
        table = ListTable(RowTable(columns, self), columns[0].title)
        table.set_empty(empty)
        empty.wanted.connect(self._ask_for_file)
        table.chosen.connect(lambda _: self._show_deeds())
        return table

    def _show(
        self, people: tuple[Person, ...], places: tuple[Place, ...], absences: tuple[Absence, ...]
    ) -> None:
        now = self.desk.clock()
        self._absences = {}
        for absence in absences:
            if absence.ends_at > now:
                self._absences.setdefault(absence.person_id, absence)
        self.people.rows.show(people)
        self.places.rows.show(places)
        self.people_note.setText(self.tr("{count} people").format(count=len(people)) if people else "")
        self.places_note.setText(self.tr("{count} places").format(count=len(places)) if places else "")
        self.people.viewport().update()
        self._show_deeds()

    def _said_away(self, person: Person) -> str:
        absence = self._absences.get(person.id)
        return f"{absence.kind.value}, {said_short_day(day_of(absence.starts_at))}" if absence else ""

    def _show_deeds(self) -> None:
        is_person, is_place = self.people.selected() is not None, self.places.selected() is not None
        for button in (self.change_button, self.away_button, self.remove_button):
            button.setEnabled(is_person)
        person = self.people.selected()
        self.back_button.setEnabled(person is not None and person.id in self._absences)
        self.change_place_button.setEnabled(is_place)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touch(Kind.PERSON, Kind.PLACE, Kind.ABSENCE) and self.isVisible():
            self.refresh()

    def _on_switched(self, name: str) -> None:
        self.stack.setCurrentIndex(self._names.index(name))
        self._on_search(self.search.text())

    def _turn(self, number: int) -> None:
        self.switch.choose(self._names[number])
        self._on_switched(self._names[number])

    def _on_search(self, text: str) -> None:
        (self.people if self.stack.currentIndex() == 0 else self.places).filter_text(text)

    # Import

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a list of people or places"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Lists") + f" ({LISTS})", self.tr("All files") + " (*)"])
        dialog.fileSelected.connect(lambda name: self.import_file(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def import_file(self, path: Path) -> None:
        """Read a list, with Cancel, and show what it would do."""
        people = self.desk.house.people

        def read(progress: Progress) -> PeopleReview:
            def stopped() -> bool:
                progress.check()
                return False

            review: PeopleReview = people.review_people(path, cancelled=stopped)
            return review

        self.desk.jobs.run_long(
            self, self.tr("Reading {name}").format(name=path.name), read, self._show_review
        )

    def _show_review(self, review: PeopleReview) -> None:
        people = self.desk.house.people
        dialog = PeopleReviewDialog(review, self)

        def then(counts: PeopleCounts) -> None:
            dialog.accept()
            words = self.tr("{people} people and {places} places are new, {changed} changed.")
            self.desk.notices.say(
                words.format(
                    people=counts.added,
                    places=counts.places_added,
                    changed=counts.changed + counts.places_changed,
                )
            )

        dialog.take_wanted.connect(
            lambda: self.desk.jobs.run(
                dialog, lambda: people.import_people(review, by=self), then, refused=dialog.refuse
            )
        )
        dialog.open()

    # By hand

    def _on_add(self) -> None:
        if self.stack.currentIndex() == 0:
            self._add_person()
        else:
            self._add_place()

    def _add_person(self) -> None:
        people = self.desk.house.people
        today = day_of(self.desk.clock())
        self._store(PersonDialog(parent=self, today=today), lambda values: people.add(**values, by=self))

    def _change_person(self, person: Person | None) -> None:
        if person is None:
            return
        people, today = self.desk.house.people, day_of(self.desk.clock())
        self._store(
            PersonDialog(person, self, today=today),
            lambda values: people.change(person.id, **values, by=self),
        )

    def _remove_person(self) -> None:
        person = self.people.selected()
        if person is not None:
            people = self.desk.house.people
            words = self.tr("{name} is off the list. What they did stays in the record.").format(
                name=person.name
            )
            self.desk.jobs.run(
                self, lambda: people.remove(person.id, by=self), lambda _: self.desk.notices.say(words)
            )

    def _add_absence(self) -> None:
        person = self.people.selected()
        if person is None:
            return
        people, today = self.desk.house.people, day_of(self.desk.clock())
        self._store(
            AbsenceDialog(person, today, self),
            lambda values: people.add_absence(person.id, **values, by=self),
        )

    def _take_absence_back(self) -> None:
        """The next absence of the chosen person, as the list shows it."""
        person = self.people.selected()
        absence = self._absences.get(person.id) if person is not None else None
        if absence is not None:
            people = self.desk.house.people
            self.desk.jobs.run(self, lambda: people.remove_absence(absence.id, by=self))

    def _add_place(self) -> None:
        people = self.desk.house.people
        self._store(PlaceDialog(parent=self), lambda values: people.add_place(**values, by=self))

    def _change_place(self, place: Place | None) -> None:
        if place is None:
            return
        people = self.desk.house.people
        self._store(PlaceDialog(place, self), lambda values: people.change_place(place.id, **values, by=self))

    def _store(self, dialog: FormDialog, deed: Callable[..., T]) -> None:
        """Open a dialog whose values are stored by ``deed``; it closes once they are, or says why not."""
        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog, lambda: deed(values), lambda _: dialog.accept(), refused=dialog.refuse
            )
        )
        dialog.open()


def _with_foot(table: ListTable, note: Muted, *buttons: QWidget) -> QWidget:
    """A list, and below it a note and its small deeds."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().space(1))
    pane = Pane()
    pane.body.addWidget(table)
    column.addWidget(pane, 1)
    foot = QHBoxLayout()
    foot.setSpacing(current_theme().space(1))
    for button in buttons:
        foot.addWidget(button)
    foot.addStretch(1)
    foot.addWidget(note)
    column.addLayout(foot)
    return page
