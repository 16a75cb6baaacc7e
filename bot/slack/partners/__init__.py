"""Partners in Slack: who they are, what they ask, and how people answer them."""
