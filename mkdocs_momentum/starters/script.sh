#!/bin/sh
# Brings every site up to date and lets the next post out, one a day over all of them. Call it as often as you like,
# from cron, a systemd timer or any CI:
#   17 9,15,21 * * *  sh /home/me/blogs/momentum-release.sh
set -eu
cd "$(dirname -- "$0")"
result=0

fetch() { # FOLDER REMOTE BRANCH
    if [ -e "$1/.git" ]; then
        git -C "$1" rev-parse --quiet --verify '@{upstream}' >/dev/null 2>&1 || return 0 # it is on this machine alone
        git -C "$1" pull --quiet --ff-only || echo "$1: going on with what is here" >&2
    elif [ -n "$2" ]; then
        git clone --quiet --branch "$3" -- "$2" "$1" || result=1 # the other sites go on
    fi
}

fetch @@TOP@@ "" ""
@@SITES@@
momentum release --push --ci || result=$?
exit "$result"
