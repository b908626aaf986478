"""Whether a clash that was let stand may go on standing: as long as nothing in it has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum

from ilacs_desktop.domain.timetable.clash import Clash, Level, Override
from ilacs_desktop.domain.timetable.diff import facts
from ilacs_desktop.domain.timetable.slots import Slot, SlotStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """An override as it is kept: of which clash, and the digest of what that was about."""

    key: str
    digest: str
    override: Override


def digest_of(clash: Clash, slots: Mapping[str, Slot]) -> str:
    """SHA-256, in hexadecimal, over the facts of the clash's slots and whatever else it hangs on.

    ``slots`` are the draft by uid. Equal digests mean that nothing has changed that the clash is about.
    """
    about = [
        clash.rule.value,
        [facts(slots[uid]) for uid in sorted(clash.uids) if uid in slots],
        list(clash.because),
    ]
    body = json.dumps(_plain(about), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def with_overrides(
    clashes: Iterable[Clash], standing: Iterable[Standing], slots: Iterable[Slot]
) -> tuple[Clash, ...]:
    """``clashes`` with the override of each that may go on standing; those that stop come first."""
    kept = {each.key: each for each in standing}
    found = tuple(clashes)
    if not kept or not any(clash.key in kept for clash in found):
        return found
    by_uid = {slot.uid: slot for slot in slots}
    seen = []
    for clash in found:
        one = kept.get(clash.key)
        if one is None:
            seen.append(clash)
        elif one.digest == digest_of(clash, by_uid):
            seen.append(replace(clash, override=one.override))
        else:
            seen.append(replace(clash, lapsed=one.override))
    return tuple(sorted(seen, key=_does_not_stop))


def eased(clashes: Iterable[Clash], slots: Iterable[Slot], now: datetime) -> tuple[Clash, ...]:
    """``clashes`` as they matter at ``now``: what has begun or is over can no longer stop an issue."""
    ahead = {slot.uid for slot in slots if slot.status is SlotStatus.PLANNED and slot.ends_at > now}
    seen = (
        replace(clash, level=Level.WARN)
        if clash.level is Level.STOP and not ahead.intersection(clash.uids)
        else clash
        for clash in clashes
    )
    return tuple(sorted(seen, key=_does_not_stop))


def _does_not_stop(clash: Clash) -> bool:
    return not clash.stops


def _plain(value: object) -> object:
    """``value`` as JSON writes it down, the same on every machine and on every day."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted((_plain(each) for each in value), key=lambda each: json.dumps(each, ensure_ascii=False))
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
