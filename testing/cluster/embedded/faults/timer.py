"""Heals a fault after its time: a detached, bounded process that lives on when the command is killed."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from ..layout import FAULTS, STATE
from .fault import Fault

MOST_SECONDS = 3600.0
_LAUNCHER = Path(__file__).resolve().parents[2] / "run"
_WAIT = 'sleep "$1"; shift; exec "$@"'


def start(fault: Fault, seconds: float) -> None:
    """Called before the effect, so that no effect is ever without its end. The record's path names the timer."""
    words = ["sh", "-c", _WAIT, fault.path, f"{seconds:.3f}", _LAUNCHER, "fault", "heal", "--id", fault.id]
    subprocess.Popen(
        list(map(str, words)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "FUSEBOX_STATE": str(STATE)},
        start_new_session=True,
    )


def stop(fault: Fault) -> None:
    """Ends the fault's timer if it still waits; one that heals right now is left alone."""
    _stop(str(fault.path))


def stop_all() -> None:
    _stop(f"{FAULTS}/")


def _stop(record: str) -> None:
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = entry.read_bytes().decode(errors="replace").split("\0")
            if words[:3] == ["sh", "-c", _WAIT] and words[3].startswith(record):
                os.killpg(int(entry.parent.name), signal.SIGKILL)
