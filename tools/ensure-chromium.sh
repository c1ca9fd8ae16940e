#!/bin/sh
# Make sure that the browser tests have a Chromium: install Debian's where that is possible.
set -eu

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes chromium >/dev/null
  exit 0
fi

echo "The browser tests need Chromium: install it (on Debian: sudo apt-get install chromium)," >&2
echo "or set CHROMIUM to the path of Chromium or Chrome." >&2
exit 1
