#!/usr/bin/env bash
# Puts the file COMMENT on pull request NUMBER of GITHUB_REPOSITORY, by `gh`: in place of the comment that an earlier
# run has left there. Without a file it says there that nothing differs any more, and where nothing was said it
# says nothing. On a pull request from a fork (FORK is true), whose token cannot write, and with any other token
# that cannot, it says so and does nothing.
set -euo pipefail

marker='<!-- typed-iam: what the policies grant -->'
number=${NUMBER:?}
repository=${GITHUB_REPOSITORY:?}

if [ "${FORK:-false}" = true ]; then
    echo "::notice::no comment: the pull request is from a fork, and its token cannot write; see the summary of the run"
    exit 0
fi

said=$(mktemp)
trap 'rm -f "$said"' EXIT
# Runs `gh`; if the token may not do that, all is done.
github() {
    if gh "$@" 2>"$said"; then
        return
    fi
    if grep -qE 'HTTP 40[13]|Resource not accessible' "$said"; then
        echo "::notice::no comment: the token cannot write one; give the job \`pull-requests: write\`" >&2
        exit 3
    fi
    cat "$said" >&2
    exit 1
}

# shellcheck disable=SC2016 # The variables are those of the query.
query='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $endCursor) {
        nodes { databaseId viewerDidAuthor body }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}'
# Only a comment of ours: anybody can write the marker.
ours='.data.repository.pullRequest.comments.nodes[]
    | select(.viewerDidAuthor and (.body | startswith("'"$marker"'"))) | .databaseId'

main() {
    local comments comment body
    comments=$(github api graphql --paginate -f "query=$query" -f "owner=${repository%%/*}" -f "name=${repository#*/}" \
        -F "number=$number" --jq "$ours")
    comment=${comments%%$'\n'*}
    body="${RUNNER_TEMP:?}/typed-iam-comment.md"
    if [ -n "${COMMENT:-}" ]; then
        { echo "$marker" && cat "$COMMENT"; } >"$body"
    elif [ -n "$comment" ]; then
        { echo "$marker" && echo 'No policy differs from the base.'; } >"$body"
    else
        echo "nothing to say"
        return
    fi
    if [ -n "$comment" ]; then
        github api --silent --method PATCH "repos/$repository/issues/comments/$comment" -F "body=@$body"
        echo "updated comment $comment"
    else
        github api --silent --method POST "repos/$repository/issues/$number/comments" -F "body=@$body"
        echo "wrote a comment"
    fi
}

# Not as a condition, within which a failure would not end it.
set +e
(
    set -e
    main
)
status=$?
[ "$status" -eq 3 ] || exit "$status"
