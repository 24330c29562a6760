"""Every bench script in turn, each in a process of its own: `make bench`."""

import subprocess
import sys

SCRIPTS = ("understanding", "storage", "growth", "sheets", "scarce", "reminders", "gridwork", "order_rush",
           "broadcast", "wecom")  # fmt: skip


def main() -> None:
    failed = []
    for script in SCRIPTS:
        print(f"\n== {script}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{script}"], check=False).returncode:
            failed.append(script)
    if failed:
        sys.exit(f"Not as it should be: {', '.join(failed)}")


if __name__ == "__main__":
    main()
