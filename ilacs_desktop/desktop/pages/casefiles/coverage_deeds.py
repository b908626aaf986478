"""Coverage, load and the consent log on the case-file page: fetched when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.concern import chosen_children
from ilacs_desktop.desktop.dialogs.consent import AnswerFamilyDialog, AskFamilyDialog
from ilacs_desktop.desktop.dialogs.consents_export import ConsentsExportDialog, ConsentsWish
from ilacs_desktop.desktop.dialogs.export import said_written
from ilacs_desktop.desktop.dialogs.far_localities import ask_far
from ilacs_desktop.desktop.pages.casefiles.coverage_view import CoverageView
from ilacs_desktop.desktop.pages.casefiles.deeds import Deeds
from ilacs_desktop.desktop.pages.casefiles.facts import Everything
from ilacs_desktop.desktop.pages.casefiles.families_view import FamiliesView
from ilacs_desktop.desktop.pages.casefiles.load_view import LoadView
from ilacs_desktop.desktop.pages.casefiles.view import CasefilesView
from ilacs_desktop.domain.casefiles import Child
from ilacs_desktop.domain.casefiles.choosing import ChildFilter
from ilacs_desktop.domain.casefiles.consents import Consent
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.people import Side


class CoverageDeeds(Deeds):
    """Three views of the page; each is fetched anew when it is turned to, and while it is shown."""

    def __init__(self, desk: Desk, view: CasefilesView) -> None:
        super().__init__(desk, view)
        self._folder = Path.home()
        self._names = (self.tr("Coverage"), self.tr("Load"), self.tr("Families"))
        fills = (self._fill_coverage, self._fill_load, self._fill_families)
        self._fills = dict(zip(self._names, fills, strict=True))
        view.add_view(self._names[0], lambda: self.coverage)
        view.add_view(self._names[1], lambda: self.load)
        view.add_view(self._names[2], lambda: self.families)
        view.shown_changed.connect(lambda _name: self._fetch())
        view.children_view.card.consent_wanted.connect(self._ask)

    @cached_property
    def coverage(self) -> CoverageView:
        """What has been asked for and read, by cohort and locality; made when somebody turns to it."""
        coverage = CoverageView()
        self.view.put(self._names[0], coverage)
        panel = coverage.panel
        panel.session_wanted.connect(self._open_session)
        panel.sessions_wanted.connect(self.view.show_sessions)
        panel.children_wanted.connect(self._show_children)
        panel.draw_wanted.connect(self.view.children_view.draw_wanted)
        panel.far_wanted.connect(self._ask_far)
        return coverage

    @cached_property
    def load(self) -> LoadView:
        """Who has how many sessions; made when somebody turns to it."""
        load = LoadView()
        self.view.put(self._names[1], load)
        load.session_wanted.connect(self._open_session)
        return load

    @cached_property
    def families(self) -> FamiliesView:
        """Who was asked for consent, and what they said; made when somebody turns to it."""
        families = FamiliesView()
        self.view.put(self._names[2], families)
        families.ask_wanted.connect(lambda: self._ask(None))
        families.answer_wanted.connect(self._answer)
        families.change_wanted.connect(self._change)
        families.export_wanted.connect(self._ask_export)
        families.child_wanted.connect(
            lambda consent: self.open_wanted.emit(Ref(Kind.CHILD, consent.child_key))
        )
        return families

    def show(self, everything: Everything) -> None:
        """Fetch anew what is shown."""
        super().show(everything)
        self._fetch()

    def _fetch(self) -> None:
        fill, inspection = self._fills.get(self.view.switch.chosen), self.desk.inspection
        if fill is not None and inspection is not None:
            fill(inspection.id)

    def _open_session(self, key: int) -> None:
        self.open_wanted.emit(Ref(Kind.CASE_SESSION, key))

    def _show_children(self, wanted: ChildFilter) -> None:
        self.view.show_children()
        self.view.children_view.look_for(wanted)

    def _ask_far(self) -> None:
        ask_far(self.desk, self.view, self._fetch)

    def _fill_coverage(self, key: int) -> None:
        self.desk.jobs.run(
            self.view,
            lambda: (self.room.coverage(key), self.room.far(key)),
            lambda found: self.coverage.show_coverage(*found),
        )

    def _fill_load(self, key: int) -> None:
        self.desk.jobs.run(
            self.view,
            lambda: self.room.load(key),
            lambda loads: self.load.show_loads(loads, self.desk.clock()),
        )

    def _fill_families(self, key: int) -> None:
        self.desk.jobs.run(
            self.view,
            lambda: self.room.consents(key),
            lambda consents: self.families.show_consents(consents, self.desk.clock()),
        )

    def _ask(self, child: Child | None) -> None:
        house, key, clock = self.desk.house, self.desk.inspection_id, self.desk.clock

        def show(found: tuple[list[str], Sequence[Child]]) -> None:
            names, chosen = found
            dialog = AskFamilyDialog(chosen, names, clock(), child=child, parent=self.view)
            self.store(dialog, lambda values: self.room.ask_family(**values, by=self))

        def fetch() -> tuple[list[str], Sequence[Child]]:
            names = [each.label for each in house.people.all() if each.side is not Side.INSPECTORATE]
            return names, chosen_children(house, key)

        self.desk.jobs.run(self.view, fetch, show)

    def _change(self, consent: Consent | None) -> None:
        if consent is None:
            return
        people, clock = self.desk.house.people, self.desk.clock

        def show(names: list[str]) -> None:
            dialog = AskFamilyDialog([], names, clock(), consent=consent, parent=self.view)
            self.store(dialog, lambda values: self.room.change_family(consent.id, **values, by=self))

        def fetch() -> list[str]:
            return [each.label for each in people.all() if each.side is not Side.INSPECTORATE]

        self.desk.jobs.run(self.view, fetch, show)

    def _ask_export(self, shown: tuple[int, ...]) -> None:
        inspection = self.desk.inspection
        if inspection is None:
            return
        room, key = self.room, inspection.id
        dialog = ConsentsExportDialog(shown, self._folder, self.view)

        def preview(wish: ConsentsWish) -> None:
            self.desk.jobs.run(
                dialog,
                lambda: room.consents_png(key, wish.ids),
                lambda pictures: dialog.show_preview(wish, pictures),
                refused=lambda error: dialog.show_problem(wish, error),
            )

        dialog.preview_wanted.connect(preview)
        dialog.accepted_values.connect(lambda values: self._write(key, *values))
        dialog.start()

    def _write(self, key: int, wishes: tuple[ConsentsWish, ...], folder: Path) -> None:
        self._folder = folder
        forms, ids = [wish.form for wish in wishes], wishes[0].ids
        self.desk.jobs.run(
            self.view,
            lambda: self.room.write_consents(key, folder, forms, ids=ids),
            lambda written: self.desk.notices.say(said_written(len(written), folder)),
        )

    def _answer(self, consent: Consent | None) -> None:
        if consent is not None:
            dialog = AnswerFamilyDialog(consent, self.desk.clock(), self.view)
            self.store(dialog, lambda values: self.room.answer_family(consent.id, **values, by=self))
