"""Already supplied? Asked of the request chosen: what is like it, why, and its answer with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ilacs_desktop.desktop.dialogs.already_supplied import AlreadySuppliedDialog
from ilacs_desktop.desktop.pages.info_requests import InfoRequestsPage
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import OurStatus


def test_that_the_answer_of_another_request_is_given_to_a_second_asker_with_one_key(
    desk, house, inspection, person, qtbot, unnamed
):
    requests = house.info_requests
    first = requests.add(inspection.id, verbatim="Agency social workers by team", owner_id=person().id)
    requests.clear(first.id, accuracy_by="P. Nandy", redaction_by="T. Lind")
    requests.give(first.id, how="printed")
    second = requests.add(inspection.id, verbatim="How many agency social workers are there")
    desk.set_inspection(inspection)
    page = InfoRequestsPage(desk)
    qtbot.addWidget(page.view)
    page.view.resize(1150, 700)
    page.view.show()
    page.open(Ref(Kind.INFO_REQUEST, second.id))
    qtbot.waitUntil(lambda: page.view.request is not None and page.view.request.id == second.id)

    page.view.wishes.actions["alike"].trigger()
    qtbot.waitUntil(lambda: page.view.findChild(AlreadySuppliedDialog) is not None)
    dialog = page.view.findChild(AlreadySuppliedDialog)
    qtbot.waitUntil(dialog.isVisible)
    chosen = dialog.table.selected()
    assert (chosen.label, chosen.is_given, chosen.why) == ("IR-001", True, "shares agency worker")
    assert unnamed(dialog) == []
    QTest.keyClick(dialog.table, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: requests.one(second.id).ours is OurStatus.CLEARED)
    assert requests.one(second.id).meaning == "The same answer as IR-001."
