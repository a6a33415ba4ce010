"""`up`: from nothing, or from whatever a killed run left, to a cluster whose nodes are all Ready and whose DNS answers."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from . import (
    api,
    binaries,
    cgroups,
    cni_folder,
    control_plane,
    dns,
    down,
    firewall,
    images,
    network,
    node_programs,
    pki,
    prerequisites,
    processes,
    progress,
    record,
    repair,
    state_folder,
    waiting,
)
from .binaries import Binaries
from .failure import Failure
from .faults import heal
from .faults.fault import all_faults
from .layout import STATE, Node, nodes
from .record import Cluster

NODES_READY_SECONDS = 90


def up(count: int) -> str:
    state_folder.check()
    prerequisites.check()
    _refuse_foreign_cluster()
    found = record.read()
    if found is not None and network.owner() is None:
        found = None  # the machine was restarted: only files are left
    if found is not None:
        return _keep(found, count)
    programs = binaries.obtain()
    down.remove_everything()
    _bring_up(programs, nodes(count))
    return f'the cluster is up: {count} nodes Ready after {progress.elapsed():.1f} s; next: eval "$(./fusebox cluster env)"'


def _refuse_foreign_cluster() -> None:
    owner = network.owner()
    if owner is not None and owner != str(STATE):
        raise Failure(f"a cluster with another state folder is up; first: FUSEBOX_STATE={owner} ./fusebox cluster down")


def _keep(found: Cluster, count: int) -> str:
    """The cluster was whole once: nothing to do, or restart what has died since."""
    if found.node_count != count:
        raise Failure(
            f"the cluster is up with {found.node_count} nodes; for {count}: ./fusebox cluster down && ./fusebox cluster up --nodes {count}"
        )
    if is_healthy(found):
        return f"the cluster is already up: {count} nodes Ready"
    progress.step("not healthy; healing faults and restarting what is missing", always=True)
    heal.heal(found)
    repair.restart(found)
    waiting.until(lambda: is_healthy(found), "the cluster is healthy", NODES_READY_SECONDS, "kube-apiserver")
    return f"the cluster is up again: {count} nodes Ready after {progress.elapsed():.1f} s"


def is_healthy(cluster: Cluster) -> bool:
    if all_faults() or repair.missing(cluster):
        return False
    ready = {state.name for state in api.node_states() if state.ready}
    return all(node.name in ready for node in cluster.nodes) and dns.answers()


def _bring_up(programs: Binaries, wanted: list[Node]) -> None:
    state_folder.make()
    cni_folder.make()
    pki.make(wanted)
    network.make_bridge()
    firewall.open_bridge()
    progress.step("certificates and bridge")
    control_plane.start_etcd(programs)
    control_plane.start_api_server(programs)
    with ThreadPoolExecutor(len(wanted)) as pool:
        containers = [pool.submit(_start_containers, programs, node, wanted) for node in wanted]
        control_plane.wait_api_server()
        progress.step("API server ready")
        control_plane.start_controllers(programs)
        dns.start(programs)
        for started in containers:
            started.result()
        for started in [pool.submit(_start_kubelet, programs, node) for node in wanted]:
            started.result()
    progress.step("kubelets started")
    for node in wanted:
        waiting.until(
            partial(_is_ready, programs, node),
            f"{node.name} is Ready",
            NODES_READY_SECONDS,
            f"kubelet-{node.name}",
        )
    progress.step("all nodes Ready")
    dns.wait()
    progress.step("DNS answers")
    waiting.until(api.accepts_pods, "pods are accepted", NODES_READY_SECONDS, "kube-controller-manager")
    record.write(Cluster(len(wanted), str(programs.directory)))


def _is_ready(programs: Binaries, node: Node) -> bool:
    """Starts the node's kubelet again if it has ended, as the machine's own init system would."""
    if not processes.find("kubelet", node):
        progress.step(f"the kubelet of {node.name} has ended; starting it again", always=True)
        node_programs.start_kubelet(programs, node)
    return any(state.ready and state.name == node.name for state in api.node_states())


def _start_containers(programs: Binaries, node: Node, everyone: list[Node]) -> None:
    network.make_node(node, everyone)
    cgroups.make(node)
    node_programs.start_containerd(programs, node)
    node_programs.wait_containerd(programs, node)
    for archive in programs.images:
        images.load(programs, archive, [node])


def _start_kubelet(programs: Binaries, node: Node) -> None:
    node_programs.start_kubelet(programs, node)
    node_programs.start_proxy(programs, node)
