{{/* The operator's Deployment, Service, ServiceAccount and rights. */}}
{{- define "fusebox.operator" -}}
{{ printf "%s-operator" .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Cluster-wide objects: releases in different namespaces do not share them. */}}
{{- define "fusebox.clusterwide" -}}
{{ printf "%s-%s" (include "fusebox.operator" .) .Release.Namespace }}
{{- end }}

{{- define "fusebox.selector" -}}
app.kubernetes.io/name: fusebox-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "fusebox.labels" -}}
{{ include "fusebox.selector" . }}
app.kubernetes.io/part-of: fusebox
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* A reference from one of the image values; the argument is (dict "image" VALUES "root" $). */}}
{{- define "fusebox.image" -}}
{{- with .image.registry }}{{ . }}/{{ end }}{{ .image.repository }}
{{- if .image.digest }}@{{ .image.digest }}{{ else }}:{{ .image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* What Pod Security "restricted" asks of a container, and a root file system that nobody can write. */}}
{{- define "fusebox.restricted" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}
