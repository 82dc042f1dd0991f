"""The tables of the progress database; the scripts in `migrations` create them."""

from sqlalchemy import Column, DateTime, Float, Index, Integer, MetaData, String, Table, Text

_METADATA = MetaData()

ATTEMPTS = Table(
    "attempts",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("lesson", String, nullable=False),
    Column("exercise", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("tests_passed", Integer, nullable=False),
    Column("tests_total", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Index("ix_attempts_exercise_status", "exercise", "status"),
)

HINTS = Table(
    "hints",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("exercise", String, nullable=False, index=True),
    Column("number", Integer, nullable=False),
)

VISITS = Table(
    "visits",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("lesson", String, nullable=False),
    Column("notebook", String, nullable=False),
    Column("exercise", String, nullable=True),
    Column("path", String, nullable=True),
)

SUMMARY = Table(
    "summary",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("data", Text, nullable=False),
)

EVENTS = Table(
    "events",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("subject", String, nullable=False),
    Column("data", Text, nullable=False),
)
