"""One inspection day in the real window, from the first run to the sheet on the disk, by keys and buttons.

Each station is a function that ends with what must stand in the store and on the screen; the day is one test.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from ilacs_desktop.desktop.dialogs.choose_children import ChooseChildrenDialog
from ilacs_desktop.desktop.dialogs.clash_override import ClashOverrideDialog
from ilacs_desktop.desktop.dialogs.concern import ConcernDialog
from ilacs_desktop.desktop.dialogs.debrief import DebriefDialog
from ilacs_desktop.desktop.dialogs.enquiry import StartEnquiryDialog
from ilacs_desktop.desktop.dialogs.first_run import FirstRunPage
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.give import GiveDialog
from ilacs_desktop.desktop.dialogs.import_messages import ImportMessagesDialog
from ilacs_desktop.desktop.dialogs.new_inspection import NewInspectionDialog
from ilacs_desktop.desktop.dialogs.people_review import PeopleReviewDialog
from ilacs_desktop.desktop.dialogs.person import PersonDialog, PlaceDialog
from ilacs_desktop.desktop.dialogs.plan_session import PlanSessionDialog
from ilacs_desktop.desktop.dialogs.record_check import RecordCheckDialog
from ilacs_desktop.desktop.dialogs.request_life import ChecksDialog
from ilacs_desktop.desktop.dialogs.signal import SignalDialog
from ilacs_desktop.desktop.dialogs.slot import SlotDialog
from ilacs_desktop.desktop.dialogs.unlock import UnlockPage
from ilacs_desktop.desktop.pages.briefing.export import ExportDialog
from ilacs_desktop.desktop.pages.timetable.clashes.rows import ClashRow
from ilacs_desktop.domain.briefing import Audience, SheetKind
from ilacs_desktop.domain.casefiles import SessionState
from ilacs_desktop.domain.feedback import Became
from ilacs_desktop.domain.info_requests import OurStatus, TheirStatus
from ilacs_desktop.domain.timetable import TellingState
from ilacs_desktop.services.briefing import Format
from ilacs_desktop.services.opening import Opening
from tests.journeys.hand import CHEAP, CONTROL, PASSPHRASE, PATIENCE_MS, Hand, at, move, shown_in, window

CORRIDOR = "10:40 Inspector B asked AD for return-interview data by 2pm re missing"
STEM = "borsetshire-morning-all-staff-2026-12-03-sheet-1"
THURSDAY = date(2026, 12, 3)


@pytest.fixture
def hand(tmp_path: Path, clock: Any, qtbot: Any, qapp: QApplication) -> Iterator[Hand]:
    """The real application on an empty folder at the moment of the call."""
    clock.now = at("2026-11-23 09:35")
    with window(tmp_path, clock, qtbot) as hand:
        yield hand


# -- the stations ------------------------------------------------------------------------------


def begin(hand: Hand) -> None:
    """The first run: a name, a passphrase, the recovery code kept."""
    hand.wait(lambda: isinstance(hand.keeper.gate, FirstRunPage) and hand.keeper.gate.isVisible())
    gate = hand.keeper.gate
    hand.qtbot.keyClicks(gate.name, "K. Boyle")
    hand.qtbot.keyClicks(gate.passphrase, PASSPHRASE)
    hand.qtbot.keyClicks(gate.again, PASSPHRASE)
    hand.press(gate.create_button)
    hand.wait(lambda: hasattr(gate, "code"))
    assert len(gate.code.words.text().replace("\n", "-").split("-")) == 6
    assert not gate.go_on_button.isEnabled()
    gate.code.kept.setFocus()
    QTest.keyClick(gate.code.kept, Qt.Key.Key_Space)
    hand.press(gate.go_on_button)
    hand.press(gate.new_button)
    hand.wait(lambda: hand.shell is not None)
    assert hand.house.store.actor == "K. Boyle"


def take_the_call(hand: Hand) -> None:
    """Authority, type, the moment of the call: all dates stand before anything is stored."""
    dialog = hand.dialog(NewInspectionDialog)
    hand.wait(lambda: dialog.kind.count() == 8)
    hand.qtbot.keyClicks(dialog.authority, "Borsetshire")
    dialog.kind.setCurrentIndex(dialog.kind.findData("standard"))
    dialog.set_call(at("2026-11-23 09:20"))
    hand.qtbot.keyClicks(dialog.lead, "P. Marsh")
    hand.wait(lambda: dialog.preview.plan and dialog.preview.plan.on_site_until == date(2026, 12, 11))
    assert hand.house.inspections.all() == ()

    hand.press(dialog.accept_button)

    hand.wait(lambda: hand.shell.desk.inspection is not None)
    inspection = hand.shell.desk.inspection
    assert (inspection.title, inspection.lead_inspector) == ("Borsetshire · Standard inspection", "P. Marsh")
    assert (inspection.on_site_from, inspection.on_site_until) == (date(2026, 11, 30), date(2026, 12, 11))
    assert (
        len(hand.house.readiness.overview(inspection.id).dates),
        len(hand.house.info_requests.staged(inspection.id)),
        len(hand.house.timetable.draft(inspection.id)),
    ) == (17, 51, 58)
    hand.wait(lambda: hand.shell.header.switcher.text() == "Borsetshire · Standard inspection")


def name_people_and_places(hand: Hand, staff: Path) -> None:
    """The list by import, one more person and a room by hand."""
    settings = hand.page("settings")
    settings.tabs.setCurrentWidget(settings.people)
    panel = settings.people
    panel.import_file(staff)
    review = hand.dialog(PeopleReviewDialog)
    assert review.sentence.text() == "staff.csv: 6 new, 0 changed, 0 the same; refused: 1."
    assert hand.house.people.all() == ()
    hand.press(review.accept_button)
    hand.wait(lambda: panel.people.rows.rowCount() == 6)

    hand.press(panel.add_button)
    person = hand.dialog(PersonDialog)
    hand.qtbot.keyClicks(person.name, "Sam Boyle")
    hand.press(person.accept_button)
    hand.wait(lambda: panel.people.rows.rowCount() == 7)
    hand.press(panel.switch.button("Places"))
    hand.press(panel.add_button)
    place = hand.dialog(PlaceDialog)
    hand.qtbot.keyClicks(place.name, "Room 2")
    hand.qtbot.keyClicks(place.site, "Castle House")
    hand.press(place.accept_button)
    hand.wait(lambda: panel.places.rows.rowCount() == 1)

    assert sorted(person.label for person in hand.house.people.all()) == [
        "A. Osei", "Inspector B", "Inspector C", "J. Adeyemi", "R. Malik", "R. Quinn", "S. Boyle",
    ]  # fmt: skip
    assert [place.label for place in hand.house.people.places()] == ["Room 2, Castle House"]


def take_in_annex_a(hand: Hand, workbook: Path) -> None:
    """Every problem is listed before anything is stored."""
    page = hand.page("casefiles")
    page.annex_a.import_files([workbook])
    review = page.annex_a.review
    hand.wait(review.isVisible)
    listed = [(each.finding.place, each.is_refused) for each in review.found.shown]
    assert ("List 6, row 4, column Child Unique ID", True) in listed
    assert ("List 8, row 5, column Date of Last Social Work Visit", False) in listed
    assert hand.house.casefiles.children(hand.inspection_id) == ()

    hand.press(review.take_button)

    hand.wait(lambda: page.casefiles.children_view.rows.rowCount() == 4)
    assert sorted(child.child_id for child in hand.house.casefiles.children(hand.inspection_id)) == [
        "900101", "900201", "900202", "900203",
    ]  # fmt: skip


def follow_a_line(hand: Hand) -> None:
    """A line of enquiry is noted, for signals to be put to."""
    page = hand.page("enquiry")
    hand.press(page.lines.start)
    dialog = hand.dialog(StartEnquiryDialog)
    hand.qtbot.keyClicks(dialog.line_title, "Letters before proceedings")
    hand.press(dialog.accept_button)
    hand.wait(lambda: page.lines.rows.rowCount() == 1)
    assert [line.title for line in hand.house.enquiry.all(hand.inspection_id)] == [
        "Letters before proceedings"
    ]


def sleep_and_wake(hand: Hand) -> None:
    """A laptop that slept for a week is locked at the first touch."""
    hand.clock.now = at("2026-12-02 10:41")
    hand.keys(Qt.Key.Key_Shift)
    hand.wait(lambda: isinstance(hand.keeper.gate, UnlockPage))
    assert hand.shell is None
    hand.unlock(PASSPHRASE)
    hand.wait(lambda: hand.shell is not None and hand.shell.desk.inspection is not None)


def capture(hand: Hand) -> None:
    """The corridor at 10:40: Ctrl+K, one line, Enter."""
    bar = hand.shell.header.capture
    hand.keys(Qt.Key.Key_K, CONTROL)
    hand.wait(bar.line.hasFocus)
    QTest.keyClicks(bar.line, CORRIDOR)
    hand.wait(bar.popup.isVisible)
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    hand.wait(lambda: bar.line.text() == "")
    (request,) = hand.house.info_requests.open(hand.inspection_id)
    assert (request.ref, request.verbatim, request.asked_by, request.owner, request.due.at) == (
        "IR-001", CORRIDOR, "Inspector B", "R. Quinn", at("2026-12-02 14:00"),
    )  # fmt: skip


def give_what_was_asked(hand: Hand) -> None:
    """From step to step to cleared, and recorded as given with the hash of the file itself."""
    page = hand.page("info_requests")
    hand.wait(lambda: page.view.request is not None and page.view.request.ref == "IR-001")
    for words in ("Gathering", "To check", "Clear…"):
        hand.wait(lambda words=words: page.view.next_button.text() == words)
        hand.press(page.view.next_button)
    checks = hand.dialog(ChecksDialog)
    hand.qtbot.keyClicks(checks.accuracy.lineEdit(), "Joy Adeyemi")
    hand.qtbot.keyClicks(checks.redaction.lineEdit(), "Joy Adeyemi")
    hand.press(checks.accept_button)
    hand.wait(lambda: page.view.next_button.text() == "Give…")
    file = hand.folder / "return interviews.xlsx"
    file.write_bytes(b"figures by month")
    hand.press(page.view.next_button)
    dialog = hand.dialog(GiveDialog)
    dialog.choose(str(file))
    hand.press(dialog.accept_button)
    hand.wait(lambda: page.view.next_button.text() == "Accepted")

    (item,) = hand.house.info_requests.given(hand.inspection_id)
    request = hand.house.info_requests.one(item.request_id)
    assert (item.ref, item.file_name, item.sha256, item.how) == (
        "IR-001", "return interviews.xlsx", hashlib.sha256(b"figures by month").hexdigest(), "sharing site",
    )  # fmt: skip
    assert (request.ours, request.theirs) == (OurStatus.CLEARED, TheirStatus.GIVEN)


def pick(choice: QComboBox, name: str) -> None:
    """The one whose words begin with a name."""
    choice.setCurrentIndex(choice.findText(name, Qt.MatchFlag.MatchStartsWith))


def hold_a_session(hand: Hand) -> None:
    """A child is chosen, a session planned, held step by step, and debriefed by keyboard."""
    page = hand.page("casefiles")
    children, sessions = page.casefiles.children_view, page.casefiles.sessions_view
    hand.wait(lambda: children.rows.rowCount() == 4)
    children.table.select_where(lambda child: child.child_id == "900201")
    hand.press(children.choose_button)
    hand.press(hand.dialog(ChooseChildrenDialog).accept_button)
    hand.wait(lambda: sessions.next_button.isVisible() and sessions.next_button.text() == "Plan…")

    hand.press(sessions.next_button)
    plan = hand.dialog(PlanSessionDialog)
    plan.day.setCurrentText("Wednesday 2 December")
    plan.starts.setTime(QTime(14, 0))
    pick(plan.inspector, "Inspector B")
    hand.press(plan.accept_button)
    for words in ("Worker told", "Manager told", "Look at the record…", "Room ready"):
        hand.wait(lambda words=words: sessions.next_button.text() == words)
        hand.press(sessions.next_button)
        if words == "Look at the record…":
            hand.press(hand.dialog(RecordCheckDialog).accept_button)
    hand.wait(lambda: sessions.next_button.text() == "It has started")
    hand.pass_time("2026-12-02 14:05")
    hand.press(sessions.next_button)
    hand.wait(lambda: sessions.next_button.text() == "It has ended")
    hand.pass_time("2026-12-02 14:55")
    hand.press(sessions.next_button)
    hand.wait(lambda: sessions.next_button.text() == "Debrief…")
    hand.press(sessions.next_button)
    debrief = hand.dialog(DebriefDialog)
    for words in ("The plan", "Clear chronology", "", "", "Tired but well"):
        QTest.keyClicks(debrief.focusWidget(), words)
        QTest.keyClick(debrief.focusWidget(), Qt.Key.Key_Tab)
    hand.press(debrief.accept_button)
    hand.wait(lambda: sessions.next_button.text() == "Follow-ups done")

    (session,) = hand.house.casefiles.sessions(hand.inspection_id)
    said = hand.house.casefiles.debrief_of(session.id)
    assert (session.case_code, session.state, session.inspector, session.worker) == (
        "C-001", SessionState.DEBRIEFED, "Inspector B", "R. Malik",
    )  # fmt: skip
    assert (session.starts_at, session.ends_at) == (at("2026-12-02 14:05"), at("2026-12-02 14:55"))
    assert (said.asked, said.liked, said.worried, said.worker_is) == (
        "The plan", "Clear chronology", "", "Tired but well",
    )  # fmt: skip


def raise_a_concern(hand: Hand) -> None:
    """An inspector is worried about a child: red, with an owner."""
    page = hand.page("casefiles")
    hand.press(page.casefiles.concern_button)
    dialog = hand.dialog(ConcernDialog)
    dialog.child.setCurrentIndex(1)
    pick(dialog.said_by, "Inspector B")
    pick(dialog.owner, "R. Quinn")
    dialog.what.setPlainText("C-001 has not been seen since the injury")
    hand.press(dialog.accept_button)
    view = page.casefiles.concerns_view
    hand.wait(lambda: view.isVisible() and view.next_button.text() == "Acknowledge…")

    (concern,) = hand.house.casefiles.concerns(hand.inspection_id)
    assert (concern.code, concern.said_by, concern.owner, concern.is_open) == (
        "C-001", "Inspector B", "R. Quinn", True,
    )  # fmt: skip


def hear_the_staff(hand: Hand, chat: Path) -> None:
    """A chat is previewed and brought in; what a message says becomes a signal."""
    page = hand.page("threads")
    page.review_files([chat])
    dialog = hand.dialog(ImportMessagesDialog)
    assert dialog.counts.text() == "WhatsApp Chat with Front desk.txt · 2 new messages · Tue 24 Nov 2026"
    assert hand.house.feedback.threads(hand.inspection_id) == ()
    hand.press(dialog.accept_button)
    panel = page.threads.messages
    hand.wait(lambda: len(panel.messages.model_of_messages.messages) == 2)

    panel.messages.setCurrentIndex(panel.messages.model_of_messages.index(0))
    panel.text.select_characters(0, len("Inspector B keeps asking"))
    hand.press(panel.deeds.buttons[Became.SIGNAL])
    hand.press(hand.dialog(SignalDialog).accept_button)
    hand.wait(lambda: panel.messages.model_of_messages.messages[0].became != ())

    (line,) = hand.house.enquiry.all(hand.inspection_id)
    (signal,) = hand.house.enquiry.signals(line.id)
    assert (line.title, line.signal_count, signal.quote) == (
        "Letters before proceedings", 1, "Inspector B keeps asking",
    )  # fmt: skip
    assert [message.sender for message in hand.house.feedback.messages(1)] == ["R. Malik", "J. Adeyemi"]


def add_slot(hand: Hand, view: Any, purpose: str, starts: QTime, people: tuple[str, ...]) -> str:
    """A slot on Thursday by the dialog; gives its uid."""
    hand.press(view.header.add)
    form = hand.dialog(SlotDialog)
    QTest.keyClicks(form.purpose, purpose)
    form.starts.setTime(starts)
    form.ends.setTime(starts.addSecs(3600))
    form.place.setCurrentIndex(form.place.findText("Room 2, Castle House"))
    for name in people:
        QTest.keyClicks(form.people.line, name)
        QTest.keyClick(form.people.line, Qt.Key.Key_Return)
    hand.press(form.accept_button)

    def made() -> list[str]:
        return [
            slot.uid for slot in hand.house.timetable.draft(hand.inspection_id) if slot.purpose == purpose
        ]

    hand.wait(lambda: made() and view.uid == made()[0])
    return made()[0]


def draw_tomorrow(hand: Hand) -> None:
    """Two slots, one moved into the other: a clash stops the issue until it may stand; then issue again."""
    view = hand.page("timetable").view
    hand.wait(lambda: view.header._title.accessibleName() == "Wednesday 2 December")
    hand.press(view.header.next)
    hand.wait(lambda: view.header._title.accessibleName() == "Thursday 3 December")
    add_slot(hand, view, "Duty desk", QTime(9, 30), ("inspector b", "malik"))
    second = add_slot(hand, view, "Front door", QTime(10, 30), ("inspector b", "adeyemi"))
    move(hand, view, second, Qt.Key.Key_Up, 2)

    sentences = {clash.sentence for clash in hand.house.timetable.clashes(hand.inspection_id, THURSDAY)}
    assert any("Inspector B is in two places" in sentence for sentence in sentences), sentences
    hand.wait(lambda: any("Inspector B is in two places" in text for text in shown_in(view.slot_panel)))

    let_stand(hand, view, "Inspector B leaves the first after half an hour.")
    issue(hand, view, 1)
    told = {telling.name for telling in hand.house.timetable.tellings(hand.inspection_id, 1)}
    assert told == {"Inspector B", "R. Malik", "J. Adeyemi"}

    tell_everybody(hand, view)

    press_switch(hand, view, "Inspectors")
    move(hand, view, second, Qt.Key.Key_Down, 4)
    left = hand.house.timetable.clashes(hand.inspection_id, THURSDAY)
    assert not any("Inspector B is in two places" in clash.sentence or clash.stops for clash in left), left
    hand.wait(lambda: view.header.pill.accessibleName() == "1 change not issued")
    issue(hand, view, 2)
    assert hand.house.timetable.issue_numbered(hand.inspection_id, 1).number == 1
    tellings = hand.house.timetable.tellings(hand.inspection_id, 2)
    assert {telling.name for telling in tellings} == {"Inspector B", "J. Adeyemi"}
    assert all(telling.state is TellingState.PREPARED for telling in tellings)
    assert all("10:00" in telling.lines[0] and "11:00" in telling.lines[0] for telling in tellings)
    tell_everybody(hand, view)


def press_switch(hand: Hand, view: Any, name: str) -> None:
    """Another way to look at the timetable."""
    hand.press(view.header.switch.button(name))


def let_stand(hand: Hand, view: Any, why: str) -> None:
    """In the preview, the two clashes that stop the issue, person and room; then back to the board."""

    def stops() -> list[ClashRow]:
        return [row for row in view.issue_panel.findChildren(ClashRow) if row.isVisible()]

    hand.press(view.header.issue)
    for left in (2, 1):
        hand.wait(lambda left=left: len(stops()) == left)
        assert not view.issue_panel.issue_button.isEnabled()
        hand.press(stops()[0].stand_button)
        dialog = hand.dialog(ClashOverrideDialog)
        QTest.keyClicks(dialog.reason, why)
        hand.press(dialog.accept_button)
    hand.wait(view.issue_panel.issue_button.isEnabled)
    hand.press(view.issue_panel.back_button)
    let = hand.house.timetable.rules.overrides(hand.inspection_id)
    assert [clash.override.reason for clash in let if clash.override] == [why, why]


def issue(hand: Hand, view: Any, number: int) -> None:
    """The preview, and the deed."""
    hand.wait(lambda: view.header.issue.text() == f"Issue {number}…")
    hand.press(view.header.issue)
    hand.press(view.issue_panel.issue_button)
    hand.wait(lambda: view.told.heading.text() == f"Told, issue {number}" and view.told.isVisible())
    assert hand.house.timetable.issues(hand.inspection_id)[0].number == number


def tell_everybody(hand: Hand, view: Any) -> None:
    """The told board: sent by phone, then confirmed."""
    view.told.table.selectAll()
    next(action for action in view.told.sent_menu.actions() if action.text() == "phone").trigger()
    hand.wait(
        lambda: all(
            telling.state is TellingState.SENT and telling.how == "phone"
            for telling in hand.house.timetable.tellings(hand.inspection_id)
        )
    )
    view.told.table.selectAll()
    hand.press(view.told.confirmed_button)
    hand.wait(
        lambda: all(telling.is_confirmed for telling in hand.house.timetable.tellings(hand.inspection_id))
    )


def review_the_day(hand: Hand) -> None:
    """The daily review: what is done is marked, what is not is skipped with a reason; one can go home."""
    view = hand.page("timetable").view
    hand.press(view.header.review)
    hand.wait(lambda: view.review.isVisible() and view.review.steps)
    states = {key: step.step.state.value for key, step in view.review.steps.items()}
    assert (states["debriefs"], states["issue"], states["told"], states["sheet"]) == (
        "nothing to do", "nothing to do", "nothing to do", "open",
    )  # fmt: skip
    for key in [key for key, state in states.items() if state == "open"]:
        if view.review.steps[key].done.isVisible():
            hand.press(view.review.steps[key].done)
        else:
            hand.press(view.review.steps[key].skip)
            QTest.keyClicks(view.review.steps[key].note, "Tomorrow at 08:00")
            hand.press(view.review.steps[key].skip_now)
        hand.wait(lambda key=key: not view.review.steps[key].step.is_open)
    hand.wait(lambda: "Everything is done. You can go home." in shown_in(view.review))


def write_the_sheet(hand: Hand) -> None:
    """The morning sheet is frozen and lies there as PDF, Word and text."""
    page = hand.page("briefing")
    hand.wait(lambda: page.briefing.sheet is not None and page.briefing.sheet.day == THURSDAY)
    hand.press(page.briefing.make)
    hand.press(hand.dialog(FormDialog).accept_button)
    hand.wait(lambda: not page.briefing.sheet.is_draft)
    hand.press(page.briefing.export)
    export = hand.dialog(ExportDialog)
    export.folder.setText(str(hand.folder / "sheets"))
    for form in (Format.PDF, Format.DOCX, Format.TXT):
        export.formats[form].setChecked(True)
    hand.press(export.accept_button)
    files = [hand.folder / "sheets" / f"{STEM}.{ending}" for ending in ("docx", "pdf", "txt")]
    hand.wait(lambda: all(file.exists() for file in files) and hand.shell.desk.jobs.is_idle)

    (sheet,) = hand.house.briefing.sheets(hand.inspection_id)
    assert (sheet.number, sheet.kind, sheet.audience, sheet.day, sheet.issue_number) == (
        1, SheetKind.MORNING, Audience.ALL_STAFF, THURSDAY, 2,
    )  # fmt: skip
    assert sorted((hand.folder / "sheets").iterdir()) == files
    word, pdf, text = (file.read_bytes() for file in files)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert bool(reader.root_object["/MarkInfo"]["/Marked"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Morning sheet, Thursday 3 December, sheet 1"
    document = docx.Document(io.BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = [
        " ".join(page.extract_text() for page in reader.pages),
        "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]),
        text.decode("utf-8"),
    ]
    assert all("moves to 11:00" in each for each in words)
    assert not any(secret in each for each in words for secret in ("C-001", "900201", "Front door"))


def find_it_again(hand: Hand) -> None:
    """Ctrl+F, two words, Enter: the request."""
    hand.keys(Qt.Key.Key_F, CONTROL)
    hand.wait(lambda: hand.shell.shown == "lookup")
    lookup = hand.shell.pages["lookup"].lookup
    hand.wait(lookup.words.hasFocus)
    QTest.keyClicks(lookup.words, "return-interview data")
    hand.wait(lambda: any(hit.title.startswith("IR-001") for hit in lookup.hits.rows))
    lookup.hit_table.select_where(lambda hit: hit.title.startswith("IR-001"))
    QTest.keyClick(lookup.words, Qt.Key.Key_Return)
    hand.wait(lambda: hand.shell.shown == "info_requests")


def lock_and_unlock(hand: Hand) -> None:
    """Ctrl+L hides everything; a wrong passphrase opens nothing."""
    hand.keys(Qt.Key.Key_L, CONTROL)
    hand.wait(lambda: isinstance(hand.keeper.gate, UnlockPage) and hand.keeper.gate.isVisible())
    assert (hand.shell, hand.house) == (None, None)
    hand.unlock("copper lantern quiet harbor")
    hand.wait(lambda: hand.keeper.gate.refusal.startswith("This passphrase is not right."))
    assert hand.house is None
    hand.unlock(PASSPHRASE)
    hand.wait(lambda: hand.shell is not None and hand.shell.desk.inspection is not None)
    assert hand.shell.shown == "info_requests"


def check_and_leave(hand: Hand) -> None:
    """The chain is whole; closing makes the last backup, and all is there when it is opened again."""
    lookup = hand.page("lookup").lookup
    hand.press(lookup.switch.button("Audit trail"))
    hand.press(lookup.check)
    entries = hand.house.lookup.chain().entries
    hand.wait(lambda: lookup.chain.pill.word == f"chain intact · {entries} entries")
    hand.wait(lambda: hand.keeper.jobs.is_idle)

    with hand.qtbot.waitSignal(hand.keeper.finished, timeout=PATIENCE_MS) as ended:
        hand.keys(Qt.Key.Key_Q, CONTROL)

    assert ended.args == [0]
    opening = Opening(hand.folder / "data", hand.clock, cost=CHEAP)
    newest = opening.backups()[0]
    assert opening.check_backup(newest.path, PASSPHRASE) == entries
    house: Any = opening.open(PASSPHRASE)
    try:
        inspection = house.inspections.current()
        assert house.lookup.chain().first_wrong is None
        assert [issue.number for issue in house.timetable.issues(inspection.id)] == [2, 1]
        assert len(house.casefiles.children(inspection.id)) == 4
    finally:
        opening.close()


def test_that_a_whole_inspection_day_is_worked_in_the_window(
    hand: Hand, staff: Path, annex_a: Path, chat: Path
) -> None:
    begin(hand)
    take_the_call(hand)
    name_people_and_places(hand, staff)
    take_in_annex_a(hand, annex_a)
    follow_a_line(hand)
    sleep_and_wake(hand)
    capture(hand)
    give_what_was_asked(hand)
    hold_a_session(hand)
    raise_a_concern(hand)
    hear_the_staff(hand, chat)
    hand.pass_time("2026-12-02 18:40")
    draw_tomorrow(hand)
    review_the_day(hand)
    write_the_sheet(hand)
    find_it_again(hand)
    lock_and_unlock(hand)
    check_and_leave(hand)
