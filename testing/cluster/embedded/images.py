"""Imports image archives into the nodes."""

import json
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .binaries import Binaries
from .command import DIES_WITH_US, run
from .failure import Failure
from .layout import Node

IMPORT_SECONDS = 300


def containerd_client(binaries: Binaries, node: Node) -> list[str]:
    return [str(binaries.program("ctr")), "--address", str(node.socket), "--namespace", "k8s.io"]


def references(archive: Path) -> list[str]:
    """The tags in an image archive (docker-archive or OCI layout). Raises when the file is none."""
    try:
        with tarfile.open(archive) as tar:
            names = set(tar.getnames())
            if "manifest.json" in names:
                return sorted(
                    tag for image in json.loads(_content(tar, "manifest.json")) for tag in image.get("RepoTags") or []
                )
            if "index.json" in names:
                return sorted(
                    _name(image.get("annotations", {}))
                    for image in json.loads(_content(tar, "index.json"))["manifests"]
                )
    except FileNotFoundError:
        raise Failure(f"{archive}: no such file") from None
    except (OSError, ValueError, KeyError, tarfile.TarError) as unreadable:
        raise Failure(f"{archive}: not an image archive ({str(unreadable).splitlines()[0]})") from None
    raise Failure(f"{archive}: not an image archive (neither manifest.json nor index.json in it)")


def load(binaries: Binaries, archive: Path, nodes: list[Node]) -> None:
    """Imports into all nodes at once; a tag that exists moves to the new image."""
    with ThreadPoolExecutor(len(nodes)) as pool:
        list(pool.map(lambda node: _import(binaries, archive, node), nodes))


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    return member.read() if member is not None else b""


def _name(annotations: dict[str, str]) -> str:
    return (
        annotations.get("io.containerd.image.name")
        or annotations.get("org.opencontainers.image.ref.name")
        or "(no tag)"
    )


def _import(binaries: Binaries, archive: Path, node: Node) -> str:
    return run(*DIES_WITH_US, *containerd_client(binaries, node), "images", "import", archive, deadline=IMPORT_SECONDS)
