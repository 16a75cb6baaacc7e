"""`make chaos`: long proofs that nothing is lost and nothing is said twice, whatever is pulled.

`python -m tests.chaos [storm] [jumps] [full] [fuzz] [api] [crm] [--mails 300] [--replicas 4] [--boxes 2]
[--rounds 300] [--minutes 10] [--seed 7]`
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from tests import fuzz_mail
from tests.chaos import full, jumps, outside
from tests.chaos.storm import Storm

SECTIONS = ("storm", "jumps", "full", "fuzz", "api", "crm")


def main() -> None:
    """Run the sections that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sections", nargs="*", metavar="section", help=f"{', '.join(SECTIONS)}; none means all"
    )
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--replicas", type=int, default=4)
    parser.add_argument("--boxes", type=int, choices=(1, 2), default=2, help="mailboxes that are watched")
    parser.add_argument("--rounds", type=int, default=300, help="how often the clock jumps")
    parser.add_argument("--minutes", type=float, default=10, help="how long the fuzzer makes mails up")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    wanted = set(asked.sections) or set(SECTIONS)
    if unknown := wanted - set(SECTIONS):
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    if "storm" in wanted:
        _stop_if(asyncio.run(Storm(asked.mails, asked.replicas, asked.seed, asked.boxes).run()))
    if "jumps" in wanted:
        _stop_if(asyncio.run(jumps.run(asked.rounds, asked.seed)))
    if "full" in wanted:
        _stop_if(asyncio.run(full.run()))
    if "fuzz" in wanted:
        count = fuzz_mail.run(asked.minutes, asked.seed)
        print(f"{count} mails made up and read, none failed (first seed {asked.seed})")
    if "api" in wanted:
        if wrong_answers := asyncio.run(outside.api(asked.seed)):
            sys.exit(wrong_answers)
        print("requests made up from the API's description: all answered as it says")
    if "crm" in wanted:
        print(f"{asyncio.run(outside.crm(asked.seed))} changes in a CRM, in any order: all as they happened")


def _stop_if(wrong: Sequence[str]) -> None:
    for words in wrong:
        print(f"✗ {words}")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
