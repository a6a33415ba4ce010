"""Progress lines with elapsed times, on a terminal only; results go to stdout by print()."""

import sys
import time

_START = time.monotonic()


def elapsed() -> float:
    """Seconds since this command started."""
    return time.monotonic() - _START


def step(text: str, always: bool = False) -> None:
    """One line about what was just reached. `always`: also into a log file, for waits of minutes."""
    if sys.stdout.isatty() or always:
        print(f"[{elapsed():6.1f} s] {text}", file=sys.stderr, flush=True)
