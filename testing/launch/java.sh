# Sourced after packages.sh: the JDK and Maven.
# shellcheck shell=sh

oldest_jdk=21

# jdk_version HOME: the feature version (21, 25, ...) of a JDK with a compiler; nothing for anything else.
jdk_version() {
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# newest_jdk: prints the home of the newest JDK here that is new enough; JAVA_HOME goes first if it is.
newest_jdk() {
  newest="" newest_version=$((oldest_jdk - 1))
  for home in "${JAVA_HOME-}" /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* /opt/jdk* /opt/java/*; do
    version=$(jdk_version "$home") || continue
    [ -n "$version" ] && [ "$version" -gt "$newest_version" ] || continue
    newest=$home newest_version=$version
    [ "$home" != "${JAVA_HOME-}" ] || break
  done
  [ -z "$newest" ] || printf '%s\n' "$newest"
}

# use_jdk: exports JAVA_HOME; installs a JDK where that is possible.
use_jdk() {
  home=$(newest_jdk)
  if [ -z "$home" ] && can_install; then
    for package in openjdk-25-jdk-headless openjdk-21-jdk-headless temurin-25-jdk temurin-21-jdk; do
      if has_package "$package"; then
        install "$package"
        home=$(newest_jdk)
        break
      fi
    done
  fi
  [ -n "$home" ] || fail "a JDK >= $oldest_jdk is missing: install one (for example Temurin 25) and set JAVA_HOME"
  JAVA_HOME=$home
  export JAVA_HOME
}

# use_maven: `mvn` is there afterwards, and runs on the JDK of use_jdk.
use_maven() {
  use_jdk
  need mvn maven
  # Debian's Maven resets the colours of a terminal at its end, also where there are neither.
  MAVEN_OPTS="${MAVEN_OPTS-} -Djansi.noreset=true"
  export MAVEN_OPTS
  # Newer JDKs warn about what Maven's own libraries do.
  if [ "$(jdk_version "$JAVA_HOME")" -ge 23 ]; then
    MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow"
    export MAVEN_OPTS
  fi
}
