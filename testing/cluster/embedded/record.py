"""What `up` wrote down when the cluster was whole. Without it, whatever is there is the rest of a killed run."""

import json
from dataclasses import asdict, dataclass

from .layout import RECORD, Node, nodes


@dataclass(frozen=True)
class Cluster:
    node_count: int
    binaries: str

    @property
    def nodes(self) -> list[Node]:
        return nodes(self.node_count)


def read() -> Cluster | None:
    try:
        return Cluster(**json.loads(RECORD.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write(cluster: Cluster) -> None:
    draft = RECORD.with_suffix(".new")
    draft.write_text(json.dumps(asdict(cluster)) + "\n")
    draft.rename(RECORD)
