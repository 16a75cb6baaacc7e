"""Keeping partners and data well: tasks, stories, reviews, findings."""
