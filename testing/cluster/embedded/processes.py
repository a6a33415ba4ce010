"""Starts, finds and ends the cluster's programs.

A process is ours when its command line calls one of our programs *and* names our state folder. No pid file is trusted:
a killed `up` may not have written one, and a recorded pid may belong to somebody else by now.
"""

import os
import select
import signal
import subprocess
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from .failure import Failure
from .layout import LOGS, STATE, Node

PROGRAMS = {
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kubelet",
    "kube-proxy",
    "containerd",
    "containerd-shim-runc-v2",
    "coredns",
}
# What a program's process is called before it becomes that program; the program is then a later word, `/.../bin/<program>`.
_LAUNCHERS = {"sh", "nsenter", "unshare"}


@dataclass(frozen=True)
class Running:
    pid: int
    program: str
    node: str | None


def start(program: Path, *arguments: object, log: str, launcher: list[str] | None = None) -> int:
    """Starts a program that outlives this command; its output goes to LOGS/<log>.log."""
    LOGS.mkdir(parents=True, exist_ok=True)
    words = [*(launcher or []), str(program), *map(str, arguments)]
    environment = {
        **os.environ,
        "PATH": f"{program.parent}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    }
    with open(LOGS / f"{log}.log", "ab") as output:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=STATE,
            env=environment,
            start_new_session=True,
        )
    return process.pid


def find(program: str | None = None, node: Node | None = None) -> list[Running]:
    """Our running processes, all or those of a program or a node."""
    return [
        running
        for running in _scan()
        if (program is None or running.program == program) and (node is None or running.node == node.name)
    ]


def end(running: list[Running], patience_seconds: float = 0.0) -> None:
    """SIGTERM, then after the patience SIGKILL; returns when all are gone."""
    with ExitStack() as opened:
        left = {handle: process for process in running if (handle := _handle(process, opened)) is not None}
        if patience_seconds > 0:
            _signal(left, signal.SIGTERM)
            _wait_gone(left, patience_seconds)
        _signal(left, signal.SIGKILL)
        _wait_gone(left, 10)
        if left:
            raise Failure(f"still running after SIGKILL: {', '.join(f'{p.program} ({p.pid})' for p in left.values())}")


def _scan() -> list[Running]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            running = _identify(int(entry.name))
            if running is not None:
                found.append(running)
    return found


def _identify(pid: int) -> Running | None:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    ours = [word for word in words if f"{STATE}/" in word]
    if not ours:
        return None
    program = os.path.basename(words[0])
    if program in _LAUNCHERS:
        program = next(
            (
                os.path.basename(word)
                for word in words
                if word.startswith("/") and os.path.basename(os.path.dirname(word)) == "bin"
            ),
            program,
        )
    if program not in PROGRAMS:
        return None
    return Running(pid, program, _node_in(ours))


def _node_in(words: list[str]) -> str | None:
    for word in words:
        _, found, rest = word.partition(f"{STATE}/nodes/")
        if found:
            return rest.split("/")[0]
    return None


def _handle(process: Running, opened: ExitStack) -> int | None:
    """A pidfd: it is readable once the last thread has ended and every socket is closed, while the command line and the
    state of the first thread say "gone" too early. None: it is gone already."""
    try:
        handle = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return None
    opened.callback(os.close, handle)
    return handle if _identify(process.pid) == process else None


def _signal(left: dict[int, Running], number: signal.Signals) -> None:
    for handle in left:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, number)


def _wait_gone(left: dict[int, Running], seconds: float) -> None:
    """Takes out of `left` what has ended, until nothing is left or the time is over."""
    deadline = time.monotonic() + seconds
    gone = select.poll()
    for handle in left:
        gone.register(handle, select.POLLIN)
    while left and (remaining := deadline - time.monotonic()) > 0:
        for handle, _ in gone.poll(remaining * 1000):
            gone.unregister(handle)
            del left[handle]
