{{/* What the operator may do in the namespaces it watches. No secrets, no deletes, no wildcard; why: operator/DESIGN.md. */}}
{{- define "fusebox.rules" -}}
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
