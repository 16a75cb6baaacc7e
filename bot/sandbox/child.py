"""`python -m bot.sandbox.child`: the command `referral-desk`, ended when the demo that started it is gone."""

from __future__ import annotations

import os
import signal
import threading
import time

_LOOK_EVERY_S = 1.0


def follow(parent: int) -> None:
    """Stop this process, in good order, once its parent is another one than at the start."""
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_S)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    # Not at the top: the bot's own workers load this file too, and need none of it.
    from bot.cli.main import main

    threading.Thread(target=follow, args=(os.getppid(),), daemon=True).start()
    main()
