#!/bin/sh
# Make sure that there is a Java for Spark: install Debian's where that is possible.
set -eu

if [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive \
    apt-get install --quiet=2 --yes --no-install-recommends default-jre-headless >/dev/null
  exit 0
fi
echo "Spark needs Java 17 or later (on Debian: sudo apt-get install default-jre-headless)." >&2
exit 1
