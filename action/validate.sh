#!/usr/bin/env bash
# Checks PATHS with IAM: findings as text into the log, and as SARIF into a file whose path is written to
# GITHUB_OUTPUT as `sarif`. Ends as `iam validate` does.
set -euo pipefail
here=$(dirname "$0")
# shellcheck source=action/paths.sh
. "$here/paths.sh"
# shellcheck source=action/quoted.sh
. "$here/quoted.sh"

options=(--color=never)
[ -z "${FAIL_ON:-}" ] || options+=("--fail-on=$FAIL_ON")
[ "${FAIL_ON_UNCHECKED:-false}" = false ] || options+=(--fail-on-unchecked)

sarif="${RUNNER_TEMP:?}/typed-iam.sarif"
status=0
quoted "${IAM:?}" validate "${options[@]}" -- "${paths[@]}" 2>&1 || status=$?
again=0
# What goes wrong has been told above.
"$IAM" validate --format=sarif "${options[@]}" -- "${paths[@]}" >"$sarif" 2>/dev/null || again=$?
if [ "$status" -ne "$again" ]; then
    echo "::error::the files changed while they were read"
    exit 2
fi
# Wrong usage has no answer.
[ ! -s "$sarif" ] || echo "sarif=$sarif" >>"${GITHUB_OUTPUT:?}"
exit "$status"
