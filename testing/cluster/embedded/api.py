"""The few questions that the scripts ask the API server themselves."""

import http.client
import json
import ssl
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from .layout import HOST_ADDRESS, PKI

SECONDS = 5


@dataclass(frozen=True)
class NodeState:
    """`reported`: when the kubelet last said whether it is ready, Unix seconds."""

    name: str
    ready: bool
    reported: float


def get(path: str) -> tuple[int, str]:
    """Status and body; status 0 when nothing answers."""
    context = ssl.create_default_context(cafile=str(PKI / "ca.crt"))
    context.load_cert_chain(PKI / "admin.crt", PKI / "admin.key")
    connection = http.client.HTTPSConnection(HOST_ADDRESS, 6443, timeout=SECONDS, context=context)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except OSError as unreachable:
        return 0, str(unreachable)
    finally:
        connection.close()


def is_ready() -> bool:
    return (PKI / "admin.key").exists() and get("/readyz")[0] == HTTPStatus.OK


def accepts_pods() -> bool:
    """Whether the controller manager has made what every pod needs: before that, pods are refused."""
    return get("/api/v1/namespaces/default/serviceaccounts/default")[0] == HTTPStatus.OK


def node_states() -> list[NodeState]:
    """All registered nodes; empty when the API server does not answer."""
    status, body = get("/api/v1/nodes")
    if status != HTTPStatus.OK:
        return []
    return [_state(item) for item in json.loads(body)["items"]]


def _state(node: dict[str, Any]) -> NodeState:
    ready = next(
        (condition for condition in node["status"].get("conditions", []) if condition["type"] == "Ready"), None
    )
    if ready is None:
        return NodeState(node["metadata"]["name"], False, 0.0)
    reported = datetime.fromisoformat(ready["lastHeartbeatTime"].replace("Z", "+00:00")).timestamp()
    return NodeState(node["metadata"]["name"], ready["status"] == "True", reported)
