"""The lists of people and places, pressed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ilacs_desktop.desktop.dialogs.far_localities import FarLocalitiesDialog
from ilacs_desktop.desktop.dialogs.people_review import PeopleReviewDialog
from ilacs_desktop.desktop.dialogs.person import AbsenceDialog, PersonDialog, PlaceDialog
from ilacs_desktop.desktop.widgets.people_panel import PeoplePanel
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.people import AbsenceKind, Side


@pytest.fixture
def panel(desk, qtbot):
    panel = PeoplePanel(desk)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return panel


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def open_dialog(panel, kind, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in panel.findChildren(kind)))
    return next(each for each in panel.findChildren(kind) if each.isVisible())


def test_that_a_person_is_added_by_hand(panel, house, qtbot):
    press(qtbot, panel.add_button)
    dialog = open_dialog(panel, PersonDialog, qtbot)
    press(qtbot, dialog.accept_button)
    asked = dialog.form.has_errors
    qtbot.keyClicks(dialog.name, "Rashida Malik")
    dialog.form.editor("role").setText("Team manager")
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: panel.people.rows.rowCount() == 1)
    (person,) = house.people.all()
    assert asked
    assert (person.name, person.side, person.role, person.works_from) == (
        "Rashida Malik",
        Side.AUTHORITY,
        "Team manager",
        time(9),
    )


def test_that_a_person_who_is_there_already_is_refused_in_the_dialog(panel, person, qtbot):
    person("R. Malik")
    press(qtbot, panel.add_button)
    dialog = open_dialog(panel, PersonDialog, qtbot)
    dialog.name.setText("R. Malik")

    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: not dialog._refusal.isHidden())
    assert dialog._refusal.text() == "R. Malik is already on the list. Change that entry instead."


def test_that_a_person_is_changed_away_and_off_the_list(panel, house, person, clock, qtbot):
    clock.now = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)
    malik = person("R. Malik")
    qtbot.waitUntil(lambda: panel.people.rows.rowCount() == 1)
    panel.open(Ref(Kind.PERSON, malik.id))
    qtbot.waitUntil(lambda: panel.people.selected() is not None)

    press(qtbot, panel.change_button)
    dialog = open_dialog(panel, PersonDialog, qtbot)
    dialog.form.editor("team").setText("Court 1")
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: panel.people.rows.rows[0].team == "Court 1")

    panel.open(Ref(Kind.PERSON, malik.id))
    qtbot.waitUntil(lambda: panel.people.selected() is not None)
    press(qtbot, panel.away_button)
    away = open_dialog(panel, AbsenceDialog, qtbot)
    away.kind.setCurrentIndex(away.kind.findData(AbsenceKind.COURT))
    press(qtbot, away.accept_button)
    qtbot.waitUntil(lambda: [each.kind for each in house.people.absences(malik.id)] == [AbsenceKind.COURT])

    panel.open(Ref(Kind.PERSON, malik.id))
    qtbot.waitUntil(panel.back_button.isEnabled)
    press(qtbot, panel.back_button)
    qtbot.waitUntil(lambda: house.people.absences(malik.id) == ())

    panel.open(Ref(Kind.PERSON, malik.id))
    qtbot.waitUntil(lambda: panel.people.selected() is not None)
    press(qtbot, panel.remove_button)
    qtbot.waitUntil(lambda: panel.people.rows.rowCount() == 0)


def test_that_a_list_is_reviewed_and_then_taken_in(panel, house, qtbot, tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("name,role\nRashida Malik,Manager\n,Nobody\n", encoding="utf-8")

    panel.import_file(path)
    dialog = open_dialog(panel, PeopleReviewDialog, qtbot)
    assert house.people.all() == ()
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: panel.people.rows.rowCount() == 1)
    assert [person.name for person in house.people.all()] == ["Rashida Malik"]


def test_that_a_place_is_added_and_found(panel, house, qtbot):
    press(qtbot, panel.switch.button("Places"))
    press(qtbot, panel.add_button)
    dialog = open_dialog(panel, PlaceDialog, qtbot)
    dialog.name.setText("Room 2")
    dialog.site.setText("Castle House")
    dialog.capacity.setValue(8)
    press(qtbot, dialog.accept_button)
    qtbot.waitUntil(lambda: panel.places.rows.rowCount() == 1)

    qtbot.keyClicks(panel.search, "annexe")

    assert panel.places.proxy.rowCount() == 0
    assert [(place.label, place.capacity) for place in house.people.places()] == [("Room 2, Castle House", 8)]


def test_that_the_lists_are_sound_models_and_every_control_has_a_spoken_name(
    panel, person, qtbot, unnamed, clock
):
    malik = person("R. Malik")
    qtbot.waitUntil(lambda: panel.people.rows.rowCount() == 1)

    testers = [
        QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for table in (panel.people, panel.places)
    ]
    dialogs = [
        PersonDialog(malik, panel),
        AbsenceDialog(malik, clock.now.date(), panel),
        PlaceDialog(None, panel),
    ]

    assert len(testers) == 2
    assert [name for part in (panel, *dialogs) for name in unnamed(part)] == []


def test_that_a_hit_of_the_search_is_chosen_in_the_list_it_stands_in(panel, house, person, qtbot):
    person("J. Adeyemi")
    malik = person("R. Malik")
    room = house.people.add_place("Room 2")

    panel.open(Ref(Kind.PLACE, room.id))
    qtbot.waitUntil(lambda: panel.places.selected() is not None)
    panel.open(Ref(Kind.PERSON, malik.id))
    qtbot.waitUntil(lambda: panel.people.selected() is not None)

    assert (panel.places.selected(), panel.people.selected()) == (room, malik)


def test_that_an_inspectors_own_days_are_asked_for_and_nobody_elses(panel, house, person, qtbot):
    marsh = person("P. Marsh", "inspectorate")
    qtbot.waitUntil(lambda: panel.people.rows.rowCount() == 1)
    panel.people.select_where(lambda row: row.id == marsh.id)
    press(qtbot, panel.change_button)
    dialog = open_dialog(panel, PersonDialog, qtbot)
    assert dialog.on_site.isVisible()
    for day, on in ((dialog.on_site_from, date(2026, 12, 3)), (dialog.on_site_until, date(2026, 12, 1))):
        day.is_given.click()
        day.editor.setDate(QDate(on.year, on.month, on.day))
    press(qtbot, dialog.accept_button)
    assert dialog.form.has_errors
    dialog.on_site_until.editor.setDate(QDate(2026, 12, 8))
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: house.people.one(marsh.id).on_site_until == date(2026, 12, 8))
    assert house.people.one(marsh.id).on_site_from == date(2026, 12, 3)


def test_that_who_is_no_inspector_has_no_days_on_site(panel, qtbot):
    press(qtbot, panel.add_button)
    dialog = open_dialog(panel, PersonDialog, qtbot)

    assert not dialog.on_site.isVisible()
    dialog.side.setCurrentIndex(dialog.side.findData(Side.INSPECTORATE))
    assert dialog.on_site.isVisible()


def test_that_settings_say_too_from_how_many_minutes_on_it_is_too_far(panel, house, qtbot):
    panel.open(Ref(Kind.PLACE, 0))
    press(qtbot, panel.far_button)
    dialog = open_dialog(panel, FarLocalitiesDialog, qtbot)
    dialog.minutes.setValue(45)
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: house.casefiles.far_rules().minutes == 45)
