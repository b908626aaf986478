"""What the words being typed may become: people, lines of enquiry, slots, case codes.

Only words that are not understood yet are completed, and what is offered is always read as what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.moments import day_of, said_time
from ilacs_desktop.domain.people import Person, Side
from ilacs_desktop.domain.timetable import Slot

from .asking import SEPARATOR_RE
from .reading import OURS, THEIRS
from .shapes import Captured, Chip, Role
from .slots import LEAD_RE, SMALL, SlotNames, said_slot
from .times import find_asked
from .which import Enquiries, enquiry_at
from .who import ROLE_WORDS, People, plain

MOST = 5
_OWNER_RE = re.compile(r"(?<![\w.])@\s?(?P<typed>[^@#,;]{1,30})$")
_ENQUIRY_RE = re.compile(
    r"(?:(?<![\w-])(?:re\s*:\s*|re\s+|regarding\s+|kloe\s*:?\s+)(?:the\s+)?|(?<!\w)#\s?)(?P<typed>[^@#,;]{0,40})$",
    re.IGNORECASE,
)
_CASE_RE = re.compile(r"(?<![\w-])(?P<typed>c-?\d{1,2})$", re.IGNORECASE)
_ASKED_RE = re.compile(
    r"(?<!\w)(?:asked|asks|ask|requested)\s+(?:the\s+|our\s+)?(?P<typed>[^\W\d_][^@#,;:]{1,30})$",
    re.IGNORECASE,
)
_FROM_RE = re.compile(r"(?<!\w)from\s+(?:the\s+)?(?P<typed>[^\W\d_][^@#,;:]{1,30})$", re.IGNORECASE)
_MARK_RE = re.compile(r"\s*(?:!!|[!?=+~])?\s*")
_WORD_RE = re.compile(r"[^\W_][\w-]*")
_KNOWN = frozenset({Role.BY, Role.OWNER, Role.ENQUIRY, Role.SLOT, Role.CHILD})


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: ``text`` takes the place of the line from ``start`` to the cursor."""

    role: Role
    start: int
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Words:
    """What can be named in a line of this inspection; ``codes`` are the case codes in their order."""

    people: Sequence[Person]
    enquiries: Enquiries = ()
    slots: Sequence[Slot] = ()
    codes: Sequence[str] = ()


def completions(line: str, cursor: int, captured: Captured, words: Words) -> tuple[Completion, ...]:
    """How the words before ``cursor`` may go on, the likeliest first, at most five.

    Nothing is offered inside a word, nor where ``captured``, the reading of ``line``, understands the words.
    """
    before = line[:cursor]
    if line[cursor : cursor + 1].strip():
        return ()
    end = len(before.rstrip())
    for offered in (
        _cases(before, words),
        _owners(before, words),
        _enquiries(before, words),
        _slots(before, captured.asked_at, words),
        _askers(before, captured.asked_at, words),
    ):
        if not offered:
            continue
        start = offered[0].start
        if any(_covers(chip, start, end) for chip in captured.chips):
            return ()
        typed = before[start:].strip().casefold()
        return tuple(each for each in offered if each.text.casefold() != typed)[:MOST]
    return ()


def _covers(chip: Chip, start: int, end: int) -> bool:
    """Whether ``chip`` understands the words from ``start`` to ``end``."""
    is_one = chip.role in _KNOWN and not chip.choices and chip.start < chip.end
    return is_one and chip.start <= start < end <= chip.end


def completed(line: str, cursor: int, completion: Completion) -> tuple[str, int]:
    """The line with ``completion`` taken, and where the cursor then stands, after one space."""
    rest = line[cursor:]
    text = completion.text if rest.startswith(" ") else completion.text + " "
    return line[: completion.start] + text + rest, completion.start + len(completion.text) + 1


def _cases(before: str, words: Words) -> list[Completion]:
    match = _CASE_RE.search(before)
    if match is None:
        return []
    digits = re.sub(r"\D", "", match["typed"])
    return [
        Completion(Role.CHILD, match.start("typed"), code, code)
        for code in words.codes
        if code.startswith(f"C-{digits}")
    ]


def _owners(before: str, words: Words) -> list[Completion]:
    match = _OWNER_RE.search(before)
    return _people(before, match, Role.OWNER, OURS, words) if match else []


def _askers(before: str, asked_at: datetime, words: Words) -> list[Completion]:
    """Somebody at the beginning of the line, or after "asked" or "from"."""
    if match := _ASKED_RE.search(before):
        return _people(before, match, Role.OWNER, OURS, words)
    if match := _FROM_RE.search(before):
        return _people(before, match, Role.BY, THEIRS, words)
    start = _after(_MARK_RE, before, 0)
    asked = find_asked(before, asked_at, position=start)
    if asked is not None:
        start = _after(_MARK_RE, before, _after(SEPARATOR_RE, before, asked.end))
    match = re.compile(r"(?P<typed>[^\W\d_][^@#,;:]{1,30})$").match(before, start)
    return _people(before, match, Role.BY, THEIRS, words) if match else []


def _after(what: re.Pattern[str], text: str, position: int) -> int:
    """Where ``what`` ends if it stands at ``position``, else ``position``."""
    match = what.match(text, position)
    return match.end() if match else position


def _people(
    before: str, match: re.Match[str], role: Role, sides: Iterable[Side], words: Words
) -> list[Completion]:
    typed = plain(match["typed"])
    if not typed or before[-1:].isspace():
        return []
    allowed = tuple(sides)
    people = People(words.people)
    meant = f" {ROLE_WORDS.get(typed, typed)}"
    found: list[tuple[int, str, Completion]] = []
    for person in words.people:
        if person.side not in allowed or not person.is_active:
            continue
        names = (person.known_as, person.short_name, person.name)
        if any(f" {typed}" in f" {plain(name)}" for name in names):
            rank = 0
        elif meant in f" {plain(person.role)}":
            rank = 1
        else:
            continue
        text = next((name for name in names if name and _is_one(people, name, person, allowed)), "")
        if text:
            aside = person.short_name if person.known_as else person.role
            label = f"{person.label} · {aside}" if aside else person.label
            found.append((rank, person.label.casefold(), Completion(role, match.start("typed"), text, label)))
    return [completion for _, _, completion in sorted(found, key=lambda each: each[:2])]


def _is_one(people: People, name: str, person: Person, sides: tuple[Side, ...]) -> bool:
    found, _ = people.named(name, sides, in_small=True)
    return found == (person,)


def _enquiries(before: str, words: Words) -> list[Completion]:
    match = _ENQUIRY_RE.search(before)
    if match is None or (before[-1:].isspace() and match["typed"].strip()):
        return []
    typed = [word for word in plain(match["typed"]).split() if word not in SMALL]
    found = []
    for each in words.enquiries:
        number, code, title = each
        told = plain(f"{code} {title}").replace(":", " ").split()
        if all(any(word.startswith(said) for word in told) for said in typed):
            read = enquiry_at(title, 0, words.enquiries)
            is_read = read is not None and [one[0] for one in read.enquiries] == [number]
            text = title if is_read and read is not None and read.end == len(title) else code
            found.append(Completion(Role.ENQUIRY, match.start("typed"), text, f"{code} {title}"))
    return found


def _slots(before: str, asked_at: datetime, words: Words) -> list[Completion]:
    leads = list(LEAD_RE.finditer(before))
    if not leads:
        return []
    lead = leads[-1]
    typed_at = lead.end()
    the = re.compile(r"(?:the|our|their)\s+", re.IGNORECASE).match(before, typed_at)
    start = the.end() if the else typed_at
    typed = [word.group().casefold() for word in _WORD_RE.finditer(before, start)]
    if (not typed and the is None) or re.search(r"[@#,;]", before[start:]):
        return []
    if typed and before[-1:].isspace():
        return []
    said = [word for word in typed if word not in SMALL]
    found = []
    names = SlotNames(words.slots, asked_at)
    for slot in sorted(words.slots, key=lambda each: each.starts_at):
        if slot.starts_at <= asked_at:
            continue
        told = [word.casefold() for word in _WORD_RE.findall(slot.title_with_inspectors)]
        if not all(any(word.startswith(one) for word in told) for one in said):
            continue
        text = _names_one(before[lead.start() : start], slot, asked_at, names)
        if text:
            found.append(Completion(Role.SLOT, start, text, said_slot(slot, asked_at)))
        if len(found) == MOST:
            break
    return found


def _names_one(lead: str, slot: Slot, asked_at: datetime, names: SlotNames) -> str:
    """The shortest name that is read as ``slot`` and no other; empty if there is none."""
    title = " ".join(_WORD_RE.findall(slot.title))
    with_inspectors = " ".join(_WORD_RE.findall(slot.title_with_inspectors))
    days = (slot.day - day_of(asked_at)).days
    day = "today" if days == 0 else f"{slot.day:%a}"
    when = f"{day} {said_time(slot.starts_at)}"
    for name in (title, with_inspectors, f"{when} {title}", f"{when} {with_inspectors}"):
        for text in (name, f"{name} session"):
            found = names.find(f"{lead}{text}")
            if found is not None and found.slots == (slot,) and found.end == len(lead) + len(text):
                return text
    return ""
