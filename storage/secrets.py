"""Keys of our own making, shared by all replicas, so that nobody has to configure one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.conversation_tables import SecretRow
from storage.inserts import insert_into


def secret(session: Session, name: str, fresh: bytes) -> bytes:
    """The key of that name; `fresh` becomes it when there is none yet."""
    if found := find_secret(session, name):
        return found
    session.execute(insert_into(session, SecretRow).values(name=name, value=fresh).on_conflict_do_nothing())
    return find_secret(session, name) or fresh


def find_secret(session: Session, name: str) -> bytes | None:
    """The key of that name; None when there is none yet."""
    return session.scalar(select(SecretRow.value).where(SecretRow.name == name))


def keep(session: Session, name: str, value: bytes) -> None:
    """Something secret that others gave us; whoever keeps it seals it first."""
    session.merge(SecretRow(name=name, value=value))
    session.flush()


def kept(session: Session, name: str) -> bytes | None:
    """What was kept under that name."""
    return session.scalar(select(SecretRow.value).where(SecretRow.name == name))
