"""One command at a time changes the cluster."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from . import progress
from .failure import Failure
from .layout import CACHE

WAIT_SECONDS = 1800


@contextmanager
def exclusive() -> Iterator[None]:
    """Held until the process ends, also by a kill: the kernel lets go of it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "cluster.lock", "w") as file:
        deadline = time.monotonic() + WAIT_SECONDS
        said = False
        while not _taken(file):
            if not said:
                progress.step("waiting for another ./fusebox cluster command to end", always=True)
                said = True
            if time.monotonic() > deadline:
                raise Failure("another ./fusebox cluster command is still running after 30 min; end it and try again")
            time.sleep(0.01)
        yield


def _taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
