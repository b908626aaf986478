"""A sheet as plain text: whole, for reading aloud and searching; and small, for pasting into a chat."""

from __future__ import annotations

from dataclasses import dataclass

from ilacs_desktop.domain.briefing import Audience, Section, SectionKind, Sheet
from ilacs_desktop.domain.moments import day_of, said_day, said_short_day, said_time
from ilacs_desktop.domain.redaction import sees_codes
from ilacs_desktop.outlets.safe_text import safe_sheet

CHAT_LIMIT = 1500
"""Characters in a chat message; more is folded away by the apps people use."""

CHAT_LINE = 110
CHAT_SECTIONS = (
    "changes",
    "today",
    "timetable",
    "ready",
    "sessions",
    "requests",
    "slack",
    "enquiries",
    "not_told",
    "have_ready",
    "afterwards",
    "staff_line",
)
"""What goes into a chat, in this order; concerns and telephone numbers never do."""

WEIGHTS = {"changes": 3.0, "timetable": 2.0, "today": 2.0, "staff_line": 3.0}
"""How dearly a part holds on to its lines when the message is too long; the others have 1."""

TIMETABLE_HEADINGS = ("Time", "What", "Inspector", "With", "Where")


def plain_text(sheet: Sheet) -> str:
    """Everything on the sheet, one line a row, a blank line between the parts."""
    sheet = safe_sheet(sheet)
    issue = f"timetable issue {sheet.issue_number}" if sheet.issue_number else "no timetable issued"
    head = [
        sheet.marking,
        sheet.title,
        f"{sheet.inspection_title}, {sheet.day_line}".strip(", "),
        sheet.embargo,
    ]
    parts = ["\n".join(filter(None, head)), *(_whole(section) for section in sheet.sections)]
    made = f"as at {said_short_day(day_of(sheet.as_of))} {said_time(sheet.as_of)}"
    audit = f"audit {sheet.audit_code}" if sheet.audit_code else ""
    parts.append(" · ".join(filter(None, (sheet.name, issue, made, audit, "printed copy is uncontrolled"))))
    return "\n\n".join(parts) + "\n"


def _whole(section: Section) -> str:
    lines = [section.title]
    if section.note:
        lines.append(f"({section.note})")
    if section.kind is SectionKind.TABLE and section.rows:
        lines.append(" | ".join(section.headings))
        lines.extend(" | ".join(cell or "–" for cell in row) for row in section.rows)
    else:
        lines.extend(": ".join(filter(None, row)) for row in section.rows)
    if not section.rows:
        lines.append(section.empty_says)
    lines.append(section.left_out)
    return "\n".join(filter(None, lines))


@dataclass
class _Block:
    """A part of a chat message while lines are being taken off its end."""

    title: str
    lines: list[str]
    left_out: str
    weight: float = 1.0
    taken_off: int = 0

    @property
    def cost(self) -> tuple[float, int]:
        """How much the part takes for what it is worth."""
        return len(self.lines) / self.weight, sum(map(len, self.lines))

    def text(self) -> str:
        rest = [f"… and {self.taken_off} more on the sheet"] if self.taken_off else [self.left_out]
        return "\n".join(filter(None, (self.title.upper(), *self.lines, *rest)))


def chat_text(sheet: Sheet, *, limit: int = CHAT_LIMIT) -> str:
    """The sheet in at most ``limit`` characters (300 or more), without markup, to be pasted into a chat.

    Lines are taken off the longest part until it fits, and each part says how many it lost.
    """
    sheet = safe_sheet(sheet)
    issue = f" · issue {sheet.issue_number}" if sheet.issue_number else ""
    readers = sheet.person if sheet.audience is Audience.PERSON else sheet.audience.value
    head = _cut(f"{sheet.authority} · {sheet.kind.value.capitalize()} · {said_day(sheet.day)}", 100)
    first = f"{head}\n{_cut(f'{sheet.name}{issue} · for {readers}', 80)}"
    last = sheet.marking
    if sheet.is_draft:
        last += " · draft, not for handing out"
    elif sees_codes(sheet.audience):
        last += " · carries case codes, do not forward"
    blocks = [_block(section) for key in CHAT_SECTIONS for section in sheet.sections if _is(section, key)]
    while len(message := _message(first, blocks, last)) > limit:
        longest = max(blocks, key=lambda block: block.cost)
        if longest.lines:
            longest.lines.pop()
            longest.taken_off += 1
        else:
            blocks.pop()
    return message


def _message(first: str, blocks: list[_Block], last: str) -> str:
    return "\n\n".join((first, *(block.text() for block in blocks), last))


def _is(section: Section, key: str) -> bool:
    return section.key == key or (key == "timetable" and section.key.startswith("timetable_"))


def _block(section: Section) -> _Block:
    lines = [_cut(_chat_line(section, row), CHAT_LINE) for row in section.rows] or [
        _cut(section.empty_says, CHAT_LINE)
    ]
    weight = WEIGHTS.get(section.key.split("_")[0], WEIGHTS.get(section.key, 1.0))
    return _Block(_cut(section.title, 60), lines, _cut(section.left_out, CHAT_LINE), weight)


def _chat_line(section: Section, row: tuple[str, ...]) -> str:
    if section.kind is not SectionKind.TABLE:
        return " ".join(filter(None, row))
    if section.headings == TIMETABLE_HEADINGS:
        row = (row[0], row[1], row[2], row[4])
    first, *rest = row
    joined = " · ".join(filter(None, rest))
    return f"{first}: {joined}" if section.headings[0] not in {"Time", "Ref"} else f"{first} {joined}"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
