"""The evening in the real window: at 18:40 tomorrow changes, by 19:10 everyone it concerns has one message.

Each station is a function that ends with what must stand in the store and on the screen; the evening is one
test.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import icalendar
import pypdf
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QFileDialog, QLineEdit

from ilacs_desktop.desktop.dialogs.clash_override import ClashOverrideDialog
from ilacs_desktop.desktop.dialogs.timetable_export import TimetableExportDialog
from ilacs_desktop.desktop.pages.timetable.clashes.rows import ClashRow
from ilacs_desktop.desktop.pages.timetable.going_back.checkpoints_dialog import CheckpointsDialog
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.people import Side
from ilacs_desktop.domain.timetable import PartKind, Slot, SlotKind, SlotStatus, TellingState
from ilacs_desktop.services.opening import Opening
from tests.journeys.hand import ALT, CHEAP, CONTROL, PASSPHRASE, Hand, at, move, shown_in, window

WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)
INSPECTORS = ("P. Lane", "P. Marsh", "O. Reed")
"""Known as Inspector A, who leads, B and C."""

OURS = (
    ("R. Quinn", "Assistant Director", "Leaders"),
    ("J. Adeyemi", "Social worker", "Duty"),
    ("T. Flynn", "Social worker", "Duty"),
    ("R. Malik", "Social worker", "Care 1"),
    ("K. Shaw", "Personal adviser", "Leaving care"),
    ("A. Osei", "Performance analyst", "Performance"),
    ("S. Boyle", "Business support", "Performance"),
)
WITHOUT_ADDRESS = "A. Osei"
PLACES = (("Room 1", "Civic Centre"), ("Room 2", "Civic Centre"), ("The Hub", "North House"))
KIND = SlotKind
SLOTS = (
    ("audit", "2 09:00", "10:00", "Audit of C-009", KIND.MEETING, "Room 1", ("Inspector B", "J. Adeyemi")),
    ("duty", "2 11:00", "12:00", "Duty desk", KIND.OBSERVATION, "Room 2", ("Inspector C", "T. Flynn")),
    ("home", "2 14:00", "15:00", "Children’s home", KIND.VISIT, "The Hub", ("Inspector C", "K. Shaw")),
    ("lead", "2 17:00", "17:30", "Daily meeting", KIND.KEEP_IN_TOUCH, "Room 1", ("Inspector A", "R. Quinn")),
    ("touch", "3 09:00", "09:45", "Keep in touch", KIND.KEEP_IN_TOUCH, "Room 1", ("Inspector A", "R. Quinn")),
    ("c014", "3 09:00", "10:00", "C-014", KIND.CASE_SESSION, "Room 2", ("Inspector B", "J. Adeyemi")),
    ("c031", "3 10:30", "11:30", "C-031", KIND.CASE_SESSION, "Room 2", ("Inspector B", "T. Flynn")),
    ("c017", "3 10:00", "11:00", "C-017", KIND.CASE_SESSION, "Room 1", ("Inspector C", "R. Malik")),
    ("group", "3 11:30", "12:30", "Care leavers", KIND.FOCUS_GROUP, "The Hub", ("Inspector C", "K. Shaw")),
    ("panel", "3 13:30", "14:30", "Permanence panel", KIND.OBSERVATION, "Room 1", ("Inspector A", "R. Quinn")),
    ("talks", "3 14:00", "15:00", "Return talks", KIND.INTERVIEW, "Room 2", ("Inspector B", "R. Malik")),
    ("files", "3 14:45", "15:45", "Supervision files", KIND.MEETING, "", ("Inspector A", "A. Osei")),
)  # fmt: skip
ASKED = "Inspector B asked AD for the audit schedule by 2pm re supervision"
LIKED = "Inspector C liked the duty desk"
NOTE = "Inspector B arrives at noon."
WHY = "Inspector A leaves the panel after half its time."
CHANGED = {"Inspector A", "Inspector B", "Inspector C", "J. Adeyemi", "T. Flynn", "K. Shaw", "A. Osei"}
"""Whose Thursday is not what it was at noon. R. Quinn, R. Malik and S. Boyle hear nothing."""


def fill(folder: Path, clock: Any) -> None:
    """Wednesday and Thursday issued as issue 1 in the morning, everybody confirmed; a deadline hangs on C-031."""
    clock.now = at("2026-11-23 09:20")
    opening = Opening(folder, clock, cost=CHEAP)
    house: Any = opening.create(PASSPHRASE, "K. Boyle")[0]
    number = house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=clock.now, lead_inspector="P. Lane"
    ).id
    clock.now = at("2026-12-02 08:00")
    house.timetable.cancel_many(number, [slot.uid for slot in house.timetable.draft(number)])
    people = {
        f"Inspector {letter}": house.people.add(name, Side.INSPECTORATE, known_as=f"Inspector {letter}").id
        for letter, name in zip("ABC", INSPECTORS, strict=True)
    }
    for name, role, team in OURS:
        email = "" if name == WITHOUT_ADDRESS else f"{name.lower().replace('. ', '.')}@borsetshire.example"
        people[name] = house.people.add(name, Side.AUTHORITY, role=role, team=team, email=email).id
    places = {name: house.people.add_place(name, site=site).id for name, site in PLACES}
    house.people.set_travel("Civic Centre", "North House", minutes=25)
    for uid, starts, ends, purpose, kind, place, (leads, attends) in SLOTS:
        is_case = kind is KIND.CASE_SESSION
        house.timetable.add(
            number,
            uid=uid,
            starts_at=at(f"2026-12-0{starts}"),
            ends_at=at(f"2026-12-0{starts[0]} {ends}"),
            purpose="records" if is_case else purpose,
            case_code=purpose if is_case else "",
            kind=kind,
            place_id=places.get(place),
            parts=[(people[leads], PartKind.LEADS), (people[attends], PartKind.ATTENDS)],
        )
    house.timetable.lock(number, "panel")
    house.timetable.issue(number)
    tellings = house.timetable.tellings(number)
    house.timetable.mark_confirmed([telling.id for telling in tellings], how="phone")
    request = house.info_requests.add(
        number, verbatim="Supervision notes for C-031", owner_id=people["T. Flynn"]
    )
    house.info_requests.anchor(request.id, slot_uid="c031", minutes=30)
    opening.close()


@pytest.fixture
def hand(tmp_path: Path, clock: Any, qtbot: Any, qapp: QApplication) -> Iterator[Hand]:
    """The application on that timetable, unlocked on Wednesday at 18:40."""
    fill(tmp_path / "data", clock)
    clock.now = at("2026-12-02 18:40")
    with window(tmp_path, clock, qtbot) as hand:
        hand.wait(lambda: hand.keeper.gate is not None and hand.keeper.gate.isVisible())
        hand.unlock(PASSPHRASE)
        hand.wait(lambda: hand.shell is not None and hand.shell.desk.inspection is not None)
        yield hand


# -- what one looks at ---------------------------------------------------------------------------


def slot(hand: Hand, uid: str) -> Slot:
    """A slot of the draft as it is stored."""
    return cast("Slot", hand.house.timetable.slot(hand.inspection_id, uid))


def state_of(slots: Any) -> dict[str, object]:
    """All that anybody could notice of some slots, by uid."""
    return {
        each.uid: (each.starts_at, each.ends_at, each.place_id, each.parts, each.case_code, each.status)
        for each in slots
    }


def draft(hand: Hand) -> dict[str, object]:
    """The draft as it is stored."""
    return state_of(hand.house.timetable.draft(hand.inspection_id))


def days_of(slots: Any) -> dict[str, set[object]]:
    """Each person's own day, worked out from the slots alone: when, where, what, with whom."""
    days: dict[str, set[object]] = {}
    for each in slots:
        if not each.is_cancelled:
            for part in each.parts:
                where = (each.place_id, each.purpose, each.case_code, frozenset(each.parts))
                days.setdefault(part.name, set()).add((each.starts_at, each.ends_at, where))
    return days


def starts_on_board(view: Any, uid: str) -> int | None:
    """The minute of the day at which a slot lies on the board."""
    block = view.board.board.layout.find(uid)
    return block.start if block is not None else None


def pick(choice: QComboBox, words: str) -> None:
    """The one that begins with some words."""
    place = choice.findText(words, Qt.MatchFlag.MatchStartsWith)
    assert place >= 0, words
    choice.setCurrentIndex(place)


# -- the stations --------------------------------------------------------------------------------


def look_back_at_today(hand: Hand, view: Any) -> None:
    """The review opens on today: one key for each slot that is over, words where they are needed."""
    hand.press(view.header.review)
    review = view.review
    hand.wait(lambda: review.isVisible() and "today" in review.rows)
    assert list(review.rows["today"].slots) == ["audit", "duty", "home", "lead"]

    mark(hand, review, "audit", "e")
    mark(hand, review, "duty", "o", "20")
    mark(hand, review, "home", "d", "worker ill")
    mark(hand, review, "lead", "e")

    hand.wait(lambda: not review.steps["today"].step.is_open)
    assert "1 did not happen" in review.steps["today"].step.sentence
    assert [(slot(hand, uid).status, slot(hand, uid).minutes_over) for uid in ("audit", "duty", "home", "lead")] == [
        (SlotStatus.ENDED, 0), (SlotStatus.ENDED, 20), (SlotStatus.DID_NOT_HAPPEN, 0), (SlotStatus.ENDED, 0),
    ]  # fmt: skip
    assert slot(hand, "home").status_reason == "worker ill"
    assert hand.house.timetable.changes(hand.inspection_id) == ()


def mark(hand: Hand, review: Any, uid: str, key: str, words: str = "") -> None:
    """Say what became of a slot by its key."""
    line = review.rows["today"].slots[uid]
    line.setFocus()
    QTest.keyClicks(line, key)
    if words:
        QTest.keyClicks(line.words, words)
        QTest.keyClick(line.words, Qt.Key.Key_Return)
    hand.wait(lambda: "today" not in review.rows or uid not in review.rows["today"].slots)


def keep_what_the_meeting_said(hand: Hand, view: Any) -> None:
    """A line that asks for something becomes a request with owner and deadline; another stays a note."""
    review = view.review
    for number, (words, kind) in enumerate(((ASKED, "request"), (LIKED, "note")), start=1):
        hand.wait(lambda: review.meeting is not None and review.meeting.line.text() == "")
        review.meeting.line.setFocus()
        QTest.keyClicks(review.meeting.line, words)
        hand.wait(lambda kind=kind: review.meeting.kind.currentData() == kind)
        QTest.keyClick(review.meeting.line, Qt.Key.Key_Return)
        hand.wait(lambda number=number: len(review.meeting.points) == number)

    points = hand.house.daily_review.meeting.points(hand.inspection_id, WEDNESDAY)
    assert [(point.kind, point.text, point.said) for point in points] == [
        ("request", ASKED, "IR-002"),
        ("note", LIKED, ""),
    ]
    (asked,) = [each for each in hand.house.info_requests.open(hand.inspection_id) if each.ref == "IR-002"]
    assert (asked.asked_by, asked.owner, asked.due.at) == ("Inspector B", "R. Quinn", at("2026-12-03 14:00"))
    hand.wait(lambda: {ASKED, LIKED} <= set(shown_in(review)))


def replan_tomorrow(hand: Hand, view: Any) -> None:
    """Inspector B is away until noon and the care leavers do not come: the least change, put in, out, in again."""
    before = draft(hand)
    hand.choose(view.header.more, view.header.more_menu, "Re-plan…")
    side, panel = view.main.currentWidget(), view.side.currentWidget()
    pick(panel.kind, "Somebody is away")
    pick(panel.who, "Inspector B")
    panel.starts.setTime(QTime(9, 0))
    panel.ends.setTime(QTime(12, 0))
    hand.press(panel.add)
    pick(panel.kind, "A slot is cancelled")
    pick(panel.slot, "11:30 Care leavers")
    hand.press(panel.add)
    assert len(panel.wishes) == 2
    hand.press(panel.propose)
    hand.wait(lambda: side.cards)
    assert draft(hand) == before
    first = side.cards[0]
    assert first.cost.text() == "5 people to tell, 1 slot moves, 1 with somebody else, 1 cancelled."
    hand.press(first.take)

    hand.wait(lambda: view.board.isVisible() and starts_on_board(view, "c031") == 12 * 60)
    after = draft(hand)
    assert {uid for uid, now in after.items() if now != before[uid]} == {"c014", "c031", "group"}
    assert {part.name for part in slot(hand, "c014").parts} == {"Inspector C", "J. Adeyemi"}
    assert slot(hand, "group").is_cancelled
    hand.wait(lambda: view.header.pill.accessibleName() == "3 changes not issued")

    view.board.setFocus()
    hand.keys(Qt.Key.Key_Z, CONTROL)
    hand.wait(lambda: starts_on_board(view, "c031") == 10 * 60 + 30 and not view.header.issue.isEnabled())
    assert draft(hand) == before
    hand.keys(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    hand.wait(lambda: starts_on_board(view, "c031") == 12 * 60 and view.header.issue.isEnabled())
    assert draft(hand) == after


def stops_in(view: Any) -> list[ClashRow]:
    """The clashes that stop the issue, as the preview lists them."""
    return [row for row in view.issue_panel.findChildren(ClashRow) if row.isVisible()]


def clash_and_put_right(hand: Hand, view: Any) -> None:
    """What is locked stays; a quarter too early puts Inspector C in two places: no issue, until it is undone."""
    view.board.choose("panel")
    view.board.setFocus()
    QTest.keyClick(view.board, Qt.Key.Key_Down, ALT)
    move(hand, view, "c017", Qt.Key.Key_Up, 1)
    hand.press(view.header.issue)
    hand.wait(lambda: len(stops_in(view)) == 1)
    sentence = (
        "Inspector C is in two places: C-014 records 09:00–10:00 and C-017 records 09:45–10:45, Thu 3 Dec."
    )
    assert {"One clash stops this issue.", sentence} <= set(shown_in(view.issue_panel))
    assert not view.issue_panel.issue_button.isEnabled()
    with pytest.raises(Explained, match="Inspector C is in two places"):
        hand.house.timetable.issue(hand.inspection_id)
    assert [issue.number for issue in hand.house.timetable.issues(hand.inspection_id)] == [1]

    hand.press(view.issue_panel.back_button)
    view.board.setFocus()
    hand.keys(Qt.Key.Key_Z, CONTROL)
    hand.wait(lambda: starts_on_board(view, "c017") == 10 * 60)
    assert slot(hand, "panel").starts_at == at("2026-12-03 13:30")
    assert not [clash for clash in hand.house.timetable.clashes(hand.inspection_id) if clash.stops]


def clash_and_let_stand(hand: Hand, view: Any) -> None:
    """Half an hour of the panel is given away knowingly; the reason is kept, and the issue may go out."""
    move(hand, view, "files", Qt.Key.Key_Up, 2)
    hand.press(view.header.issue)
    hand.wait(lambda: len(stops_in(view)) == 1 and not view.issue_panel.issue_button.isEnabled())
    hand.press(stops_in(view)[0].stand_button)
    dialog = hand.dialog(ClashOverrideDialog)
    QTest.keyClicks(dialog.reason, WHY)
    hand.press(dialog.accept_button)
    hand.wait(view.issue_panel.issue_button.isEnabled)
    hand.press(view.issue_panel.back_button)

    (stands,) = hand.house.timetable.rules.overrides(hand.inspection_id)
    assert (stands.override.reason, stands.override.by) == (WHY, "K. Boyle")
    assert stands.sentence.startswith("Inspector A is in two places: Permanence panel 13:30–14:30")


def keep_and_compare(hand: Hand, view: Any) -> None:
    """A checkpoint for oneself; then issue 1 and the draft beside each other, as a list and as text."""
    hand.choose(view.header.more, view.header.more_menu, "Checkpoints…")
    dialog = hand.dialog(CheckpointsDialog)
    QTest.keyClicks(dialog.name, "Before issue 2")
    hand.press(dialog.keep)
    hand.wait(lambda: dialog.table.rows.rowCount() == 1)
    hand.press(dialog.close_button)
    (kept,) = hand.house.timetable.checkpoints.all(hand.inspection_id)
    assert kept.name == "Before issue 2"
    assert hand.house.timetable.checkpoints.changes(hand.inspection_id, kept.id) == ()

    hand.choose(view.header.more, view.header.more_menu, "Compare…")
    side = view.main.currentWidget()
    hand.wait(lambda: side.comparison is not None)
    assert (side.old_box.currentText(), side.new_box.currentText()) == ("Issue 1", "Draft")
    hand.press(side.switch.button("As a list"))
    hand.wait(side.table.isVisible)
    assert {row.uids for row in side.table.rows.rows} == {("c014",), ("c031",), ("group",), ("files",)}
    hand.press(side.switch.button("As text"))
    hand.wait(side.text.isVisible)
    words = side.text.toPlainText()
    assert "What changed from issue 1 to the draft\n4 differences on 1 day: " in words
    assert "C-031 records with Inspector B moves from 10:30 to 12:00" in words
    hand.press(side.back)
    hand.wait(view.board.isVisible)


def issue_again(hand: Hand, view: Any) -> None:
    """The preview says what it means; then it is frozen, and one message lies ready for each it concerns."""
    hand.press(view.header.issue)
    hand.wait(view.issue_panel.isVisible)
    words = shown_in(view.issue_panel)
    assert {"Deadlines that move", "IR-001 Thu 10:00 → 11:30", "Gone home already"} <= set(words)
    assert "K. Shaw (finished at 17:00)" in words
    assert any("IR-002 is due at 14:00 while R. Quinn is in Permanence panel" in each for each in words)
    assert set(shown_in(view.sheet)) >= CHANGED
    assert not {"R. Quinn", "R. Malik", "S. Boyle"} & set(shown_in(view.sheet))
    QTest.keyClicks(view.issue_panel.note, NOTE)
    hand.pass_time("2026-12-02 19:05")
    hand.press(view.issue_panel.issue_button)

    hand.wait(lambda: view.told.isVisible() and view.told.heading.text() == "Told, issue 2")
    timetable = hand.house.timetable
    newest = timetable.issue_numbered(hand.inspection_id, 2)
    assert (newest.issued_at, newest.issued_by, newest.note) == (at("2026-12-02 19:05"), "K. Boyle", NOTE)
    assert timetable.changes(hand.inspection_id) == ()
    (due,) = [each for each in hand.house.info_requests.open(hand.inspection_id) if each.ref == "IR-001"]
    assert due.due.at == at("2026-12-03 11:30")
    tellings = timetable.tellings(hand.inspection_id)
    assert sorted(telling.name for telling in tellings) == sorted(CHANGED)
    assert {telling.state for telling in tellings} == {TellingState.PREPARED}
    hand.wait(lambda: view.told.note.text() == "7 of 7 not confirmed yet")


def nobody_crosses_the_county(hand: Hand) -> None:
    """Worked out from the two issues alone: one message for each whose day changed, for nobody else."""
    timetable = hand.house.timetable
    old, new = (days_of(timetable.issue_numbered(hand.inspection_id, number).slots) for number in (1, 2))
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    told = [telling.name for telling in timetable.tellings(hand.inspection_id, 2)]
    assert sorted(told) == sorted(changed) == sorted(CHANGED)
    (shaw,) = [each for each in timetable.tellings(hand.inspection_id, 2) if each.name == "K. Shaw"]
    assert shaw.lines == (
        "Stood down: Care leavers with Inspector C, Thursday 3 December 11:30 to 12:30, The Hub, North House.",
    )


def write_the_mails(hand: Hand, view: Any) -> None:
    """For all, a file each, ready to send, with what the calendar is to take in and to drop."""
    folder = hand.folder / "out"
    folder.mkdir()
    hand.choose(view.told.mails_button, view.told.mails_menu, "For all not yet sent: 7")
    dialog = hand.dialog(QFileDialog)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(folder))
    hand.press(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Open))
    hand.wait(lambda: len(list(folder.glob("*.eml"))) == len(CHANGED) and hand.shell.desk.jobs.is_idle)

    mails = {path.stem: mail(path) for path in folder.iterdir()}
    assert sorted(mails) == [
        "issue-2-a-osei", "issue-2-inspector-a", "issue-2-inspector-b", "issue-2-inspector-c",
        "issue-2-j-adeyemi", "issue-2-k-shaw", "issue-2-t-flynn",
    ]  # fmt: skip
    assert {each["X-Unsent"] for each in mails.values()} == {"1"}
    assert mails["issue-2-k-shaw"]["To"] == '"K. Shaw" <k.shaw@borsetshire.example>'
    assert mails["issue-2-a-osei"]["To"] is None
    text = words_of(mails["issue-2-k-shaw"])
    assert "Stood down: Care leavers with Inspector C" in text
    assert NOTE in text
    assert events(mails["issue-2-k-shaw"]) == [("CANCEL", "group", 2), ("PUBLISH", "home", 2)]
    assert ("CANCEL", "c014", 2) in events(mails["issue-2-inspector-b"])
    assert ("PUBLISH", "c014", 2) in events(mails["issue-2-inspector-c"])
    assert ("CANCEL", "group", 2) in events(mails["issue-2-inspector-c"])
    assert ("PUBLISH", "c031", 2) in events(mails["issue-2-t-flynn"])
    assert {telling.state for telling in hand.house.timetable.tellings(hand.inspection_id)} == {
        TellingState.PREPARED
    }


def mail(path: Path) -> EmailMessage:
    """A message file as a mail program reads it."""
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def words_of(message: EmailMessage) -> str:
    """What a person reads in a message."""
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def events(message: EmailMessage) -> list[tuple[str, str, int]]:
    """What the attached calendars do with which slot, and the sequence they do it under."""
    found = []
    for part in message.iter_attachments():
        calendar = icalendar.Calendar.from_ical(part.get_content())
        for event in calendar.walk("VEVENT"):
            uid = str(event["UID"])
            known = [row[0] for row in SLOTS if row[0] in uid]
            found.append((str(calendar["METHOD"]), *known, int(event["SEQUENCE"])))
    return sorted(found)


def tell_them(hand: Hand, view: Any) -> None:
    """All sent; a team heard it in its briefing, one from her manager; who is near and has not said so leads."""
    told, timetable = view.told, hand.house.timetable
    hand.pass_time("2026-12-02 19:10")
    told.table.selectAll()
    hand.choose(told.sent_button, told.sent_menu, "e-mail")
    hand.wait(
        lambda: (
            {each.state for each in timetable.tellings(hand.inspection_id)} == {TellingState.SENT}
            and told.sent_button.isEnabled()
        )
    )
    hand.choose(told.team_button, told.team_menu, "Duty: 2 people")
    hand.wait(lambda: told.note.text() == "5 of 7 not confirmed yet")
    told.table.select_where(lambda telling: telling.name == "K. Shaw")
    hand.choose(told.how_button, told.how_menu, "told by manager")
    hand.wait(lambda: told.note.text() == "4 of 7 not confirmed yet")

    rows, model = range(7), told.table.model()
    assert [model.index(row, 0).data() for row in rows] == [
        "Inspector B", "Inspector C", "A. Osei", "Inspector A", "J. Adeyemi", "T. Flynn", "K. Shaw",
    ]  # fmt: skip
    tellings = timetable.tellings(hand.inspection_id)
    assert [telling.is_near(hand.clock.now) for telling in tellings] == [True, True, *[False] * 5]
    assert [(telling.state, telling.how, telling.by) for telling in tellings] == [
        *[(TellingState.SENT, "e-mail", "K. Boyle")] * 4,
        *[(TellingState.CONFIRMED, "team briefing", "K. Boyle")] * 2,
        (TellingState.CONFIRMED, "told by manager", "K. Boyle"),
    ]


def print_the_day(hand: Hand, view: Any) -> None:
    """The board of Thursday as a page to hang up."""
    folder = hand.folder / "papers"
    hand.choose(view.header.more, view.header.more_menu, "Print and export…")
    dialog = hand.dialog(TimetableExportDialog)
    assert (dialog.edition.currentText(), dialog.day.currentText()) == (
        "Issue 2, the newest",
        "Thursday 3 December",
    )
    dialog.folder.setText(str(folder))
    hand.press(dialog.accept_button)
    hand.wait(lambda: list(folder.glob("*.pdf")) and hand.shell.desk.jobs.is_idle)

    (path,) = folder.iterdir()
    page = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages[0]
    words = page.extract_text()
    assert page.mediabox.width > page.mediabox.height
    assert "Timetable issue 2" in words
    assert "Permanence panel" in words


def go_home(hand: Hand, view: Any) -> None:
    """What is left is said until nothing is; what waits for the morning is left with a reason."""
    hand.press(view.header.review)
    review = view.review
    hand.wait(lambda: review.isVisible() and review.steps["told"].step.count == 4)
    left = [key for key, step in review.steps.items() if step.step.is_left]
    assert left == ["requests", "clashes", "told", "sheet"]
    assert review.left.text() == "Four things before you can go home."
    assert review.steps["told"].step.sentence == "4 messages are not confirmed."
    for key, why in (
        ("requests", ""),
        ("clashes", ""),
        ("told", "K. Boyle rings them at 08:00"),
        ("sheet", "At 07:30"),
    ):
        if why:
            hand.press(review.steps[key].skip)
            QTest.keyClicks(review.steps[key].note, why)
            hand.press(review.steps[key].skip_now)
        else:
            hand.press(review.steps[key].done)
        hand.wait(lambda key=key: not review.steps[key].step.is_left)
    hand.wait(lambda: review.left.text() == "Everything is done. You can go home.")
    hand.press(review.home)
    hand.wait(lambda: "Closed 19:10, K. Boyle." in shown_in(review))


def read_the_record(hand: Hand, view: Any) -> None:
    """In the morning the record says who did what, and why something was left."""
    hand.pass_time("2026-12-03 07:00")
    review = view.review
    hand.press(view.header.review)
    hand.wait(lambda: len(review.days_menu.actions()) == 2 and hand.shell.desk.jobs.is_idle)
    hand.choose(review.days, review.days_menu, "Wednesday 2 December")
    hand.wait(lambda: review.steps == {})
    words = set(shown_in(review))
    assert {"done Wed 19:10, K. Boyle", "skipped Wed 19:10, K. Boyle", "“At 07:30”", ASKED, LIKED} <= words
    record = hand.house.daily_review.record(hand.inspection_id, WEDNESDAY)
    assert {step.finished_by for step in record.steps} == {"K. Boyle"}
    kept = {step.key: (step.state.value, step.note) for step in record.steps}
    assert {key: kept[key] for key in ("requests", "clashes", "told", "sheet")} == {
        "requests": ("done", ""),
        "clashes": ("done", ""),
        "told": ("skipped", "K. Boyle rings them at 08:00"),
        "sheet": ("skipped", "At 07:30"),
    }
    assert record.closed is not None
    assert [(point.text, point.noted_by) for point in record.points] == [
        (ASKED, "K. Boyle"),
        (LIKED, "K. Boyle"),
    ]


def test_that_the_evening_ends_with_a_better_timetable_and_everyone_told(hand: Hand) -> None:
    view = hand.page("timetable").view
    hand.wait(lambda: view.header._title.accessibleName() == "Thursday 3 December")
    look_back_at_today(hand, view)
    keep_what_the_meeting_said(hand, view)
    replan_tomorrow(hand, view)
    clash_and_put_right(hand, view)
    clash_and_let_stand(hand, view)
    keep_and_compare(hand, view)
    issue_again(hand, view)
    nobody_crosses_the_county(hand)
    write_the_mails(hand, view)
    tell_them(hand, view)
    print_the_day(hand, view)
    go_home(hand, view)
    read_the_record(hand, view)
