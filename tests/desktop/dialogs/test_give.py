"""The dialogs of the given register: what they offer, what they warn of, and what they hand over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ilacs_desktop.desktop.dialogs.give import GiveDialog
from ilacs_desktop.desktop.dialogs.given import FolderCheckDialog, GiveNewestDialog, ReceiptDialog
from ilacs_desktop.domain.info_requests import (
    GivenItem,
    InfoRequest,
    ItemState,
    OurStatus,
    RequestItem,
)
from ilacs_desktop.domain.info_requests.folder import FileState, FolderCheck, FolderFinding
from ilacs_desktop.domain.info_requests.given import mark_superseded, who_lacks_newest
from ilacs_desktop.services.info_requests import FileFacts

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
REQUEST = InfoRequest(
    1,
    1,
    1,
    "IR-001",
    "<b>words</b>",
    "",
    NOW,
    asked_by="Inspector B",
    ours=OurStatus.CLEARED,
    cleared_by="K. Boyle",
    title="Return interviews",
    items=(
        RequestItem(7, "Counts by month"),
        RequestItem(8, "Themes", cleared_by="R. Quinn"),
        RequestItem(9, "Teams", state=ItemState.WAIVED),
    ),
)
OLD = GivenItem(
    1, 1, "IR-001", "rhi.xlsx", "1", "a" * 64, 10, None, "K. Boyle", "K. Boyle", "printed", NOW,
    title="Return interviews", given_to="Inspector B",
)  # fmt: skip
OTHER = replace(OLD, id=2, request_id=2, ref="IR-002", given_to="Inspector C")
NEW = replace(OLD, id=3, sha256="b" * 64, version_label="1.1", supersedes_id=1)
LINES = mark_superseded((NEW, OTHER, OLD))


def words_in(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if not label.isHidden()]


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def shown(desk, qtbot, unnamed):  # the desk brings the theme
    """Opens a dialog, every control of which has a spoken name, and keeps what it hands over."""

    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.taken = []
        if hasattr(dialog, "accepted_values"):
            dialog.accepted_values.connect(dialog.taken.append)
        dialog.open()
        assert unnamed(dialog) == []
        return dialog

    return show


def test_that_an_item_is_given_with_its_days(shown):
    dialog = shown(GiveDialog(REQUEST, (), NOW))
    offered = [dialog.item.itemText(number) for number in range(dialog.item.count())]
    dialog.item.setCurrentIndex(2)
    press(dialog.review_on.box)
    dialog.show_file(FileFacts("rhi.xlsx", "c" * 64, 1_000))
    press(dialog.accept_button)

    assert offered == ["The whole request", "Counts by month", "Themes"]
    assert dialog.taken == [
        {
            "how": "sharing site",
            "version_label": "1",
            "as_of": None,
            "review_on": date(2026, 12, 2),
            "item_id": 8,
            "cleared_by": "K. Boyle",
            "given_to": "Inspector B",
            "supersedes_id": None,
            "despite": "",
            "file_name": "rhi.xlsx",
            "sha256": "c" * 64,
            "size_bytes": 1_000,
        }
    ]


def test_that_only_a_cleared_item_of_a_request_not_cleared_is_offered(shown):
    dialog = shown(GiveDialog(replace(REQUEST, ours=OurStatus.CHECKING), (), NOW))

    assert [dialog.item.itemText(number) for number in range(dialog.item.count())] == ["Themes"]


def test_that_a_superseded_file_wants_a_reason_and_the_newest_none(shown):
    dialog = shown(GiveDialog(REQUEST, LINES, NOW))
    dialog.show_file(FileFacts("rhi.xlsx", "a" * 64, 10))
    press(dialog.accept_button)
    refused = (list(dialog.taken), words_in(dialog))
    dialog.despite.setText("they asked for the old one")
    press(dialog.accept_button)
    reason = dialog.taken[0]["despite"]
    dialog.show_file(FileFacts("rhi.xlsx", "b" * 64, 10))

    assert refused[0] == []
    assert "“rhi.xlsx”, version 1 was superseded 18:40 by “rhi.xlsx”, version 1.1." in refused[1]
    assert "Say why it is given all the same." in refused[1]
    assert reason == "they asked for the old one"
    assert dialog.despite.isHidden() or not dialog.despite.isVisible()


def test_that_a_file_dropped_on_a_replacement_is_read_and_its_version_counted_on(shown, tmp_path):
    dialog = shown(GiveDialog(REQUEST, LINES, NOW, replaces=NEW))
    chosen = []
    dialog.file_chosen.connect(chosen.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "rhi.xlsx"))])
    dialog.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert chosen == [str(tmp_path / "rhi.xlsx")]
    assert (dialog.version.text(), dialog.cleared_by.text(), dialog.supersedes.currentData()) == (
        "1.2",
        "",
        3,
    )
    assert "“rhi.xlsx”, version 1.1 was given to Inspector B (18:40, IR-001)." in words_in(dialog)


def test_that_the_small_dialogs_say_who_and_hand_over_how(shown):
    newest = shown(GiveNewestDialog(LINES[0], who_lacks_newest(LINES[0], LINES), NOW))
    receipt = shown(ReceiptDialog(LINES[:1], NOW))
    press(newest.accept_button)
    press(receipt.accept_button)
    refused = words_in(receipt)
    receipt.what.setText("signed for")
    press(receipt.accept_button)

    assert "Inspector C" in words_in(newest)
    assert newest.taken == [{"how": "printed"}]
    assert "Say how we know that they have it." in refused
    assert receipt.taken == [{"line_id": 3, "what": "signed for", "received_at": NOW}]


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ((), "There is nothing to compare."),
        (
            (FolderFinding(FileState.SAME, "a"), FolderFinding(FileState.SAME, "b")),
            "All 2 files are the ones recorded.",
        ),
        (
            (FolderFinding(FileState.CHANGED, "a"), FolderFinding(FileState.SAME, "b")),
            "1 changed; 1 as recorded.",
        ),
    ],
)
def test_that_a_folder_check_ends_in_one_sentence(shown, findings, verdict):
    assert shown(FolderCheckDialog(FolderCheck("/site", NOW, findings, (".x",)))).verdict.text() == verdict
