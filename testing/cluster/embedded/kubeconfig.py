"""Kubeconfig files with the credentials inside, so that one file is enough to use the cluster."""

import json
from pathlib import Path

from . import pki
from .layout import API_URL


def write(path: Path, identity: str) -> None:
    """A kubeconfig (JSON is YAML) whose user is the given certificate of the PKI."""
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {"name": "fusebox", "cluster": {"server": API_URL, "certificate-authority-data": pki.encoded("ca.crt")}}
        ],
        "users": [
            {
                "name": identity,
                "user": {
                    "client-certificate-data": pki.encoded(f"{identity}.crt"),
                    "client-key-data": pki.encoded(f"{identity}.key"),
                },
            }
        ],
        "contexts": [{"name": "fusebox", "context": {"cluster": "fusebox", "user": identity}}],
        "current-context": "fusebox",
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(config, indent=1) + "\n")
