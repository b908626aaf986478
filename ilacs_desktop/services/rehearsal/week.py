"""The week as it is played: each deed at its hour, through the same services the window uses."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from ilacs_desktop.domain.casefiles import CaseSession, Child, SessionState
from ilacs_desktop.domain.enquiry import EnquiryState, Provenance, Strength
from ilacs_desktop.domain.info_requests import OurStatus, RequestKind
from ilacs_desktop.domain.inspection import Basis, Inspection
from ilacs_desktop.domain.moments import day_of, moment
from ilacs_desktop.domain.people import AbsenceKind, Side
from ilacs_desktop.domain.timetable import PartKind, SlotKind, SlotStatus
from ilacs_desktop.services.house import House
from ilacs_desktop.services.rehearsal.children import extract
from ilacs_desktop.services.rehearsal.hands import Hands, london

Progress = Callable[[int, int, str], None]
LONG_DAY: dict[str, Any] = {"works_from": time(8, 0), "works_until": time(19, 0)}
COHORTS = {"child in care": 300, "child protection": 240, "care leaver": 160}


class Week:
    """One invented week, in the order in which it happened."""

    def __init__(self, house: House, hands: Hands, folder: Path) -> None:
        self._house = house
        self._hands = hands
        self._staff = _read(folder / "people.toml")
        self._week = _read(folder / "week.toml")
        self._timetable = _read(folder / "timetable.toml")
        self._threads = _read(folder / "threads.toml")
        self._people: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._enquiries: dict[str, int] = {}
        self._sessions: dict[int, CaseSession] = {}
        self._inspection: Inspection | None = None

    def play(self, progress: Progress | None = None) -> Inspection:
        """Play the whole week up to the evening; gives the inspection."""
        steps = (
            ("The call", self._call),
            ("People and places", self._staff_list),
            ("Annex A", self._annex_a),
            ("Owners and dates", self._own),
            ("Lines of enquiry", self._lines),
            ("Requests of the first week", self._given),
            ("The first timetable", lambda: self._issue(1)),
            ("The second timetable", lambda: self._issue(2)),
            ("Sessions and debriefs", self._debriefs),
            ("The third timetable", lambda: self._issue(3)),
            ("Feedback", self._feedback),
            ("Open requests", self._open),
            ("This evening", self._evening),
        )
        for number, (words, step) in enumerate(steps):
            if progress is not None:
                progress(number, len(steps), words)
            step()
        if progress is not None:
            progress(len(steps), len(steps), "Ready")
        return self._house.inspections.one(self._id)

    @property
    def _id(self) -> int:
        assert self._inspection is not None  # noqa: S101 - the call is played first
        return self._inspection.id

    def _call(self) -> None:
        self._hands.set(london(self._week["call_at"]))
        self._inspection = self._house.inspections.open_inspection(
            authority=self._staff["authority"],
            framework_key="standard",
            notified_at=london(self._week["call_at"]),
            lead_inspector=self._staff["inspectors"][0][0],
            focus=self._week["focus"],
            is_rehearsal=True,
        )
        self._hands.set(london("2026-11-23T10:55"))
        for milestone in self._house.inspections.milestones(self._id):
            if milestone.due_on == date(2026, 11, 24) and milestone.basis is Basis.TEMPLATE:
                self._house.inspections.override(
                    milestone.id, due_on=milestone.due_on, due_at_time=time(16, 0), basis=Basis.OFSTED
                )
                break

    def _staff_list(self) -> None:
        people, store = self._house.people, self._house.store
        with store.working("Take in the list of people and places"):
            for name, known_as, role, looks_at in self._staff["inspectors"]:
                added = people.add(name, Side.INSPECTORATE, role=role, known_as=known_as, team=looks_at)
                self._people[known_as] = self._people[name] = added.id
            for side, rows in (
                (Side.AUTHORITY, self._staff["staff"]),
                (Side.PARTNER, self._staff["partners"]),
            ):
                for name, role, team, locality in rows:
                    address = f"{name.split()[0]}.{name.split()[-1]}@borsetshire.example".lower().replace(
                        "’", ""
                    )
                    email = address.encode("ascii", "ignore").decode() if side is Side.AUTHORITY else ""
                    hours: dict[str, Any] = LONG_DAY if team in self._staff["long_day_teams"] else {}
                    added = people.add(
                        name, side, role=role, team=team, locality=locality, email=email, **hours
                    )
                    self._people[name] = added.id
            for name, site, capacity, link in self._staff["places"]:
                self._places[name] = people.add_place(name, site=site, capacity=capacity, link=link).id
            for here, there, minutes in self._staff["travel"]:
                people.set_travel(here, there, minutes=minutes)
            for name, kind, day, begin, end, note in self._staff["absences"]:
                people.add_absence(
                    self._people[name],
                    kind=AbsenceKind(kind),
                    starts_at=london(f"{day}T{begin}"),
                    ends_at=london(f"{day}T{end}"),
                    note=note,
                )

    def _annex_a(self) -> None:
        self._hands.set(london("2026-11-24T09:30"))
        workers: dict[str, list[str]] = {}
        for name, role, team, _ in self._staff["staff"]:
            if "ocial worker" in role or role == "Personal adviser":
                workers.setdefault(team, []).append(name)
        review = extract(date(2026, 11, 20), workers)
        self._house.casefiles.import_annex_a(self._id, review)
        lists = [each for each in self._house.info_requests.staged(self._id) if each.kind is RequestKind.LIST]
        for request in lists:
            self._clear_and_give(
                request.id, "Abena Osei", f"{request.ref.lower()}.xlsx", "2026-11-24T15:20", "sharing site"
            )

    def _own(self) -> None:
        """Give the staged documents their owners, and tick off the dates that have passed."""
        with self._house.store.working("Give the documents their owners"):
            for request in self._house.info_requests.staged(self._id):
                role = request.owner_role.casefold()
                owner = next((name for word, name in self._week["owners"] if word in role), None)
                if owner is not None:
                    self._house.info_requests.assign(request.id, self._people[owner])
        for milestone in self._house.inspections.milestones(self._id):
            if milestone.due_on < day_of(london(self._week["evening_at"])) and milestone.done_at is None:
                self._hands.set(moment(milestone.due_on, milestone.due_at_time or time(15, 0)))
                self._house.inspections.mark_done(milestone.id)

    def _lines(self) -> None:
        for key, title, started_at, state in self._week["enquiries"]:
            self._hands.set(london(started_at))
            enquiry = self._house.enquiry.start(self._id, title)
            self._enquiries[key] = enquiry.id
            if EnquiryState(state) is not EnquiryState.EMERGING:
                self._hands.set(london("2026-12-01T17:40"))
                self._house.enquiry.set_state(enquiry.id, EnquiryState(state))
        for key, at, source, inspector, strength, provenance, quote in self._week["signals"]:
            self._hands.set(london(at) + timedelta(minutes=3))
            self._house.enquiry.add_signal(
                self._enquiries[key],
                quote=quote,
                source=source,
                at=london(at),
                inspector_id=self._people[inspector],
                strength=Strength(strength),
                provenance=Provenance(provenance),
            )

    def _given(self) -> None:
        for asked_at, inspector, words, owner, kind, file_name, given_at, how in self._week["given"]:
            self._hands.set(london(asked_at) + timedelta(minutes=1))
            request = self._house.info_requests.add(
                self._id,
                verbatim=words,
                meaning=words,
                asked_by_id=self._people[inspector],
                asked_at=london(asked_at),
                owner_id=self._people[owner],
                kind=kind,
                target_at=london(given_at) + timedelta(hours=1),
            )
            self._clear_and_give(request.id, owner, file_name, given_at, how)

    def _clear_and_give(self, request_id: int, owner: str, file_name: str, given_at: str, how: str) -> None:
        requests = self._house.info_requests
        self._hands.set(london(given_at) - timedelta(minutes=20))
        if requests.one(request_id).staged:
            requests.activate(request_id, asked_at=self._hands())
            requests.assign(request_id, self._people[owner])
        for step in (OurStatus.GATHERING, OurStatus.CHECKING, OurStatus.CLEARED):
            requests.set_ours(request_id, step)
        self._hands.set(london(given_at))
        content = f"rehearsal {file_name}".encode()
        requests.give(
            request_id,
            how=how,
            file_name=file_name,
            sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(content) * 1000,
            as_of=london(given_at).date(),
        )

    def _agenda(self) -> None:
        """Say who and where for the lines of the default agenda, and leave out what was not wanted."""
        timetable, store = self._house.timetable, self._house.store
        self._hands.set(london("2026-11-27T15:40"))
        with store.working("Fill in the agenda"):
            for slot in timetable.draft(self._id):
                if any(
                    slot.purpose.startswith(words) and day == str(slot.day)
                    for day, words in self._timetable["left_out"]
                ):
                    timetable.cancel(self._id, slot.uid, reason="not wanted")
                    continue
                for words, place, names in self._timetable["agenda"]:
                    if slot.purpose.startswith(words):
                        timetable.change(
                            self._id, slot.uid, place_id=self._places[place], parts=self._parts(names)
                        )

    def _parts(self, names: list[str]) -> list[tuple[int, PartKind]]:
        """The people by name, the first of them leading."""
        return [
            (self._people[name], PartKind.ATTENDS if n else PartKind.LEADS) for n, name in enumerate(names)
        ]

    def _issue(self, number: int) -> None:
        at, note = self._timetable["issues"][number - 1]
        if number == 1:
            self._agenda()
        self._hands.set(london(at) - timedelta(minutes=10))
        for row in self._timetable["slots"]:
            if row[0] == number:
                self._add_slot(row)
        for row in self._timetable["sessions"]:
            if _first_issue(row) == number:
                self._plan(row)
        self._hands.set(london(at))
        self._house.timetable.issue(self._id, note=note)
        tellings = self._house.timetable.tellings(self._id, number)
        self._hands.set(london(at) + timedelta(minutes=20))
        sent = [each.id for each in tellings]
        self._house.timetable.mark_sent(sent, how="mail")
        self._hands.set(london(at) + timedelta(minutes=90))
        told = sent if number < 3 else sent[: max(1, len(sent) * 4 // 5)]
        self._house.timetable.mark_confirmed(told, how="in person")

    def _add_slot(self, row: list[Any]) -> None:
        _, start, minutes, purpose, kind, place, names = row
        slot = self._house.timetable.add(
            self._id,
            starts_at=london(start),
            ends_at=london(start) + timedelta(minutes=minutes),
            purpose=purpose,
            kind=SlotKind(kind),
            place_id=self._places[place],
            parts=self._parts(names),
        )
        if purpose in self._timetable.get("locked", []):
            self._house.timetable.lock(self._id, slot.uid)

    def _plan(self, row: list[Any]) -> None:
        number, cohort, start, minutes, inspector, worker, place, navigator, outcome = row
        child = self._child(cohort, worker)
        (session,) = self._house.casefiles.choose([child.id], reason="sampled by Ofsted")
        session = self._house.casefiles.plan(
            session.id,
            starts_at=london(start),
            minutes=minutes,
            inspector_id=self._people[inspector],
            worker_id=self._people[worker],
            navigator_id=self._people[navigator],
            place_id=self._places[place],
        )
        for step in (
            SessionState.WORKER_TOLD,
            SessionState.MANAGER_TOLD,
            SessionState.CHECKED,
            SessionState.READY,
        ):
            if outcome in {"debriefed", "ended"} or step is SessionState.WORKER_TOLD:
                self._house.casefiles.advance(session.id, step)
        self._sessions[number] = session

    def _child(self, cohort: str, worker: str) -> Child:
        """The first child of this worker who has not been chosen; failing that, of the cohort."""
        found = self._house.casefiles.children(self._id, cohort=cohort, limit=COHORTS[cohort])
        free = [child for child in found if not child.code]
        own = [child for child in free if child.worker == worker]
        return (own or free)[0]

    def _debriefs(self) -> None:
        answers = self._timetable["debrief"]
        for row in self._timetable["sessions"]:
            number, start, minutes, outcome = row[0], london(row[2]), row[3], row[8]
            if outcome not in {"debriefed", "ended"}:
                continue
            session = self._sessions[number]
            self._hands.set(start)
            self._house.casefiles.advance(session.id, SessionState.IN_SESSION)
            self._hands.set(start + timedelta(minutes=minutes))
            self._house.casefiles.advance(session.id, SessionState.ENDED)
            if outcome == "debriefed":
                self._hands.set(start + timedelta(minutes=minutes + 18))
                self._house.casefiles.debrief(session.id, **answers[number % len(answers)])
        evening_at = london(self._week["evening_at"])
        for slot in self._house.timetable.draft(self._id):
            if (
                slot.status is SlotStatus.PLANNED
                and date(2026, 11, 30) <= slot.day
                and slot.ends_at <= evening_at
            ):
                self._hands.set(slot.starts_at)
                self._house.timetable.mark(self._id, slot.uid, SlotStatus.STARTED)
                self._hands.set(slot.ends_at)
                self._house.timetable.mark(self._id, slot.uid, SlotStatus.ENDED)

    def _feedback(self) -> None:
        feedback = self._house.feedback
        for each in self._threads["thread"]:
            self._hands.set(london(each["messages"][0][0]))
            thread = feedback.start_thread(
                self._id, each["subject"], enquiry_id=self._enquiries.get(each.get("enquiry", ""))
            )
            for at, name, text in each["messages"]:
                self._hands.set(london(at))
                feedback.add_message(thread.id, text, sender_id=self._people[name], at=london(at))
        for each in self._threads["note"]:
            day = date.fromisoformat(each["day"])
            self._hands.set(moment(day, time(17, 0)))
            feedback.save_note(
                self._id, inspector_id=self._people[each["inspector"]], day=day, text=each["text"], version=0
            )
        concern = self._threads["concern"]
        self._hands.set(london(concern["said_at"]) + timedelta(minutes=2))
        session = self._sessions[concern["session"]]
        raised = self._house.casefiles.raise_concern(
            self._id,
            child_id=session.child.id,
            said_by_id=self._people[concern["said_by"]],
            what=concern["what"],
            owner_id=self._people[concern["owner"]],
            deputy_id=self._people[concern["deputy"]],
            said_at=london(concern["said_at"]),
        )
        self._hands.set(london(concern["said_at"]) + timedelta(minutes=9))
        self._house.casefiles.act(raised.id, action=concern["action"])

    def _open(self) -> None:
        requests = self._house.info_requests
        for asked_at, inspector, words, meaning, owner, enquiry, kind, due_at, ours, extra in self._week[
            "open"
        ]:
            self._hands.set(london(asked_at) + timedelta(minutes=1))
            request = requests.add(
                self._id,
                verbatim=words,
                meaning=meaning,
                asked_by_id=self._people[inspector],
                asked_at=london(asked_at),
                owner_id=None if ours == "captured" else self._people[owner],
                enquiry_id=self._enquiries.get(enquiry),
                kind=kind,
                target_at=london(due_at),
            )
            for step in _steps_to(OurStatus(ours)):
                requests.set_ours(request.id, step)
            deed, _, rest = extra.partition(":")
            if deed == "pause":
                self._hands.set(london(rest[:16]))
                requests.pause(request.id, why=rest[17:])
            elif deed == "back":
                requests.set_ours(request.id, OurStatus.CHECKING)
                requests.set_ours(request.id, OurStatus.GATHERING, reason=rest)

    def _evening(self) -> None:
        evening = self._timetable["evening"]
        self._hands.set(london(self._week["evening_at"]) - timedelta(minutes=12))
        for number, reason in evening["cancelled"]:
            self._house.timetable.cancel(self._id, self._sessions[number].slot_uid, reason=reason)
        for number, start in evening["moved"]:
            slot = self._house.casefiles.one_session(self._sessions[number].id)
            self._house.timetable.move(self._id, slot.slot_uid, starts_at=london(start))
        for row in self._timetable["sessions"]:
            if row[8] == "this evening":
                self._plan(row)
        self._hands.set(london(self._week["evening_at"]))
        self._house.safekeeping.backup_now()


def play_week(house: House, hands: Hands, folder: Path, progress: Progress | None = None) -> Inspection:
    """Play the invented week in ``folder`` into an empty house; gives its inspection."""
    return Week(house, hands, folder).play(progress)


def _first_issue(row: list[Any]) -> int:
    """In which issue a session first stands: 0 for none yet."""
    if row[8] == "this evening":
        return 0
    if day_of(london(row[2])) <= date(2026, 12, 2):
        return 1
    return 2 if row[8] == "planned" else 3


def _steps_to(status: OurStatus) -> Iterator[OurStatus]:
    order = tuple(OurStatus)
    yield from order[order.index(OurStatus.ASSIGNED) + 1 : order.index(status) + 1]


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return tomllib.load(stream)
