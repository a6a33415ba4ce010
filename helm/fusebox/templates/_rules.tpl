{{/* What the operator may do in the namespaces it watches. No secrets, no deletes, no wildcard. */}}
{{- define "fusebox.rules.namespaced" -}}
- apiGroups: [fusebox.dev]
  resources: [failuregroups]
  verbs: [get, list, watch]
- apiGroups: [fusebox.dev]
  resources: [failuregroups/status]
  verbs: [get, patch, update]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end }}

{{/* What it may see of the cluster: which nodes there are, and where. */}}
{{- define "fusebox.rules.nodes" -}}
- apiGroups: [""]
  resources: [nodes]
  verbs: [get, list, watch]
{{- end }}
