#!/bin/sh
# Says in one sentence what this machine lacks, before something fails in a hundred.
set -u
python=${1:-python3}

lacks() {
    printf 'Remit cannot be set up here: %s\n' "$1" >&2
    exit 1
}

command -v "$python" >/dev/null || lacks "$python is missing. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    lacks "$python is $("$python" -V 2>&1); 3.11 or newer is needed. Name another one: make PYTHON=python3.12 …"
"$python" -c 'import venv, ensurepip' 2>/dev/null || lacks "$python has no venv module (Debian: apt-get install python3-venv)."
command -v node >/dev/null || lacks 'Node is missing. Install Node 20.19 or newer, which brings npm.'
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    lacks "Node is $(node -v); 20.19 or newer is needed."
command -v npm >/dev/null || lacks 'npm is missing; it comes with Node (Debian: apt-get install npm).'
