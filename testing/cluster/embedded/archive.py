"""Writes a one-layer image as a docker-archive, which containerd imports; no container engine needed."""

import hashlib
import io
import json
import tarfile
from pathlib import Path


def write(
    output: Path, reference: str, files: dict[str, Path], entrypoint: list[str], links: dict[str, str] | None = None
) -> None:
    """`files`: path in the image -> file on disk; `links`: path in the image -> target of a symbolic link. Same input, same bytes."""
    layer = _layer(files, links or {})
    layer_digest = hashlib.sha256(layer).hexdigest()
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Entrypoint": entrypoint, "Env": ["PATH=/bin"]},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer_digest}"]},
    }
    encoded = json.dumps(config).encode()
    config_name = f"{hashlib.sha256(encoded).hexdigest()}.json"
    manifest = [{"Config": config_name, "RepoTags": [reference], "Layers": [f"{layer_digest}.tar"]}]
    with tarfile.open(output, "w") as tar:
        for name, content in (
            (config_name, encoded),
            (f"{layer_digest}.tar", layer),
            ("manifest.json", json.dumps(manifest).encode()),
        ):
            _add(tar, tarfile.TarInfo(name), content)


def _layer(files: dict[str, Path], links: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for folder in sorted({str(parent) for name in (*files, *links) for parent in Path(name).parents} - {"."}):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(entry)
        for name, source in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.mode = 0o755
            _add(tar, entry, source.read_bytes())
        for name, target in sorted(links.items()):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            tar.addfile(entry)
    return buffer.getvalue()


def _add(tar: tarfile.TarFile, entry: tarfile.TarInfo, content: bytes) -> None:
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
