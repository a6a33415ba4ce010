# Sourced after java.sh: builds what is missing or older than its sources.
# shellcheck shell=sh disable=SC2154

# is_built STAMP PATH...: whether nothing below the paths, tests aside, has changed since the stamp was set.
is_built() {
  stamp=$1
  shift
  [ -f "$stamp" ] && [ -z "$(cd "$root" && find "$@" -name target -prune -o -path '*/src/test' -prune -o -type f -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# build_e2e: the demo's program, in testing/e2e/target.
build_e2e() {
  is_built "$root/testing/e2e/target/built" pom.xml testing/e2e && return
  step "building the demo's program"
  begun=$(mktemp)
  (cd "$root" && mvn -q -B -Dstyle.color=never -pl testing/e2e -am -Dmaven.test.skip=true package) >&2 || fail "the build failed; the reason is above"
  mv "$begun" "$root/testing/e2e/target/built"
}

# build_lab: the lab's program, in lab/target.
build_lab() {
  is_built "$root/lab/target/built" pom.xml core lab && return
  step "building the lab"
  begun=$(mktemp)
  (cd "$root" && mvn -q -B -Dstyle.color=never -pl lab -am -Dmaven.test.skip=true package) >&2 || fail "the build failed; the reason is above"
  mv "$begun" "$root/lab/target/built"
}

# build_images: the archives that ./fusebox images makes.
build_images() {
  is_built "$root/target/images-built" pom.xml proto core api agent operator testing/sample deploy/image && return
  step "building the images"
  "$root/deploy/image/build" >&2 || fail "the images could not be built; the reason is above"
}

# build_swarm: the swarm's program, in testing/swarm/target, and the operator that it runs, in operator/target/fusebox-operator.
build_swarm() {
  is_built "$root/testing/swarm/target/built" pom.xml proto core api agent operator testing/e2e testing/swarm && return
  step "building the swarm and the operator"
  begun=$(mktemp)
  (cd "$root" && mvn -q -B -Dstyle.color=never -pl testing/swarm,operator -am -Dmaven.test.skip=true package) >&2 || fail "the build failed; the reason is above"
  mv "$begun" "$root/testing/swarm/target/built"
}
