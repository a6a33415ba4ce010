"""Waits for a condition, with a deadline and with a reason when it does not come."""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from .failure import Failure
from .layout import LOGS

_LINES_SHOWN = 20


def until(condition: Callable[[], bool], what: str, seconds: float, log: str, pause_seconds: float = 0.1) -> None:
    """Raises Failure when the time is over, with the last lines of the log: `down` removes the file."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            path = LOGS / f"{log}.log"
            raise Failure(f"{what}: not within {seconds:.0f} s; the reason is in {path}, which ends with:{_end_of(log)}")
        time.sleep(pause_seconds)


def _end_of(log: str) -> str:
    lines: deque[str] = deque(maxlen=_LINES_SHOWN)
    with suppress(OSError), open(LOGS / f"{log}.log", errors="replace") as content:
        lines.extend(content)
    return "".join(f"\n    {line.rstrip()}" for line in lines) or " nothing"
