"""Restarts what has died in a cluster that was whole: programs on the host, and nodes as after a power cut."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import api, cgroups, control_plane, dns, network, node_programs, processes, waiting
from .binaries import Binaries
from .layout import Node
from .record import Cluster

READY_SECONDS = 90


def missing(cluster: Cluster) -> list[str]:
    """Programs that should run and do not, as `program` or `program on node`."""
    running = {(process.program, process.node) for process in processes.find()}
    host = [
        (program, None)
        for program in ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "coredns")
    ]
    inside = [(program, node.name) for node in cluster.nodes for program in ("containerd", "kubelet", "kube-proxy")]
    return [
        program if node is None else f"{program} on {node}"
        for program, node in (*host, *inside)
        if (program, node) not in running
    ]


def restart(cluster: Cluster) -> None:
    """Starts every program that is missing; a node without containerd or kubelet is restarted whole."""
    programs = Binaries(Path(cluster.binaries))
    if not processes.find("etcd"):
        control_plane.start_etcd(programs)
    restart_api_server(cluster)
    if not processes.find("coredns"):
        dns.start(programs)
    dead = [
        node for node in cluster.nodes if not (processes.find("containerd", node) and processes.find("kubelet", node))
    ]
    if dead:
        restart_nodes(cluster, dead)
    for node in cluster.nodes:
        if not processes.find("kube-proxy", node):
            node_programs.start_proxy(programs, node)
    dns.wait()


def restart_api_server(cluster: Cluster) -> None:
    programs = Binaries(Path(cluster.binaries))
    if not processes.find("kube-apiserver"):
        control_plane.start_api_server(programs)
    control_plane.wait_api_server()
    control_plane.start_controllers(programs)


def restart_nodes(cluster: Cluster, dead: list[Node]) -> None:
    """Returns when they are Ready, if an API server runs to say so. Their disks survive, all else starts anew."""
    programs = Binaries(Path(cluster.binaries))
    began = time.time() // 1
    with ThreadPoolExecutor(len(dead)) as pool:
        list(pool.map(lambda node: _restart_node(programs, node, cluster.nodes), dead))
    names = {node.name for node in dead}
    if processes.find("kube-apiserver"):
        waiting.until(
            lambda: _are_ready(names, began),
            f"{', '.join(sorted(names))} Ready",
            READY_SECONDS,
            f"kubelet-{dead[0].name}",
        )


def _restart_node(programs: Binaries, node: Node, everyone: list[Node]) -> None:
    cgroups.remove(node)
    processes.end(processes.find(node=node))
    network.remove_node(node)
    shutil.rmtree(node.directory / "containerd-run", ignore_errors=True)  # a machine's /run does not survive either
    node.socket.unlink(missing_ok=True)
    network.make_node(node, everyone)
    cgroups.make(node)
    node_programs.start_containerd(programs, node)
    node_programs.wait_containerd(programs, node)
    node_programs.start_kubelet(programs, node)
    node_programs.start_proxy(programs, node)


def _are_ready(names: set[str], since: float) -> bool:
    """By what they reported since: a node that lost its power is called Ready for another minute."""
    return names <= {state.name for state in api.node_states() if state.ready and state.reported >= since}
