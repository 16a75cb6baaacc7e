"""Mails that wait for a person, as cards."""
