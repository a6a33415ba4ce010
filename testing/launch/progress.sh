# Sourced: lines about what happens, and the one that ends it. Set `command_name` first, for example "./fusebox test".
# shellcheck shell=sh disable=SC2154

started_at=$(date +%s)

# step TEXT: one line with the elapsed time; for work that takes longer than a moment.
step() {
  printf '[%4d s] %s\n' "$(($(date +%s) - started_at))" "$1" >&2
}

# fail TEXT: one clear line that says what to do, then a non-zero exit.
fail() {
  printf '%s: %s\n' "$command_name" "$1" >&2
  exit 1
}
