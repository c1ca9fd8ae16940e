#!/bin/sh
# Make sure that the tests have the browsers and servers that they drive: install Debian's where
# that is possible. Only Chromium is indispensable; the tests of another missing program are skipped.
set -eu

packages=""

# need "PACKAGES" COMMAND...: any one of the commands will do
need() {
  wanted=$1
  shift
  for name; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
      return
    fi
  done
  packages="$packages $wanted"
}

# without PACKAGE: the packages that are needed, except one
without() {
  for one in $packages; do
    [ "$one" = "$1" ] || printf ' %s' "$one"
  done
}

PATH="$PATH:/usr/sbin"
need chromium "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable
need firefox-esr "${FIREFOX:-}" firefox-esr firefox
need nginx-light nginx
if [ ! -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]; then
  packages="$packages libnginx-mod-http-brotli-static"
fi
need apache2 apache2
need caddy caddy
need wget wget
need webkit2gtk-driver WebKitWebDriver
need gnumeric ssconvert
need xvfb Xvfb
need wpewebkit-driver WPEWebDriver
need cog cog
if ! /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")' 2>/dev/null; then
  packages="$packages python3-gi gir1.2-webkit2-4.1"
fi
if [ -z "$packages" ]; then
  exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update --quiet=2
  # RUNLEVEL: the servers are installed, not started.
  for package in $packages; do
    # Debian does not keep every one of them for ever: what is not there is said by the tests.
    apt-cache show --quiet=2 "$package" >/dev/null 2>&1 || packages=$(without "$package")
  done
  # shellcheck disable=SC2086
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install --quiet=2 --yes --no-install-recommends $packages >/dev/null
  exit 0
fi

echo "Missing for the tests:$packages (on Debian: sudo apt-get install$packages)." >&2
echo "CHROMIUM and FIREFOX can be set to the paths of browsers." >&2
case $packages in
  *chromium*) exit 1 ;;
esac
