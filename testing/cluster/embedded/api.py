"""The few questions that the scripts ask the API server themselves."""

import http.client
import json
import ssl
from dataclasses import dataclass

from .layout import HOST_ADDRESS, PKI

SECONDS = 5


@dataclass(frozen=True)
class NodeState:
    name: str
    ready: bool


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
    return (PKI / "admin.key").exists() and get("/readyz")[0] == 200


def node_states() -> list[NodeState]:
    """All registered nodes; empty when the API server does not answer."""
    status, body = get("/api/v1/nodes")
    if status != 200:
        return []
    return [NodeState(item["metadata"]["name"], _is_ready(item)) for item in json.loads(body)["items"]]


def _is_ready(node: dict) -> bool:
    return any(condition["type"] == "Ready" and condition["status"] == "True" for condition in node["status"].get("conditions", []))
