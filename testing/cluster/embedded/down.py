"""`down`: ends and removes all that `up` made, also the rest of a killed run. It touches nothing else."""

from . import cgroups, cni_folder, firewall, network, processes, progress, state_folder
from .failure import Failure
from .faults import frames, timer
from .layout import RECORD, STATE


def down() -> str:
    state_folder.check()
    owner = network.owner()
    if owner is not None and owner != str(STATE):
        raise Failure(f"the cluster that is up has another state folder: FUSEBOX_STATE={owner} ./fusebox cluster down")
    nothing = (
        owner is None
        and not STATE.exists()
        and not processes.find()
        and not cgroups.exists()
        and not network.node_namespaces()
    )
    if nothing:
        return "the cluster is down"
    remove_everything()
    return f"the cluster is down: everything removed after {progress.elapsed():.1f} s"


def remove_everything() -> None:
    """Nodes first, so that nothing restarts what is being ended."""
    state_folder.check()
    RECORD.unlink(missing_ok=True)  # from here on the cluster is not whole
    timer.stop_all()
    if cgroups.exists():
        cgroups.remove_all()
    progress.step("nodes ended")
    processes.end(processes.find())
    network.remove_all()
    frames.remove_all_on_host()
    firewall.close_bridge()
    state_folder.remove()
    cni_folder.remove()
    progress.step("network and state removed")
