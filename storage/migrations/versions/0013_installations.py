"""Several workspaces: slack_sdk's tables for installations and their states, and who is where."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add, column for column what slack_sdk's SQLAlchemy stores expect."""
    bot = (
        ("bot_token", 200),
        ("bot_id", 32),
        ("bot_user_id", 32),
        ("bot_scopes", 1000),
        ("bot_refresh_token", 200),
    )
    place = (("enterprise_id", 32), ("enterprise_name", 200))
    team = (("team_id", 32), ("team_name", 200))
    user = (("user_token", 200), ("user_scopes", 1000), ("user_refresh_token", 200))
    webhook = ("url", "channel", "channel_id", "configuration_url")
    op.create_table(
        "slack_installations",
        *_first(),
        *_texts(*place, ("enterprise_url", 200), *team, *bot),
        sa.Column("bot_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        *_texts(*user),
        sa.Column("user_token_expires_at", sa.DateTime(), nullable=True),
        *_texts(*((f"incoming_webhook_{name}", 200) for name in webhook)),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        *_texts(("token_type", 32)),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_installations")),
    )
    whose = ["client_id", "enterprise_id", "team_id"]
    op.create_index("slack_installations_idx", "slack_installations", [*whose, "user_id", "installed_at"])
    op.create_table(
        "slack_bots",
        *_first(),
        *_texts(*place, *team, *bot),
        sa.Column("bot_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_bots")),
    )
    op.create_index("slack_bots_idx", "slack_bots", [*whose, "installed_at"])
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("expire_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_oauth_states")),
    )
    op.create_table(
        "slack_homes",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_homes")),
    )


def downgrade() -> None:
    """Take back."""
    for table in ("slack_homes", "slack_oauth_states", "slack_bots", "slack_installations"):
        op.drop_table(table)


def _first() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("app_id", sa.String(length=32), nullable=False),
    )


def _texts(*columns: tuple[str, int]) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.String(length=length), nullable=True) for name, length in columns)
