"""Faults on a node or a pod, each undone by `heal`: frames dropped, processes frozen, processes killed."""
