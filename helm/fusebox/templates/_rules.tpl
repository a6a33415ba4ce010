{{/* What the operator may do in the namespaces it watches. No secrets, no wildcard; why: operator/DESIGN.md. */}}
{{- define "fusebox.rules" -}}
- apiGroups: [fusebox.dev]
  resources: [failuregroups]
  # patch: the finalizer that holds a group until our cordons are undone
  verbs: [get, list, watch, patch]
- apiGroups: [fusebox.dev]
  resources: [failuregroups/status]
  verbs: [get, patch, update]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
# Used in mode Enforce alone, each with the UID and version of the pod that was judged.
- apiGroups: [""]
  resources: [pods/eviction]
  verbs: [create]
- apiGroups: [""]
  resources: [pods]
  verbs: [delete]
- apiGroups: [""]
  resources: [pods/status]
  verbs: [patch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end }}
