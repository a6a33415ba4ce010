# Sourced after progress.sh: what comes from Debian packages.
# shellcheck shell=sh

# can_install: whether this host is Debian-like and we are root.
can_install() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1
}

# has_package PACKAGE: whether apt could install it; asks for fresh lists once.
has_package() {
  if [ -z "${lists_are_fresh-}" ]; then
    apt-get update -q >/dev/null 2>&1 || fail "apt-get update failed; is the network there?"
    lists_are_fresh=yes
  fi
  apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'
}

# install PACKAGE...
install() {
  step "installing $*"
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null 2>&1 || fail "apt-get could not install: $*"
}

# need PROGRAM PACKAGE: the program is there afterwards, or the command has ended with a line that names the package.
need() {
  command -v "$1" >/dev/null 2>&1 && return
  can_install || fail "$1 is missing: install it (Debian's package $2) and try again"
  has_package "$2" || fail "$1 is missing and this host's apt has no package $2: install it and try again"
  install "$2"
}
