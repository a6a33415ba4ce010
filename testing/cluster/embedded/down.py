"""`down`: ends and removes all that `up` made, also the rest of a killed run. It touches nothing else."""

import shutil
from pathlib import Path

from . import cgroups, network, processes, progress
from .failure import Failure
from .layout import RECORD, STATE, check_state_folder

_OURS = {"pki", "log", "faults", "nodes", "etcd", "controller-manager", "admin.kubeconfig", "coredns.kubeconfig", "controller-manager.kubeconfig", "scheduler.kubeconfig", "Corefile", "cluster.json", "cluster.new"}


def down() -> str:
    check_state_folder()
    owner = network.owner()
    if owner is not None and owner != str(STATE):
        raise Failure(f"the cluster that is up has another state folder: FUSEBOX_STATE={owner} ./fusebox cluster down")
    nothing = owner is None and not STATE.exists() and not processes.find() and not cgroups.exists() and not network.node_namespaces()
    if nothing:
        return "the cluster is down"
    remove_everything()
    return f"the cluster is down: everything removed after {progress.elapsed():.1f} s"


def remove_everything() -> None:
    """Nodes first, so that nothing restarts what is being ended."""
    RECORD.unlink(missing_ok=True)  # from here on the cluster is not whole
    if cgroups.exists():
        cgroups.remove_all()
    progress.step("nodes ended")
    processes.end(processes.find())
    network.remove_all()
    _remove_state()
    progress.step("network and state removed")


def _remove_state() -> None:
    if STATE.exists():
        foreign = sorted(entry.name for entry in STATE.iterdir() if entry.name not in _OURS)
        if foreign:
            raise Failure(f"{STATE} holds what Fusebox did not make ({', '.join(foreign[:3])}); choose another FUSEBOX_STATE or move it away")
        shutil.rmtree(STATE)
    for folder in (Path("/var/lib/cni"),):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
