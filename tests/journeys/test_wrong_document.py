"""A wrong document was given to two inspectors; it is replaced for both, by keys and buttons."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from ilacs_desktop.desktop.dialogs.give import GiveDialog
from ilacs_desktop.desktop.dialogs.given import FolderCheckDialog, GiveNewestDialog, ReceiptDialog
from ilacs_desktop.domain.info_requests import TheirStatus
from ilacs_desktop.domain.info_requests.folder import FileState
from ilacs_desktop.domain.people import Side
from ilacs_desktop.services.opening import Opening
from tests.journeys.hand import CHEAP, PASSPHRASE, Hand, at, shown_in, window

NAME = "return interviews.xlsx"
WRONG, RIGHT = b"with the names of two children", b"numbers only"


def fill(folder: Path, clock: Any, site: Path) -> None:
    """Inspector B and Inspector C have been given the wrong file; Inspector C has accepted it."""
    clock.now = at("2026-11-23 09:20")
    opening = Opening(folder, clock, cost=CHEAP)
    house: Any = opening.create(PASSPHRASE, "K. Boyle")[0]
    number = house.inspections.open_inspection(
        authority="Borsetshire", framework_key="standard", notified_at=clock.now, lead_inspector="P. Lane"
    ).id
    clock.now = at("2026-12-02 15:00")
    site.mkdir()
    (site / NAME).write_bytes(WRONG)
    requests = house.info_requests
    owner = house.people.add("Ama Osei", Side.AUTHORITY, role="Performance analyst").id
    asked = []
    for name, known_as, words in (
        ("Paula Marsh", "Inspector B", "How soon are return interviews held?"),
        ("Tom Reed", "Inspector C", "The return interviews as well, please"),
        ("Lea Noor", "Inspector D", "Anything on return interviews"),
    ):
        person = house.people.add(name, Side.INSPECTORATE, known_as=known_as)
        asked.append(requests.add(number, verbatim=words, asked_by_id=person.id, owner_id=owner))
    for each in (asked[0], asked[2]):
        requests.clear(each.id, accuracy_by="R. Quinn", redaction_by="R. Quinn")
    facts = requests.file_facts(site / NAME)
    requests.give(
        asked[0].id,
        how="sharing site",
        file_name=facts.name,
        sha256=facts.sha256,
        size_bytes=facts.size_bytes,
    )
    clock.now = at("2026-12-02 16:30")
    requests.same_answer(asked[1].id, as_id=asked[0].id)
    requests.set_theirs(asked[1].id, TheirStatus.ACCEPTED)
    opening.close()


@pytest.fixture
def hand(tmp_path: Path, clock: Any, qtbot: Any, qapp: QApplication) -> Iterator[Hand]:
    """The application on that register, unlocked on Wednesday at 18:40."""
    fill(tmp_path / "data", clock, tmp_path / "site")
    clock.now = at("2026-12-02 18:40")
    with window(tmp_path, clock, qtbot) as hand:
        hand.wait(lambda: hand.keeper.gate is not None and hand.keeper.gate.isVisible())
        hand.unlock(PASSPHRASE)
        hand.wait(lambda: hand.shell is not None and hand.shell.desk.inspection is not None)
        yield hand


def register(hand: Hand) -> list[tuple[str, str, str, str, bool]]:
    """The register as stored: for what, to whom, which version, which file, and whether it holds."""
    said = {
        hashlib.sha256(content).hexdigest(): words for content, words in ((WRONG, "wrong"), (RIGHT, "right"))
    }
    return [
        (line.ref, line.given_to, line.version_label, said[line.sha256], not line.is_superseded)
        for line in hand.house.info_requests.given(hand.inspection_id)
    ]


def replace_it(hand: Hand, view: Any, right: Path) -> None:
    """In the register: Replace…, the right file, who cleared it; both who had the wrong one are named."""
    hand.press(view.switch.button("Given register"))
    hand.wait(lambda: view.given.proxy.rowCount() == 2)
    view.given.select_where(lambda line: line.ref == "IR-001")
    hand.press(next(button for button in view.given_deeds if button.text() == "Replace…"))
    dialog = hand.dialog(GiveDialog)
    dialog.choose(str(right))
    hand.wait(dialog.accept_button.isEnabled)
    who_had = f"“{NAME}”, version 1 was given to Inspector B (15:00, IR-001), Inspector C (16:30, IR-002)."
    assert who_had in shown_in(dialog)
    assert dialog.version.text() == "2"
    hand.press(dialog.accept_button)
    assert dialog.isVisible()  # what is new was not cleared with what was wrong
    hand.qtbot.keyClicks(dialog.cleared_by, "R. Quinn")
    hand.press(dialog.accept_button)


def tell_the_other(hand: Hand) -> None:
    """The other one who had it is named at once; one button records that the right one took its place."""
    dialog = hand.dialog(GiveNewestDialog)
    assert "Inspector C" in shown_in(dialog)
    assert "Inspector B" not in shown_in(dialog)
    assert register(hand) == [
        ("IR-001", "Inspector B", "2", "right", True),
        ("IR-002", "Inspector C", "1", "wrong", False),
        ("IR-001", "Inspector B", "1", "wrong", False),
    ]
    hand.press(dialog.accept_button)
    hand.wait(lambda: len(register(hand)) == 4)
    assert register(hand)[0] == ("IR-002", "Inspector C", "2", "right", True)
    two = next(row for row in hand.house.info_requests.live(hand.inspection_id) if row.ref == "IR-002")
    assert two.theirs is TheirStatus.GIVEN  # what they accepted was the wrong one


def never_again(hand: Hand, view: Any, wrong: Path) -> None:
    """To a third inspector, by key: the wrong one warns, and is not recorded without a reason."""
    hand.press(view.switch.button("Live"))
    hand.wait(lambda: view.live.select_where(lambda row: row.ref == "IR-003"))
    hand.wait(lambda: view.next_button.text() == "Give…")
    view.live.setFocus()
    hand.keys(Qt.Key.Key_G)
    dialog = hand.dialog(GiveDialog)
    dialog.choose(str(wrong))
    hand.wait(dialog.accept_button.isEnabled)
    hand.press(dialog.accept_button)
    assert f"“{NAME}”, version 1 was superseded 18:40 by “{NAME}”, version 2." in shown_in(dialog)
    assert "Say why it is given all the same." in shown_in(dialog)
    hand.press(dialog.cancel_button)
    assert len(register(hand)) == 4


def look_at_the_folder(hand: Hand, view: Any, right: Path) -> None:
    """The folder of the sharing site still holds the wrong one; put right, it is as recorded."""
    site = hand.folder / "site"
    hand.choose(view.more.button, view.more, "Check a folder")
    chooser = hand.dialog(QFileDialog)
    chooser.selectFile(str(site))
    chooser.accept()
    dialog = hand.dialog(FolderCheckDialog)
    assert [(row.path, row.state) for row in dialog.table.rows.rows] == [
        (NAME, FileState.SUPERSEDED),
        (NAME, FileState.MISSING),
    ]
    (site / NAME).write_bytes(right.read_bytes())
    hand.press(dialog.again_button)
    hand.wait(lambda: hand.dialog(FolderCheckDialog) is not dialog)
    second = hand.dialog(FolderCheckDialog)
    assert second.verdict.text() == "The one file in it is the one recorded."
    hand.press(second.close_button)


def note_the_receipt(hand: Hand, view: Any) -> None:
    """By key in the register: they have it, and how we know."""
    hand.press(view.switch.button("Given register"))
    view.given.select_where(lambda line: line.ref == "IR-002" and not line.is_superseded)
    view.given.setFocus()
    hand.keys(Qt.Key.Key_V)
    dialog = hand.dialog(ReceiptDialog)
    hand.qtbot.keyClicks(dialog.what, "Inspector C deleted the first one")
    hand.press(dialog.accept_button)
    hand.wait(lambda: "18:40: Inspector C deleted the first one" in shown_in(view.detail))
    states = [view.given.proxy.data(view.given.proxy.index(row, 6)) for row in range(4)]
    assert states == ["received", "current", "superseded", "superseded"]


def test_that_a_wrong_document_is_replaced_for_all_who_had_it(hand: Hand, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right" / NAME, tmp_path / "wrong" / NAME
    for path, content in ((right, RIGHT), (wrong, WRONG)):
        path.parent.mkdir()
        path.write_bytes(content)
    view = hand.page("info_requests").view

    replace_it(hand, view, right)
    tell_the_other(hand)
    never_again(hand, view, wrong)
    look_at_the_folder(hand, view, right)
    note_the_receipt(hand, view)
