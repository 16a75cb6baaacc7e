"""Every workflow of the house, in the order in which they see a message."""

from __future__ import annotations

from typing import Any

from workflows import (
    attribution,
    canary,
    consent,
    contest,
    correction,
    crm,
    details,
    digest,
    doubles,
    earning,
    engagement,
    granting,
    handover,
    holding,
    importing,
    inquiry,
    introduction,
    membership,
    milestones,
    ownership,
    payments,
    publishing,
    quality,
    reachability,
    registration,
    review,
    stages,
    stewardship,
    storytelling,
    tasks,
    withdrawal,
)
from workflows.answering import WORKFLOW as ANSWERING
from workflows.base import Workflow
from workflows.commission import objecting, payee, payouts, statements, transfers
from workflows.program import Program
from workflows.punctuality import WORKFLOW as PUNCTUALITY


def workflows(program: Program) -> tuple[Workflow[Any], ...]:
    """All of them, for this programme. A new workflow is one file and one line here."""
    return (
        membership.WORKFLOW,
        holding.WORKFLOW,
        inquiry.WORKFLOW,
        consent.WORKFLOW,
        handover.WORKFLOW,
        withdrawal.WORKFLOW,
        registration.WORKFLOW,
        correction.WORKFLOW,
        contest.WORKFLOW,
        *((crm.deciding(program.crm, program.pipeline, program.tz),) if program.crm else ()),
        stages.deciding(program.pipeline),
        payments.WORKFLOW,
        attribution.deciding(program.protection_days, program.protection_days_at_most),
        ownership.WORKFLOW,
        earning.deciding(program),
        granting.deciding(program),
        details.WORKFLOW,
        introduction.WORKFLOW,
        digest.deciding(program.pipeline),
        reachability.WORKFLOW,
        publishing.WORKFLOW,
        quality.WORKFLOW,
        doubles.WORKFLOW,
        canary.WORKFLOW,
        review.WORKFLOW,
        ANSWERING,
        PUNCTUALITY,
        engagement.WORKFLOW,
        milestones.WORKFLOW,
        stewardship.WORKFLOW,
        storytelling.WORKFLOW,
        tasks.WORKFLOW,
        payouts.DRAFTING,
        payouts.BATCHES,
        statements.WORKFLOW,
        transfers.WORKFLOW,
        objecting.WORKFLOW,
        payee.WORKFLOW,
        importing.WORKFLOW,
        importing.UNDOING,
    )
