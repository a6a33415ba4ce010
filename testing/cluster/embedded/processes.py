"""Starts, finds and ends the cluster's programs.

A process is ours when its command line calls one of our programs *and* names our state folder. No pid file is trusted:
a killed `up` may not have written one, and a recorded pid may belong to somebody else by now.
"""

import os
import signal
import subprocess
import time
from contextlib import suppress
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
    if patience_seconds > 0:
        _signal(running, signal.SIGTERM)
        _wait_gone(running, patience_seconds)
    left = [process for process in running if _alive(process)]
    _signal(left, signal.SIGKILL)
    if not _wait_gone(left, 10):
        raise Failure(f"still running after SIGKILL: {', '.join(f'{p.program} ({p.pid})' for p in left if _alive(p))}")


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


def _alive(process: Running) -> bool:
    if _is_zombie(process.pid):
        return False
    return _identify(process.pid) == process


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def _signal(processes: list[Running], number: signal.Signals) -> None:
    for process in processes:
        if _alive(process):
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)


def _wait_gone(processes: list[Running], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while any(_alive(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
