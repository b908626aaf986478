"""The first days: the call, the people and places, Annex A, and who owns what."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from ilacs_desktop.domain.info_requests import RequestKind
from ilacs_desktop.domain.inspection import Basis
from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.people import AbsenceKind, Side
from ilacs_desktop.services.rehearsal.children import extract
from ilacs_desktop.services.rehearsal.hands import london
from ilacs_desktop.services.rehearsal.stage import Stage
from ilacs_desktop.services.rehearsal.talk import clear_and_give

LONG_DAY: dict[str, Any] = {"works_from": time(8, 0), "works_until": time(19, 0)}


def take_the_call(stage: Stage) -> None:
    """The call, and one deadline of the set-up conversation."""
    stage.hands.set(london(stage.data.week["call_at"]))
    opened = stage.house.inspections.open_inspection(
        authority=stage.data.staff["authority"],
        framework_key="standard",
        notified_at=london(stage.data.week["call_at"]),
        lead_inspector=stage.data.staff["inspectors"][0][0],
        focus=stage.data.week["focus"],
        is_rehearsal=True,
    )
    stage.inspection_id = opened.id
    stage.hands.set(london("2026-11-23T10:55"))
    for milestone in stage.house.inspections.milestones(stage.inspection_id):
        if milestone.due_on == date(2026, 11, 24) and milestone.basis is Basis.TEMPLATE:
            stage.house.inspections.override(
                milestone.id, due_on=milestone.due_on, due_at_time=time(16, 0), basis=Basis.OFSTED
            )
            break


def list_staff(stage: Stage) -> None:
    """The one list of people and places, with travel and absences."""
    people, store = stage.house.people, stage.house.store
    with store.working("Take in the list of people and places"):
        for name, known_as, role, looks_at in stage.data.staff["inspectors"]:
            added = people.add(name, Side.INSPECTORATE, role=role, known_as=known_as, team=looks_at)
            stage.people[known_as] = stage.people[name] = added.id
        for side, rows in (
            (Side.AUTHORITY, stage.data.staff["staff"]),
            (Side.PARTNER, stage.data.staff["partners"]),
        ):
            for name, role, team, locality in rows:
                address = f"{name.split()[0]}.{name.split()[-1]}@borsetshire.example".lower().replace("’", "")
                email = address.encode("ascii", "ignore").decode() if side is Side.AUTHORITY else ""
                hours: dict[str, Any] = LONG_DAY if team in stage.data.staff["long_day_teams"] else {}
                added = people.add(name, side, role=role, team=team, locality=locality, email=email, **hours)
                stage.people[name] = added.id
        for name, site, capacity, link in stage.data.staff["places"]:
            stage.places[name] = people.add_place(name, site=site, capacity=capacity, link=link).id
        for here, there, minutes in stage.data.staff["travel"]:
            people.set_travel(here, there, minutes=minutes)
        for name, kind, day, begin, end, note in stage.data.staff["absences"]:
            people.add_absence(
                stage.people[name],
                kind=AbsenceKind(kind),
                starts_at=london(f"{day}T{begin}"),
                ends_at=london(f"{day}T{end}"),
                note=note,
            )


def take_in_annex_a(stage: Stage) -> None:
    """The lists come in on Tuesday and are given the same afternoon."""
    stage.hands.set(london("2026-11-24T09:30"))
    workers: dict[str, list[str]] = {}
    for name, role, team, _ in stage.data.staff["staff"]:
        if "ocial worker" in role or role == "Personal adviser":
            workers.setdefault(team, []).append(name)
    review = extract(date(2026, 11, 20), workers)
    stage.house.casefiles.import_annex_a(stage.inspection_id, review)
    lists = [
        each
        for each in stage.house.info_requests.staged(stage.inspection_id)
        if each.kind is RequestKind.LIST
    ]
    for request in lists:
        clear_and_give(
            stage,
            request.id,
            owner="Abena Osei",
            file_name=f"{request.ref.lower()}.xlsx",
            given_at="2026-11-24T15:20",
            how="sharing site",
        )


def share_out(stage: Stage) -> None:
    """Give the staged documents their owners, and tick off the dates that have passed."""
    with stage.house.store.working("Give the documents their owners"):
        for request in stage.house.info_requests.staged(stage.inspection_id):
            role = request.owner_role.casefold()
            owner = next((name for word, name in stage.data.week["owners"] if word in role), None)
            if owner is not None:
                stage.house.info_requests.assign(request.id, stage.people[owner])
    for milestone in stage.house.inspections.milestones(stage.inspection_id):
        if milestone.due_on < day_of(london(stage.data.week["evening_at"])) and milestone.done_at is None:
            stage.hands.set(moment(milestone.due_on, milestone.due_at_time or time(15, 0)))
            stage.house.inspections.mark_done(milestone.id)
