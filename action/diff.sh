#!/usr/bin/env bash
# Compares what the policies below PATHS grant with what they granted at BASE. Writes to GITHUB_OUTPUT `relation`, which
# is `wider` or `narrower-or-equal`, and `comment`, a file of Markdown, or nothing if nothing differs. Fails if one
# grants more and FAIL_ON_WIDER is true. Without BASE there is nothing to do.
set -euo pipefail
here=$(dirname "$0")
# shellcheck source=action/paths.sh
. "$here/paths.sh"
# shellcheck source=action/quoted.sh
. "$here/quoted.sh"

base=${BASE:-}
if [ -z "$base" ]; then
    echo "no base to compare with"
    exit 0
fi
# A checkout has one commit only, unless it was told otherwise.
if ! git rev-parse --quiet --verify --end-of-options "$base^{commit}" >/dev/null; then
    git fetch --quiet --no-tags --depth=1 -- origin "$base"
    base=$(git rev-parse --verify "FETCH_HEAD^{commit}")
fi

# What could not be compared fails only who asked for both.
options=()
if [ "${FAIL_ON_WIDER:-false}" = true ] && [ "${FAIL_ON_UNCHECKED:-false}" = true ]; then
    options+=(--fail-on-unchecked)
fi
markdown="${RUNNER_TEMP:?}/typed-iam-diff.md"
status=0
"${IAM:?}" diff "--base=$base" --format=markdown ${options[@]+"${options[@]}"} -- "${paths[@]}" >"$markdown" 2>"$markdown.err" || status=$?
quoted cat "$markdown" "$markdown.err"
case $status in
0) relation=narrower-or-equal ;;
1) relation=wider ;;
*) exit "$status" ;;
esac
cat "$markdown" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
# Each policy that is not the same file as before is a row of the table, with its name in backticks.
comment=
! grep -q '^| `' "$markdown" || comment=$markdown
{
    echo "relation=$relation"
    echo "comment=$comment"
} >>"${GITHUB_OUTPUT:?}"
if [ "$relation" = wider ] && [ "${FAIL_ON_WIDER:-false}" = true ]; then
    echo "::error::a policy grants more than at the base, or is not known not to"
    exit 1
fi
