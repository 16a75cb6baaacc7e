"""What the way of a mail needs: mailboxes, reading, who wrote it, what it becomes, what waits."""
