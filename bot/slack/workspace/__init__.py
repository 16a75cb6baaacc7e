"""The wire to Slack: clients, pace, sockets, scopes, several workspaces, and whether all of it works."""
