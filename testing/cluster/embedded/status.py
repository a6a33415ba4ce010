"""`status` and `env`: what is there and how to use it."""

import json
import shlex

from . import api, dns, record, repair
from .faults.fault import all_faults
from .layout import API_URL, KUBECONFIG
from .record import Cluster


def status(as_json: bool) -> tuple[str, bool]:
    """The text to print, and whether the cluster is up and healthy."""
    cluster = record.read()
    ready = {state.name: state.ready for state in api.node_states()} if cluster is not None else {}
    faults = [f"{fault.kind} {fault.target}" for fault in all_faults()] if cluster is not None else []
    names = [node.name for node in cluster.nodes] if cluster is not None else []
    missing = repair.missing(cluster) if cluster is not None else []
    healthy = (
        cluster is not None
        and not missing
        and not faults
        and all(ready.get(name, False) for name in names)
        and dns.answers()
    )
    if as_json:
        facts = {
            "up": cluster is not None,
            "healthy": healthy,
            "nodes": [{"name": name, "ready": ready.get(name, False)} for name in names],
            "missing": missing,
            "faults": faults,
            "kubeconfig": str(KUBECONFIG),
            "api": API_URL,
        }
        return json.dumps(facts), healthy
    if cluster is None:
        return "the cluster is down; start it with: ./fusebox cluster up", False
    lines = [f"{name}  {'Ready' if ready.get(name, False) else 'NotReady'}" for name in names]
    lines += [f"not running: {name}" for name in missing]
    lines += [f"fault in effect: {name}" for name in faults]
    lines.append(f"{'healthy' if healthy else 'not healthy'}: {API_URL}, kubeconfig {KUBECONFIG}")
    return "\n".join(lines), healthy


def env(cluster: Cluster) -> str:
    """Shell lines for eval."""
    return f'export KUBECONFIG={shlex.quote(str(KUBECONFIG))}\nexport PATH={shlex.quote(cluster.binaries + "/bin")}:"$PATH"'
