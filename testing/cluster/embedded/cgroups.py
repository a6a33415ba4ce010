"""The cgroups of the cluster, in both worlds: one hierarchy per controller (v1) or one for all (v2).

Everything of node N is below `/fusebox/nodeN`: `system` holds its containerd, shims, kubelet and kube-proxy, the kubelet
makes `kubepods` beside it. So freezing or killing `/fusebox/nodeN` reaches the whole node at one instant.
"""

import errno
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .failure import Failure
from .layout import Node

ROOT = Path("/sys/fs/cgroup")
TREE = "fusebox"
FREEZE_SECONDS = 5
# The whole cluster's share of a busy CPU, in units of one ordinary process (v1) or one service (v2). Without it, a cluster
# of many processes would get as much as one compiler beside it, and miss its deadlines.
CPU_SHARES = 8


def is_v2() -> bool:
    return (ROOT / "cgroup.controllers").exists()


def hierarchies() -> list[Path]:
    """The mount points in which the cluster gets cgroups: all v1 controllers, or the single one of v2."""
    found = _mounted("cgroup2" if is_v2() else "cgroup")
    if not found:
        raise Failure(
            "no cgroups are mounted below /sys/fs/cgroup: mount them (Debian: apt install cgroupfs-mount) and try again"
        )
    return found


def _mounted(*kinds: str) -> list[Path]:
    found = []
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, _, right = line.partition(" - ")
        path = Path(left.split()[4])
        if right.split()[0] in kinds and path.is_relative_to(ROOT):
            found.append(path)
    return found


def freezer() -> Path:
    """The hierarchy in which processes can be frozen."""
    if is_v2():
        return ROOT
    for mount in hierarchies():
        if (mount / "freezer.state").exists() or mount.name == "freezer":
            return mount
    raise Failure("the freezer cgroup is not mounted: mount -t cgroup -o freezer freezer /sys/fs/cgroup/freezer")


def make(node: Node) -> None:
    for mount in hierarchies():
        path = mount
        for name in (*Path(node.cgroup).parts, "system"):
            if is_v2():
                _delegate(path)
            path = path / name
            path.mkdir(exist_ok=True)
            _inherit_cpuset(path)
        _claim_cpu(mount / TREE)


def join_files(node: Node) -> list[Path]:
    """Writing "0" into each of these moves the writer into the node."""
    return [mount / node.cgroup / "system" / "cgroup.procs" for mount in hierarchies()]


def remove_all() -> None:
    """Kills what still runs in our tree, then removes the tree."""
    _remove_tree(TREE)


def remove(node: Node) -> None:
    _remove_tree(node.cgroup)


def exists() -> bool:
    return any((mount / TREE).exists() for mount in _mounted("cgroup", "cgroup2"))


def processes(cgroup: str) -> list[int]:
    """Every process in this cgroup and below."""
    pids = []
    for folder, _, files in os.walk(freezer() / cgroup):
        if "cgroup.procs" in files:
            try:
                pids += [int(pid) for pid in Path(folder, "cgroup.procs").read_text().split()]
            except OSError:
                continue  # the cgroup went away while we walked
    return pids


def freeze(cgroup: str) -> None:
    """Returns when every process below is paused."""
    path = freezer() / cgroup
    deadline = time.monotonic() + FREEZE_SECONDS
    if is_v2():
        (path / "cgroup.freeze").write_text("1")
        while "frozen 1" not in (path / "cgroup.events").read_text():
            _wait(deadline, cgroup)
        return
    (path / "freezer.state").write_text("FROZEN")
    while (path / "freezer.state").read_text().strip() != "FROZEN":
        _wait(deadline, cgroup)
        (path / "freezer.state").write_text("FROZEN")  # v1 needs a new attempt for processes that forked meanwhile


def thaw(cgroup: str) -> None:
    path = freezer() / cgroup
    with _gone_is_done():
        if is_v2():
            (path / "cgroup.freeze").write_text("0")
        else:
            (path / "freezer.state").write_text("THAWED")


def kill(cgroup: str) -> None:
    """SIGKILL to every process below at one instant: none runs on to see another die."""
    path = freezer() / cgroup
    if is_v2() and (path / "cgroup.kill").exists():
        with _gone_is_done():
            (path / "cgroup.kill").write_text("1")
        thaw(cgroup)
        return
    # A process that cannot be paused just now can still be killed, only not at the same instant.
    with suppress(Failure), _gone_is_done():
        freeze(cgroup)
    for pid in processes(cgroup):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    _thaw_below(cgroup)


@contextmanager
def _gone_is_done() -> Iterator[None]:
    """A cgroup that goes away meanwhile holds nothing: ENOENT, or ENODEV for who had its file open already."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENODEV):
            raise


def _thaw_below(cgroup: str) -> None:
    for folder, _, _ in os.walk(freezer() / cgroup):
        thaw(str(Path(folder).relative_to(freezer())))


def _wait(deadline: float, cgroup: str) -> None:
    if time.monotonic() > deadline:
        thaw(cgroup)
        raise Failure(f"cgroup {cgroup} did not freeze within {FREEZE_SECONDS} s; it runs on")
    time.sleep(0.001)


def _delegate(path: Path) -> None:
    """v2: children get a controller only when their parent hands it down."""
    offered = (path / "cgroup.controllers").read_text().split()
    wanted = [name for name in ("cpuset", "cpu", "io", "memory", "hugetlb", "pids") if name in offered]
    (path / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in wanted))


def _inherit_cpuset(path: Path) -> None:
    """v1: a new cpuset is empty, and no process can join an empty one."""
    for name in ("cpuset.cpus", "cpuset.mems"):
        own = path / name
        if not is_v2() and own.exists() and not own.read_text().strip():
            own.write_text((path.parent / name).read_text())


def _claim_cpu(tree: Path) -> None:
    for name, one in (("cpu.shares", 1024), ("cpu.weight", 100)):
        if (tree / name).exists():
            (tree / name).write_text(str(CPU_SHARES * one))


def _remove_tree(cgroup: str) -> None:
    if (freezer() / cgroup).exists():
        kill(cgroup)
    # On v1, the container runtime also makes the folder in a v2 hierarchy that is mounted beside (without controllers).
    for mount in _mounted("cgroup", "cgroup2"):
        for folder, _, _ in os.walk(mount / cgroup, topdown=False):
            _remove(Path(folder))


def _remove(path: Path) -> None:
    deadline = time.monotonic() + FREEZE_SECONDS
    while path.exists():
        try:
            path.rmdir()
        except OSError as busy:
            if time.monotonic() > deadline:
                raise Failure(f"cannot remove cgroup {path}: {busy.strerror}") from None
            time.sleep(0.02)  # killed processes leave their cgroup a moment after their death
