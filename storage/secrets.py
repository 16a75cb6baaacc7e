"""Keys of our own making, shared by all replicas, so that nobody has to configure one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.conversation_tables import SecretRow


def secret(session: Session, name: str, fresh: bytes) -> bytes:
    """The key of that name; `fresh` becomes it when there is none yet."""
    query = select(SecretRow.value).where(SecretRow.name == name)
    if found := session.scalar(query):
        return found
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(SecretRow).values(name=name, value=fresh).on_conflict_do_nothing())
    return session.scalar(query) or fresh


def keep(session: Session, name: str, value: bytes) -> None:
    """Something secret that others gave us; whoever keeps it seals it first."""
    session.merge(SecretRow(name=name, value=value))
    session.flush()


def kept(session: Session, name: str) -> bytes | None:
    """What was kept under that name."""
    return session.scalar(select(SecretRow.value).where(SecretRow.name == name))
