"""Leads in Slack: their card, forms, commands and reminders, from registering to won."""
