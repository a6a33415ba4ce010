"""Waits for a condition, with a deadline and with a reason when it does not come."""

import time
from collections.abc import Callable

from .failure import Failure
from .layout import LOGS


def until(condition: Callable[[], bool], what: str, seconds: float, log: str, pause_seconds: float = 0.1) -> None:
    """Raises Failure that names the log file to look into when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Failure(f"{what}: not within {seconds:.0f} s; the reason is in {LOGS}/{log}.log")
        time.sleep(pause_seconds)
