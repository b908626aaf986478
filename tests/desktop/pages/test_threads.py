"""The page of threads and notes, pressed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit

from ilacs_desktop.desktop.dialogs.concern import ConcernDialog
from ilacs_desktop.desktop.dialogs.import_messages import ImportMessagesDialog
from ilacs_desktop.desktop.dialogs.passage import RequestDialog
from ilacs_desktop.desktop.dialogs.signal import SignalDialog
from ilacs_desktop.desktop.dialogs.thread import ThreadDialog
from ilacs_desktop.desktop.pages.threads import ThreadsPage
from ilacs_desktop.desktop.pages.threads.message_list import Messages
from ilacs_desktop.desktop.pages.threads.passages import characters_before, units_before
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.feedback import Became, Message, Passage, Source

TODAY = date(2026, 12, 2)
CHAT = (
    "02/12/26, 09:00 - Rashida Malik: 🤓 Which room is Inspector B in?\n"
    "02/12/26, 09:01 - Ops desk: <b>Room 4</b>"
)


@pytest.fixture
def page(desk, inspection, qtbot):
    page = ThreadsPage(desk)
    qtbot.addWidget(page.view)
    desk.changed.connect(page.on_changed)
    desk.set_inspection(inspection)
    page.view.resize(1130, 640)
    page.view.show()
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return page


@pytest.fixture
def chat(page, house, inspection, tmp_path, qtbot):
    """A chat of two messages, brought in and shown; gives its thread."""
    path = tmp_path / "WhatsApp Chat with Front desk.txt"
    path.write_text(CHAT, encoding="utf-8")
    house.feedback.bring_in(inspection.id, house.feedback.review(path, inspection.id))
    qtbot.waitUntil(lambda: len(page.threads.messages.messages.model_of_messages.messages) == 2)
    return house.feedback.threads(inspection.id)[0]


def dialog_of(page, kind, qtbot):
    qtbot.waitUntil(lambda: page.view.findChildren(kind) != [])
    return page.view.findChildren(kind)[-1]


def press(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_a_chat_is_reviewed_before_it_is_brought_in(
    page, house, inspection, person, tmp_path, qtbot
) -> None:
    malik = person("Rashida Malik")
    byrne = person("Sinead Byrne")
    path = tmp_path / "WhatsApp Chat with Front desk.txt"
    path.write_text(f"Saved\n{CHAT}", encoding="utf-8")

    page.review_files([Path(path)])
    dialog = dialog_of(page, ImportMessagesDialog, qtbot)
    before = house.feedback.threads(inspection.id)
    shown = (
        dialog.counts.text(),
        dialog.subject.text(),
        dialog.doubt.isVisible(),
        dialog.refusals.rows[0].place,
    )
    dialog.sender_table.select_where(lambda match: match.sender == "Ops desk")
    dialog.person.setCurrentIndex(dialog.person.findData(byrne.id))
    dialog.person.activated.emit(0)
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: page.threads.messages.rows.rowCount() == 1)
    assert shown == (
        "WhatsApp Chat with Front desk.txt · 2 new messages · Wed 2 Dec 2026", "Front desk", True, "line 1",
    )  # fmt: skip
    assert before == ()
    (thread,) = house.feedback.threads(inspection.id)
    assert [each.sender_id for each in house.feedback.messages(thread.id)] == [malik.id, byrne.id]


def test_that_the_order_of_dates_can_be_chosen_in_the_review(
    page, house, inspection, tmp_path, qtbot
) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(CHAT, encoding="utf-8")
    page.review_files([path])
    dialog = dialog_of(page, ImportMessagesDialog, qtbot)

    dialog.order.setCurrentIndex(1)
    dialog.order.activated.emit(1)

    qtbot.waitUntil(lambda: "Thu 12 Feb 2026" in dialog.counts.text(), timeout=15_000)
    assert not dialog.doubt.isVisible()


def test_that_a_file_that_cannot_be_read_is_one_banner(page, notices, tmp_path, qtbot) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(b"\x89PNG\0")

    with qtbot.waitSignal(notices.shown, timeout=15_000) as told:
        page.review_files([path])

    assert told.args[0].message == "mail.eml: it is not a mail message."


def test_that_words_of_strangers_are_shown_as_they_are(page, chat, qtbot) -> None:
    panel = page.threads.messages
    panel.messages.setCurrentIndex(panel.messages.model_of_messages.index(1))

    assert panel.text.toPlainText() == "<b>Room 4</b>"
    assert panel.about.text() == "Ops desk · 09:01 · WhatsApp"
    assert panel.text.isReadOnly()


def test_that_selected_words_become_a_request_with_its_pill(page, house, person, chat, qtbot) -> None:
    panel = page.threads.messages
    panel.messages.setCurrentIndex(panel.messages.model_of_messages.index(0))
    asleep = panel.deeds.buttons[Became.REQUEST].isEnabled()
    panel.text.select_characters(2, 12)

    press(qtbot, panel.deeds.buttons[Became.REQUEST])
    dialog = dialog_of(page, RequestDialog, qtbot)
    dialog.meaning.setText("The room on Wednesday")
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: panel.messages.model_of_messages.messages[0].became != ())
    extract = panel.messages.model_of_messages.messages[0].extracts[0]
    request = house.info_requests.one(extract.became.id)
    assert (asleep, extract.quote, extract.start, request.verbatim, request.meaning) == (
        False, "Which room", 2, "Which room", "The room on Wednesday",
    )  # fmt: skip
    link = next(each for each in panel.outcomes.findChildren(QAbstractButton) if each.text() == request.ref)
    with qtbot.waitSignal(page.desk.go_wanted) as went:
        press(qtbot, link)
    assert went.args == [Ref(Kind.INFO_REQUEST, request.id)]


def test_that_an_answer_is_typed_and_nothing_waits_any_more(page, house, inspection, chat, qtbot) -> None:
    panel = page.threads.messages
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 1)
    waiting = panel.rows.rows[0].unanswered

    panel.reply.setPlainText("Room 4.")
    press(qtbot, panel.send)

    qtbot.waitUntil(lambda: panel.rows.rows[0].message_count == 3 and panel.reply.toPlainText() == "")
    assert (waiting, panel.rows.rows[0].unanswered) == (1, 0)
    assert house.feedback.messages(chat.id)[-1].is_answer
    assert page.threads.header.sentence == "1 thread · 3 messages · nothing to answer"


def test_that_a_thread_is_started_and_a_message_opens_in_its_thread(
    page, house, inspection, chat, qtbot
) -> None:
    press(qtbot, page.threads.start)
    dialog = dialog_of(page, ThreadDialog, qtbot)
    dialog.subject.setText("Parking")
    press(qtbot, dialog.accept_button)
    panel = page.threads.messages
    qtbot.waitUntil(
        lambda: panel.table.selected() is not None and panel.table.selected().subject == "Parking"
    )

    page.open(Ref(Kind.MESSAGE, 1))

    qtbot.waitUntil(lambda: panel.messages.selected() is not None and panel.messages.selected().id == 1)
    assert panel.table.selected().id == chat.id


def test_that_a_thread_gets_another_subject_and_a_line_of_enquiry(
    page, house, inspection, chat, qtbot
) -> None:
    line = house.enquiry.start(inspection.id, "Neglect")
    panel = page.threads.messages
    press(qtbot, panel.edit)
    dialog = dialog_of(page, ThreadDialog, qtbot)
    before = dialog.subject.text()
    dialog.subject.setText("Rooms")
    dialog.enquiry.setCurrentIndex(dialog.enquiry.findData(line.id))
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: panel.rows.rows[0].subject == "Rooms")
    assert (before, panel.rows.rows[0].enquiry) == ("Front desk", "K-01 Neglect")
    assert panel.enquiry.pill.word == "K-01 Neglect"


def test_that_going_elsewhere_puts_the_note_down(page, house, inspection, person, store, qtbot) -> None:
    marsh = person("P. Marsh", "inspectorate")
    press(qtbot, page.threads.switch.button("Notes"))
    qtbot.waitUntil(lambda: page.threads.notes.note is not None)
    qtbot.keyClicks(page.threads.notes.text, "Heard.")

    press(qtbot, page.threads.switch.button("Messages"))

    qtbot.waitUntil(lambda: house.feedback.note(inspection.id, marsh.id, TODAY).version == 1)
    assert house.feedback.note(inspection.id, marsh.id, TODAY).text == "Heard."


def test_that_a_note_is_saved_while_typed_and_its_words_become_a_signal(
    page, house, inspection, person, qtbot
) -> None:
    marsh = person("P. Marsh", "inspectorate", known_as="Inspector B")
    line = house.enquiry.start(inspection.id, "Pre-proceedings")
    press(qtbot, page.threads.switch.button("Notes"))
    notes = page.threads.notes
    qtbot.waitUntil(lambda: notes.note is not None)

    qtbot.keyClicks(notes.text, "Letters come late.")
    qtbot.waitUntil(
        lambda: house.feedback.note(inspection.id, marsh.id, TODAY).text == "Letters come late.",
        timeout=15_000,
    )
    notes.text.select_characters(0, 17)
    press(qtbot, notes.deeds.buttons[Became.SIGNAL])
    dialog = dialog_of(page, SignalDialog, qtbot)
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: notes.note.extracts != ())
    (signal,) = house.enquiry.signals(line.id)
    assert (signal.quote, signal.inspector, signal.source) == (
        "Letters come late", "Inspector B", "Notes on Inspector B, Wed 2 Dec",
    )  # fmt: skip


def test_that_a_note_fetched_anew_takes_nothing_away_that_is_being_typed(
    page, house, inspection, person, qtbot
) -> None:
    marsh = person("P. Marsh", "inspectorate")
    press(qtbot, page.threads.switch.button("Notes"))
    notes = page.threads.notes
    qtbot.waitUntil(lambda: notes.note is not None and page.desk.jobs.is_idle)
    stale = notes.note

    qtbot.keyClicks(notes.text, "Letters")
    notes.show_note(stale)

    assert notes.text.toPlainText() == "Letters"
    qtbot.waitUntil(
        lambda: house.feedback.note(inspection.id, marsh.id, TODAY).text == "Letters", timeout=15_000
    )


def test_that_leaving_a_note_puts_it_down_and_another_day_has_another(
    page, house, inspection, person, qtbot
) -> None:
    first = person("L. Ford", "inspectorate", known_as="Inspector A")
    second = person("P. Marsh", "inspectorate", known_as="Inspector B")
    press(qtbot, page.threads.switch.button("Notes"))
    notes = page.threads.notes
    qtbot.waitUntil(lambda: notes.note is not None and notes.note.inspector_id == first.id)

    qtbot.keyClicks(notes.text, "One")
    notes.table.select_where(lambda each: each.id == second.id)
    qtbot.waitUntil(lambda: notes.note.inspector_id == second.id)
    qtbot.keyClicks(notes.text, "Two")
    notes.table.select_where(lambda each: each.id == first.id)
    qtbot.waitUntil(lambda: notes.note.inspector_id == first.id and notes.text.toPlainText() == "One")
    notes._step(-1)
    qtbot.waitUntil(lambda: notes.note.day == TODAY - timedelta(days=1))

    assert notes.text.toPlainText() == ""
    assert [house.feedback.note(inspection.id, each.id, TODAY).text for each in (first, second)] == [
        "One",
        "Two",
    ]


def test_that_a_concern_needs_a_senior_owner(page, house, inspection, person, chat, qtbot) -> None:
    quinn, lead = person("O. Quinn"), person("P. Marsh", "inspectorate")
    reader = person("K. Boyle")
    panel = page.threads.messages
    panel.messages.setCurrentIndex(panel.messages.model_of_messages.index(0))
    panel.text.select_characters(2, 12)
    press(qtbot, panel.deeds.buttons[Became.CONCERN])
    dialog = dialog_of(page, ConcernDialog, qtbot)
    dialog.said_by.setCurrentIndex(dialog.said_by.findData(lead.id))
    press(qtbot, dialog.accept_button)
    refused = dialog.form.has_errors

    dialog.owner.setCurrentIndex(dialog.owner.findData(quinn.id))
    press(qtbot, dialog.accept_button)

    qtbot.waitUntil(lambda: house.casefiles.concerns(inspection.id) != ())
    assert refused
    (concern,) = house.casefiles.concerns(inspection.id)
    assert (concern.what, concern.said_by, concern.readers) == ("Which room", "P. Marsh", (reader.label,))
    (thread,) = house.feedback.threads(inspection.id)
    heard = house.feedback.messages(thread.id)[0].received_at
    assert concern.said_at == heard.replace(second=0, microsecond=0)


def test_that_five_thousand_messages_are_shown_without_measuring_each(qtbot) -> None:
    at = datetime(2026, 12, 2, 9, tzinfo=UTC)
    messages = [
        Message(n, 1, Source.WHATSAPP, at, "Anna", None, f"Message {n} " * 20) for n in range(1, 5_001)
    ]
    model = Messages()
    model.show(messages, at)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    from ilacs_desktop.desktop.pages.threads.message_list import MessageList

    view = MessageList()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    asked: list[int] = []
    delegate = view.itemDelegate()
    original = delegate.sizeHint
    delegate.sizeHint = lambda option, index: (asked.append(1), original(option, index))[1]
    view.show_messages(messages, at)
    view.grab()

    assert view.uniformItemSizes()
    assert len(asked) < 50
    assert view.selected() == messages[-1]


@given(st.text(max_size=60), st.data())
def test_that_places_in_a_text_are_counted_alike_by_qt_and_python(text, data) -> None:
    place = data.draw(st.integers(0, len(text)))

    assert characters_before(text, units_before(text, place)) == place


def test_that_every_control_has_a_spoken_name(page, house, inspection, person, chat, qtbot) -> None:
    person("P. Marsh", "inspectorate")
    house.feedback.make_clarification(Passage("Which room", 2, 12, message_id=1))
    qtbot.waitUntil(lambda: page.threads.messages.messages.model_of_messages.messages[0].became != ())
    shown = unnamed(page.view)
    press(qtbot, page.threads.switch.button("Notes"))
    qtbot.waitUntil(lambda: page.threads.notes.note is not None)

    assert (shown, unnamed(page.view)) == ([], [])


def unnamed(root) -> list[str]:
    """Visible controls a screen reader would have no name for."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    silent = []
    for widget in [each for kind in kinds for each in root.findChildren(kind)]:
        inner = widget.objectName().startswith("qt_") or widget.window() is not root.window()
        if inner or widget.isHidden() or widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None and not face.text(QAccessible.Text.Name):
            silent.append(type(widget).__name__)
    return silent
