"""The draft’s memory: undo and redo, the history of a slot, checkpoints, going back to an issue."""

from __future__ import annotations

import argparse

from ilacs_desktop.cli.output import Output, day_of_text, inspection_of
from ilacs_desktop.cli.timetable.finding import counted, plain_change, plain_slot, slot_table, uid_of
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import day_of, said_short_day, said_time
from ilacs_desktop.domain.timetable.journal import Checkpoint, DraftDeed, Restored
from ilacs_desktop.services.house import House


def register(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of the draft’s memory, and those on several slots at once."""
    deeds.add_parser("undo", help="take the last edit of the draft back").set_defaults(deed=undo)
    deeds.add_parser("redo", help="do again what was undone last").set_defaults(deed=redo)

    history = deeds.add_parser("history", help="what happened to a slot, and the issues it went into")
    history.add_argument("uid", metavar="SLOT", help="as listed; the first letters are enough")
    history.set_defaults(deed=show_history)

    rollback = deeds.add_parser("rollback", help="make the draft say what an issue says")
    rollback.add_argument("number", type=int, metavar="N")
    rollback.set_defaults(deed=roll_back)

    copy = deeds.add_parser("copy", help="copy slots to another time or day, with their people")
    copy.add_argument("uids", nargs="+", metavar="SLOT")
    copy.add_argument("--later", type=int, default=0, metavar="MINUTES")
    copy.add_argument("--to", type=day_of_text, metavar="2026-12-04")
    copy.set_defaults(deed=copy_slots)

    for name, is_locked, words in (
        ("lock", True, "lock slots, so that they cannot be moved, changed or cancelled"),
        ("unlock", False, "unlock slots"),
    ):
        lock = deeds.add_parser(name, help=words)
        lock.add_argument("uids", nargs="+", metavar="SLOT")
        lock.set_defaults(deed=lock_slots, is_locked=is_locked)

    _register_checkpoints(deeds)


def _register_checkpoints(deeds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    checkpoint = deeds.add_parser("checkpoint", help="named, private states of the draft")
    checkpoint.set_defaults(deed=list_checkpoints)
    ways = checkpoint.add_subparsers(metavar="WAY")
    ways.add_parser("list", help="list the checkpoints").set_defaults(deed=list_checkpoints)
    for name, deed, words in (
        ("keep", keep_checkpoint, "keep the draft as it is now under a name"),
        ("diff", diff_checkpoint, "what has changed in the draft since"),
        ("show", show_checkpoint, "list the slots it holds"),
        ("restore", restore_checkpoint, "make the draft what it was then"),
        ("remove", remove_checkpoint, "remove it"),
    ):
        way = ways.add_parser(name, help=words)
        way.add_argument("name", metavar="NAME")
        way.set_defaults(deed=deed)


def undo(house: House, args: argparse.Namespace, out: Output) -> None:
    """Take the last edit back."""
    _stepped(out, "Undone", house.timetable.journal.undo(inspection_of(house, args).id))


def redo(house: House, args: argparse.Namespace, out: Output) -> None:
    """Do again what was undone last."""
    _stepped(out, "Redone", house.timetable.journal.redo(inspection_of(house, args).id))


def show_history(house: House, args: argparse.Namespace, out: Output) -> None:
    """What happened to one slot, oldest first; to one that is out of the draft by its whole uid."""
    inspection = inspection_of(house, args)
    try:
        uid = uid_of(house, inspection.id, args.uid)
    except Explained:
        events = house.timetable.journal.history(inspection.id, args.uid)
    else:
        events = house.timetable.journal.history(inspection.id, uid)
    out.table(
        ("When", "Who", "What", "Issued in"),
        [
            (
                f"{said_short_day(day_of(event.at))} {said_time(event.at)}",
                event.by,
                event.sentence or "issued",
                ", ".join(str(number) for number in event.issues),
            )
            for event in events
        ],
        json_rows=[
            {
                "at": event.at,
                "by": event.by,
                "sentence": event.sentence,
                "issues": list(event.issues),
                "line": event.line,
            }
            for event in events
        ],
        empty="Nothing is known of what was done to this slot.",
    )


def roll_back(house: House, args: argparse.Namespace, out: Output) -> None:
    """Make the draft say what an issue says."""
    restored = house.timetable.checkpoints.roll_back(inspection_of(house, args).id, args.number)
    _restored(out, f"Back to issue {args.number}", restored)


def copy_slots(house: House, args: argparse.Namespace, out: Output) -> None:
    """Copy slots, and list the copies."""
    inspection = inspection_of(house, args)
    if not args.later and args.to is None:
        raise Explained("Say where the copies go.", remedy="With --later MINUTES or --to DAY, or both.")
    uids = [uid_of(house, inspection.id, uid) for uid in args.uids]
    slot_table(out, house.timetable.copy(inspection.id, uids, minutes_later=args.later, to_day=args.to))


def lock_slots(house: House, args: argparse.Namespace, out: Output) -> None:
    """Lock or unlock slots, as one edit."""
    inspection = inspection_of(house, args)
    uids = [uid_of(house, inspection.id, uid) for uid in args.uids]
    slots = house.timetable.lock_many(inspection.id, uids, locked=args.is_locked)
    out.say(f"{'Locked' if args.is_locked else 'Unlocked'}: {', '.join(slot.title for slot in slots)}.")
    out.result({"slots": [plain_slot(slot) for slot in slots]})


def list_checkpoints(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the checkpoints, newest first."""
    checkpoints = house.timetable.checkpoints.all(inspection_of(house, args).id)
    out.table(
        ("Name", "Kept", "By", "Slots"),
        [
            (
                each.name,
                f"{said_short_day(day_of(each.made_at))} {said_time(each.made_at)}",
                each.made_by,
                str(each.slots),
            )
            for each in checkpoints
        ],
        json_rows=[_plain_checkpoint(each) for each in checkpoints],
        empty="There are no checkpoints.",
    )


def keep_checkpoint(house: House, args: argparse.Namespace, out: Output) -> None:
    """Keep the draft under a name."""
    kept = house.timetable.checkpoints.keep(inspection_of(house, args).id, args.name)
    out.say(f"Kept: {kept.name}, {counted(kept.slots, 'slot')}.")
    out.result(_plain_checkpoint(kept))


def diff_checkpoint(house: House, args: argparse.Namespace, out: Output) -> None:
    """What has changed in the draft since a checkpoint."""
    inspection = inspection_of(house, args)
    kept = _checkpoint(house, inspection.id, args.name)
    changes = house.timetable.checkpoints.changes(inspection.id, kept.id)
    out.table(
        ("Change", "What", "Slot"),
        [
            (", ".join(kind.value for kind in change.kinds), f"{change.sentence}.", change.uid[:8])
            for change in changes
        ],
        json_rows=[plain_change(change) for change in changes],
        empty="Nothing has changed since.",
    )


def show_checkpoint(house: House, args: argparse.Namespace, out: Output) -> None:
    """List the slots of a checkpoint."""
    kept = _checkpoint(house, inspection_of(house, args).id, args.name)
    slot_table(out, house.timetable.checkpoints.slots(kept.id))


def restore_checkpoint(house: House, args: argparse.Namespace, out: Output) -> None:
    """Make the draft what it was at a checkpoint."""
    inspection = inspection_of(house, args)
    kept = _checkpoint(house, inspection.id, args.name)
    restored = house.timetable.checkpoints.restore(inspection.id, kept.id)
    _restored(out, f"Restored “{kept.name}”", restored)


def remove_checkpoint(house: House, args: argparse.Namespace, out: Output) -> None:
    """Remove a checkpoint."""
    inspection = inspection_of(house, args)
    kept = _checkpoint(house, inspection.id, args.name)
    house.timetable.checkpoints.remove(inspection.id, kept.id)
    out.say(f"Removed: {kept.name}.")
    out.result({"removed": kept.name})


def _checkpoint(house: House, inspection_id: int, name: str) -> Checkpoint:
    """The checkpoint of this name. Raises Explained when there is none."""
    wanted = " ".join(name.split()).casefold()
    for each in house.timetable.checkpoints.all(inspection_id):
        if each.name.casefold() == wanted:
            return each
    raise Explained(f"There is no checkpoint “{name}”.", remedy="See: main.py timetable checkpoint list")


def _stepped(out: Output, word: str, deed: DraftDeed) -> None:
    out.say(f"{word}: {deed.said}.{f' {deed.remark}' if deed.remark else ''}")
    out.result(
        {
            "said": deed.said,
            "done_at": deed.done_at,
            "done_by": deed.done_by,
            "is_undone": deed.is_undone,
            "slots": list(deed.uids),
            "remark": deed.remark,
        }
    )


def _restored(out: Output, what: str, restored: Restored) -> None:
    out.say(f"{what}: {restored.sentence}")
    out.result({"changed": restored.changed, "left": list(restored.left)})


def _plain_checkpoint(each: Checkpoint) -> dict[str, object]:
    return {"name": each.name, "made_at": each.made_at, "made_by": each.made_by, "slots": each.slots}
