#!/bin/sh
# Brings every site up to date and lets the next post out, one a day over all of them. Call it as often as you like,
# from cron, a systemd timer or any CI:
#   17 9,15,21 * * *  sh /home/me/blogs/momentum-release.sh
set -eu
cd "$(dirname -- "$0")"

fetch() { # FOLDER REMOTE BRANCH
    if [ -e "$1/.git" ]; then
        git -C "$1" pull --quiet --rebase
    elif [ -n "$2" ]; then
        git clone --quiet --branch "$3" -- "$2" "$1"
    fi
}

if [ -e .git ]; then git pull --quiet --rebase; fi
@@SITES@@
exec momentum release --push --ci
