"""`referral-desk`, and `python -m bot`.

The processes that read mail load the file a program was started from once more (multiprocessing calls it
`__mp_main__`), so this one brings nothing with it.
"""

from __future__ import annotations


def main() -> None:
    """The command line."""
    from bot.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()
