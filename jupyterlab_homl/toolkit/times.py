"""Points in time and the zones that they are given in, on the wire."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from .arrays import Stays

_MAX_NAME = 64


def encode_zone(zone: datetime.tzinfo | None) -> str | float | None:
    """A time zone: the name of one that is known by name, or the seconds of a fixed offset.

    Raises
    ------
    Stays
        If it is of another kind.
    """
    if zone is None:
        return None
    if type(zone) is zoneinfo.ZoneInfo and zone.key:
        return zone.key
    if type(zone) is datetime.timezone:
        return zone.utcoffset(None).total_seconds()
    raise Stays(f"its time zone is a {type(zone).__name__}")


def decode_zone(found: Any) -> datetime.tzinfo | None:
    """The time zone that `encode_zone` made this of."""
    if found is None:
        return None
    if isinstance(found, str):
        return zoneinfo.ZoneInfo(found[:_MAX_NAME])
    return datetime.UTC if not found else datetime.timezone(datetime.timedelta(seconds=found))


def encode_time(value: Any) -> dict[str, object] | None:
    """The document of a date, a time, both, or a difference; None for anything else.

    Raises
    ------
    Stays
        If its time zone cannot cross.
    """
    kind = type(value)
    if kind is datetime.datetime or kind is datetime.time:
        zone = encode_zone(value.tzinfo)
        return {"time": [kind.__name__, value.replace(tzinfo=None).isoformat(), zone, value.fold]}
    if kind is datetime.date:
        return {"time": ["date", value.isoformat()]}
    if kind is datetime.timedelta:
        return {"time": ["timedelta", value.days, value.seconds, value.microseconds]}
    return None


def decode_time(body: Any) -> Any:
    """What `encode_time` made a document of."""
    kind, *parts = body
    match kind:
        case "date":
            return datetime.date.fromisoformat(parts[0])
        case "timedelta":
            return datetime.timedelta(*map(int, parts))
        case "datetime":
            return datetime.datetime.fromisoformat(parts[0]).replace(tzinfo=decode_zone(parts[1]), fold=parts[2])
        case "time":
            return datetime.time.fromisoformat(parts[0]).replace(tzinfo=decode_zone(parts[1]), fold=parts[2])
    raise ValueError(kind)
