"""Money in Slack, for finance and partner managers only: paydays, write-offs, payouts."""
