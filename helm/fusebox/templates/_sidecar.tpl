{{/* Not empty where a container's exit code can restart its pod's containers. */}}
{{- define "fusebox.restartsInPlace" -}}
{{- if semverCompare ">=1.36.0-0" .Capabilities.KubeVersion.Version }}true{{ end }}
{{- end }}

{{- define "fusebox.sidecar" -}}
spec:
  template:
    spec:
      initContainers:
      # An init container that keeps running: it is up before the application starts and outlives it.
      - name: fusebox-agent
        image: {{ include "fusebox.image" (dict "image" .Values.agentImage "root" $) }}
        imagePullPolicy: {{ .Values.agentImage.pullPolicy }}
        restartPolicy: Always
        {{- if include "fusebox.restartsInPlace" . }}
        # Kubernetes >= 1.36: the agent's exit code 88 makes the kubelet restart all containers of this pod in place, with the same
        # UID and address, also while the API server is away. On an older cluster leave out these lines and --restart-in-place.
        restartPolicyRules:
        - action: RestartAllContainers
          exitCodes: {operator: In, values: [88]}
        {{- end }}
        args:
        - --operator={{ include "fusebox.operator" . }}.{{ .Release.Namespace }}.svc:7443
        {{- if .Values.insecure }}
        - --insecure
        {{- end }}
        - --state-dir=/var/lib/fusebox
        - --files-dir=/var/run/fusebox
        {{- if include "fusebox.restartsInPlace" . }}
        - --restart-in-place
        {{- end }}
        env:
        - {name: FUSEBOX_POD_UID, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}
        - {name: FUSEBOX_POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: FUSEBOX_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
        - {name: FUSEBOX_NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
        - {name: FUSEBOX_POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        ports:
        - {name: fusebox-peers, containerPort: 7946}
        - {name: fusebox-health, containerPort: 7118}
        # Asks for local state and the local API, not for operator or peers. There is no liveness or readiness probe: this
        # container shall never decide whether the application runs or is served.
        startupProbe:
          httpGet: {path: /healthz, port: fusebox-health}
          periodSeconds: 1
          failureThreshold: 60
        # Runs when the pod's termination starts, before the application is stopped: a planned end, no failure.
        lifecycle:
          preStop:
            httpGet: {path: /prestop, port: fusebox-health}
        # No CPU limit: a throttled agent cannot tell its own stall from a silent peer.
        resources:
          requests: {cpu: 20m, memory: 96Mi}
          limits: {memory: 128Mi}
        securityContext:
          {{- include "fusebox.restricted" . | nindent 10 }}
        volumeMounts:
        - {name: fusebox-state, mountPath: /var/lib/fusebox}
        - {name: fusebox-files, mountPath: /var/run/fusebox}
      volumes:
      # The agent's memory across its own restarts; for no other container.
      - name: fusebox-state
        emptyDir: {sizeLimit: 16Mi}
      # The group's state as files; an application may mount it read-only at /var/run/fusebox.
      - name: fusebox-files
        emptyDir: {sizeLimit: 16Mi}
{{- end }}
