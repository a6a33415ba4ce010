"""Finds what a fault is aimed at. Reads files of containerd only, so that it also works while the API server is stopped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..command import run
from ..failure import Failure
from ..layout import Node
from ..record import Cluster


@dataclass(frozen=True)
class Target:
    """`bridge`: whose network namespace holds the bridge that the cable ends at, None for the host; `port`: that end."""

    name: str
    node: Node
    cgroup: str
    bridge: str | None
    port: str

    @property
    def is_node(self) -> bool:
        return self.bridge is None


def find(cluster: Cluster, text: str, container: str | None = None) -> Target:
    """`node/NAME` or `pod/NAMESPACE/NAME`, and of a pod possibly one container only."""
    match text.split("/"):
        case ["node", name] if container is None:
            return _node(cluster, name)
        case ["pod", namespace, name]:
            return _pod(cluster, namespace, name, container)
        case ["node", _]:
            raise Failure("--container needs a target pod/NAMESPACE/NAME")
    raise Failure(f"'{text}' is neither node/NAME nor pod/NAMESPACE/NAME")


def _node(cluster: Cluster, name: str) -> Target:
    for node in cluster.nodes:
        if node.name == name:
            return Target(f"node/{name}", node, node.cgroup, None, node.port)
    raise Failure(f"no node '{name}'; there are {', '.join(node.name for node in cluster.nodes)}")


def _pod(cluster: Cluster, namespace: str, name: str, container: str | None) -> Target:
    for node in cluster.nodes:
        tasks = [task for task in _tasks(node) if (task.namespace, task.pod) == (namespace, name)]
        for sandbox in (task for task in tasks if task.container is None):
            port = _port(sandbox, node)
            if container is None:
                pod_cgroup = str(Path(sandbox.cgroup).parent)
                return Target(f"pod/{namespace}/{name}", node, pod_cgroup, node.namespace, port)
            for task in tasks:
                if task.container == container:
                    return Target(f"pod/{namespace}/{name}/{container}", node, task.cgroup, node.namespace, port)
            there = ", ".join(sorted(task.container for task in tasks if task.container is not None))
            raise Failure(f"pod '{name}' has no running container '{container}'; there are: {there or 'none'}")
    raise Failure(f"no running pod '{name}' in namespace '{namespace}' on any node")


@dataclass(frozen=True)
class _Task:
    """A container as containerd runs it; `container` is None for the one that holds the pod's namespaces."""

    namespace: str
    pod: str
    container: str | None
    pid: int
    cgroup: str


def _tasks(node: Node) -> Iterator[_Task]:
    for folder in node.tasks.glob("*"):
        try:
            spec = json.loads((folder / "config.json").read_text())
            pid = int((folder / "init.pid").read_text())
        except (OSError, ValueError):
            continue  # a container that is just starting or ending
        notes = spec.get("annotations", {})
        if "io.kubernetes.cri.sandbox-name" in notes and Path(f"/proc/{pid}").exists():
            yield _Task(
                notes["io.kubernetes.cri.sandbox-namespace"],
                notes["io.kubernetes.cri.sandbox-name"],
                notes.get("io.kubernetes.cri.container-name"),
                pid,
                str(spec["linux"]["cgroupsPath"]).lstrip("/"),
            )


def _port(sandbox: _Task, node: Node) -> str:
    """The end of the pod's cable at the node's bridge."""
    inside = ["nsenter", f"--net=/proc/{sandbox.pid}/ns/net", "--"]
    eth0 = json.loads(run(*inside, "ip", "-json", "link", "show", "dev", "eth0"))[0]
    for link in json.loads(run("ip", "-netns", node.namespace, "-json", "link", "show", "type", "veth")):
        if link["ifindex"] == eth0.get("link_index") and link.get("master") == "cni0":
            return str(link["ifname"])
    raise Failure(
        f"pod {sandbox.namespace}/{sandbox.pod} has no cable of its own (host network?); cut its node instead"
    )
