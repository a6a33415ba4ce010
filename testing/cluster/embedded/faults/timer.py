"""Heals a fault after its time: a detached, bounded process that lives on when the command is killed."""

import os
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from ..layout import STATE
from .fault import Fault

MOST_SECONDS = 3600.0
_LAUNCHER = Path(__file__).resolve().parents[2] / "run"
_WAIT = 'sleep "$1"; shift; exec "$@"'


def start(fault: Fault, seconds: float) -> Fault:
    """The fault with its timer written into its record. Started before the effect, so that no effect is ever without it."""
    words = ["sh", "-c", _WAIT, "fusebox-fault-timer", f"{seconds:.3f}", str(_LAUNCHER), "fault", "heal", "--id", fault.id]
    environment = {**os.environ, "FUSEBOX_STATE": str(STATE)}
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", env=environment, start_new_session=True)
    timed = replace(fault, timer_pid=process.pid, until_nanos=time.monotonic_ns() + int(seconds * 1e9))
    timed.write()
    return timed


def stop(fault: Fault) -> None:
    """Ends the timer's process group, unless it is this process or the pid belongs to somebody else by now."""
    if fault.timer_pid is None or fault.timer_pid == os.getpid():
        return
    try:
        words = Path(f"/proc/{fault.timer_pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        if fault.id in words:
            os.killpg(fault.timer_pid, signal.SIGKILL)
    except (OSError, ProcessLookupError):
        return
