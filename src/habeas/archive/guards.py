"""The tables of a workspace in PostgreSQL, and what guards them: `schema` says the same for SQLite."""

from __future__ import annotations

from typing import Final

VERSION: Final = 2
VERSION_QUERY: Final = "SELECT obj_description((current_schema() || '.log')::regclass, 'pg_class')"
"""Gives the version of the format, which is kept as the comment on the table `log`."""

TABLES: Final = ("log", "content", "reading", "erased")

_TABLES: Final = (
    """CREATE TABLE log (
    seq BIGINT PRIMARY KEY,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    commitment TEXT NOT NULL,
    hash TEXT NOT NULL
)""",
    """CREATE TABLE content (
    seq BIGINT PRIMARY KEY REFERENCES log (seq),
    salt BYTEA NOT NULL,
    body TEXT NOT NULL,
    about BIGINT
)""",
    "CREATE INDEX content_of_report ON content (about) WHERE about IS NOT NULL",
    """CREATE TABLE reading (
    seq BIGINT PRIMARY KEY REFERENCES content (seq),
    reading BYTEA NOT NULL,
    extracted BYTEA NOT NULL
)""",
    """CREATE TABLE erased (
    seq BIGINT PRIMARY KEY REFERENCES log (seq),
    erasure BIGINT NOT NULL
)""",
    f"COMMENT ON TABLE log IS '{VERSION}'",
)

# A function's name is looked up with the search path of whoever writes; so each names its schema.
_FUNCTIONS: Final = {
    "refuse": "BEGIN RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME; END",
    "refuse_unless_erased": """BEGIN
    IF NOT EXISTS (SELECT 1 FROM {schema}.erased WHERE seq = OLD.seq) THEN
        RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END""",
    "refuse_out_of_order": """BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM {schema}.log) THEN
        RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END""",
}

_ERASABLE: Final = ("content", "reading")


def triggers() -> dict[str, tuple[str, str, str]]:
    """The guards by their names: the table, when each acts, and the function."""
    found: dict[str, tuple[str, str, str]] = {}
    for table in TABLES:
        delete = "refuse_unless_erased" if table in _ERASABLE else "refuse"
        found[f"{table}_is_not_changed"] = (table, "BEFORE UPDATE ON {table} FOR EACH ROW", "refuse")
        found[f"{table}_is_not_emptied"] = (table, "BEFORE DELETE ON {table} FOR EACH ROW", delete)
        found[f"{table}_is_not_cut"] = (table, "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT", "refuse")
    found["log_grows_by_one"] = ("log", "BEFORE INSERT ON {table} FOR EACH ROW", "refuse_out_of_order")
    return found


def functions(schema: str) -> dict[str, str]:
    """What the guards do, by the names of their functions."""
    return {name: body.replace("{schema}", schema) for name, body in _FUNCTIONS.items()}


def statements(schema: str) -> tuple[str, ...]:
    """All that makes the schema, which is not there yet, a workspace's records, within a transaction."""
    made = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
        for name, body in functions(schema).items()
    )
    guards = (
        f"CREATE TRIGGER {name} {when.format(table=table)} EXECUTE FUNCTION {function}()"
        for name, (table, when, function) in triggers().items()
    )
    return (f"CREATE SCHEMA {schema}", *_TABLES, *made, *guards)
