"""What is counted and measured, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

MAILS = Counter("referral_desk_mails", "Mails handled", ["outcome"])
READING_S = Histogram("referral_desk_reading_seconds", "Time to read one mail", buckets=FAST)
SENT = Counter("referral_desk_sent", "Messages delivered", ["channel"])
SEND_FAILURES = Counter("referral_desk_send_failures", "Deliveries that failed", ["channel", "verdict"])
DELIVERY_S = Histogram(
    "referral_desk_delivery_seconds", "From the decision to the other side's yes", ["channel"], buckets=FAST
)
ANSWER_S = Histogram(
    "referral_desk_answer_seconds",
    "From the mail server's receive time to the first answer's way out",
    buckets=(1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600),
)
LATE_ANSWERS = Counter("referral_desk_late_answers", "Answers slower than we allow ourselves", ["level"])
STRIKES = Counter("referral_desk_strikes", "Timers of referrals that struck", ["step"])
PROMISES = Counter("referral_desk_promises", "First contacts by the time promised, or not", ["kept"])
QUEUE = Gauge("referral_desk_queue", "Rows that wait", ["queue"])
QUEUE_AGE_S = Gauge("referral_desk_queue_age_seconds", "Age of the oldest row that waits", ["queue"])
UP = Gauge("referral_desk_up", "Whether a part works, as /health has it", ["part"])
ALARMS = Gauge("referral_desk_alarms", "Troubles that the managers were told of and that stand")
SOCKETS = Counter("referral_desk_sockets_renewed", "Sockets to Slack that seemed dead", ["why"])
