"""Two inspections at once: the header takes the other one to hand, and every page follows."""

from __future__ import annotations

from datetime import UTC, datetime


def test_that_the_other_inspection_is_chosen_in_the_header_and_the_pages_follow(
    shell, desk, house, inspection, qtbot
):
    house.info_requests.add(inspection.id, verbatim="Asked in the first inspection.")
    other = house.inspections.open_inspection(
        authority="Ambridgeshire",
        framework_key="short",
        notified_at=datetime(2026, 11, 30, 9, 30, tzinfo=UTC),
    )
    house.info_requests.add(other.id, verbatim="Asked in the other inspection.")
    menu = shell.header.switcher.menu()
    titles = (inspection.title, other.title)
    qtbot.waitUntil(lambda: {action.text() for action in menu.actions()} >= set(titles))
    shell.show_page("info_requests")
    shown = shell.page("info_requests").view.table.rows

    for title, words in (
        (other.title, "Asked in the other inspection."),
        (inspection.title, "Asked in the first inspection."),
    ):
        next(action for action in menu.actions() if action.text() == title).trigger()
        qtbot.waitUntil(
            lambda title=title, words=words: (
                desk.inspection.title == title
                and shell.header.switcher.text() == title
                and [request.verbatim for request in shown.rows] == [words]
            )
        )
