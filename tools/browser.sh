#!/bin/sh
# Makes sure that there is a Chromium, in which the tests try the film's page; without one they skip that, and say so.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
"$(dirname "$0")/apt.sh" chromium || echo "no Chromium: the film's page is not tried; sudo apt install chromium" >&2
exit 0
