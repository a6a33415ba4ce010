# Sourced after progress.sh: adds up what test tools report, whoever they are.
# shellcheck shell=sh disable=SC2154

passed=0 failed=0

# add PASSED FAILED
add() {
  passed=$((passed + $1)) failed=$((failed + $2))
}

# add_reports KIND: adds what Maven wrote into target/KIND-reports after the file $mark was touched, and names what was skipped: it
# counts neither way.
add_reports() {
  find "$root" -path "*/target/$1-reports/TEST-*.xml" -newer "$mark" -exec awk '
    function word(name) { return match($0, " " name "=\"[^\"]*") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : "" }
    /<testcase / { test = word("classname") "." word("name") }
    /<skipped/ { reason = word("message"); print "skipped: " test (reason == "" ? "" : ": " reason) }' {} + >&2
  counts=$(find "$root" -path "*/target/$1-reports/TEST-*.xml" -newer "$mark" -exec sed -n 's/^<testsuite /&/p' {} + |
    awk 'function number(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
         { broken = number("failures") + number("errors"); bad += broken; good += number("tests") - number("skipped") - broken }
         END { print good + 0, bad + 0 }')
  # shellcheck disable=SC2086 # two numbers
  add $counts
}

# maven KIND WORDS...: runs Maven; a build that fails without a failed test counts as one failure.
maven() {
  kind=$1
  shift
  before=$failed build=passed
  touch "$mark"
  (cd "$root" && mvn -q -B -Dstyle.color=never "$@" >&2) || build=failed
  for one in $kind; do
    add_reports "$one"
  done
  if [ "$build" = failed ] && [ "$failed" -eq "$before" ]; then
    echo "the build itself failed: the reason is above" >&2
    add 0 1
  fi
}

# script WORDS...: runs a script whose last line is `N passed, N failed`; without that line it counts as one failure.
script() {
  said=$(mktemp)
  "$@" | tee "$said"
  # shellcheck disable=SC2046 # two numbers
  add $(sed -n '$s/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$said" | grep . || echo 0 1)
  rm -f "$said"
}
