"""The state folder: made, known as ours by a marker, and removed whole."""

import shutil
from pathlib import Path

from .command import run
from .failure import Failure
from .layout import MOST_NODES, PRIVATE_TO_A_NODE, STATE, Node

LONGEST_SOCKET_PATH = 100  # the kernel takes 107; programs add endings
_MARKER = STATE / "made-by-fusebox"


def check() -> None:
    """Raises when the folder cannot be ours: `down` deletes everything in it, and nodes must be able to see it."""
    for hidden in (*PRIVATE_TO_A_NODE, "/dev", "/proc", "/sys"):
        if STATE.is_relative_to(hidden):
            raise Failure(
                f"FUSEBOX_STATE={STATE}: must not be below {hidden}, which each node replaces; choose another"
            )
    if len(str(Node(MOST_NODES).socket)) > LONGEST_SOCKET_PATH:
        raise Failure(f"FUSEBOX_STATE={STATE}: too long for the unix sockets below it; choose at most 60 characters")
    if STATE.exists() and not STATE.is_dir():
        raise Failure(f"FUSEBOX_STATE={STATE} is not a folder")
    if STATE.exists() and any(STATE.iterdir()) and not _MARKER.exists():
        raise Failure(f"FUSEBOX_STATE={STATE}: holds what Fusebox did not make; choose a new folder")


def make() -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    _MARKER.touch()


def remove() -> None:
    """Mounts below it are ours too; normally none is, for nodes mount in namespaces of their own."""
    check()
    if not STATE.exists():
        return
    for line in reversed(Path("/proc/self/mountinfo").read_text().splitlines()):
        mounted = Path(line.split()[4])
        if STATE in mounted.parents:
            run("umount", "--lazy", mounted)
    # The marker goes last: a removal that is killed in the middle leaves a folder that is still known as ours.
    for entry in STATE.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != _MARKER:
            entry.unlink()
    _MARKER.unlink(missing_ok=True)
    STATE.rmdir()
