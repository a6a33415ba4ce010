"""A real Kubernetes cluster on one Linux machine: control plane on the host, nodes as network namespaces, and faults on both."""
