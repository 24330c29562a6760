"""The lists of the day of this checkout against those of another (a worktree of an earlier commit), in turn.

Machines differ from hour to hour, so that only what ran in the same hour is compared: medians, and their ratio.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median

ONCE = """
import tempfile, uvloop
from pathlib import Path
from bench import mornings
with tempfile.TemporaryDirectory() as folder:
    print(*uvloop.run(mornings.handed_out(Path(folder)))[:3])
"""


def run(checkout: Path) -> tuple[float, float]:
    """Seconds and CPU seconds until all lists lie ready, in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", ONCE], cwd=checkout, capture_output=True, text=True, check=True)
    _, seconds, busy = ran.stdout.split()
    return float(seconds), float(busy)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("other", type=Path, help="the checkout to compare with")
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    rounds = []
    for number in range(1, options.rounds + 1):
        rounds.append((run(options.other), run(Path.cwd())))
        print(f"round {number}: (clock, CPU) {rounds[-1]}", flush=True)
    print(f"{'':>8}{'other, s':>12}{'this, s':>12}{'ratio':>8}")
    for place, name in enumerate(("clock", "CPU")):
        other, this = ([each[which][place] for each in rounds] for which in (0, 1))
        ratio = median(new / old for old, new in zip(other, this, strict=True))
        print(f"{name:>8}{median(other):>12.2f}{median(this):>12.2f}{ratio:>8.2f}")


if __name__ == "__main__":
    main()
