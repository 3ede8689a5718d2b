# Sourced by bin/presskit and bin/test: makes .venv once, and finds or installs what it stands on.
# Everything it says goes to stderr. Debian and its kin are served; elsewhere it says what is needed.

venv=${PRESSKIT_VENV:-$here/.venv}

say() { printf 'presskit: %s\n' "$*" >&2; }

# install PACKAGE...: by apt as root or with sudo that asks nothing, else say the command and stop.
install() {
  if [ "$(id -u)" = 0 ]; then as=
  elif sudo -n true 2>/dev/null; then as='sudo -n'
  else as=none
  fi
  if [ "$as" = none ] || ! command -v apt-get >/dev/null; then
    say "these system packages are missing: $*"
    say 'install them, then run this again:'
    printf '    sudo apt-get update && sudo apt-get install -y %s\n' "$*" >&2
    exit 1
  fi
  say "installing the system packages $*"
  log=$(mktemp)
  if ! { $as apt-get update -qq &&
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >"$log" 2>&1; then
    cat "$log" >&2
    say "these could not be installed: $*"
    exit 1
  fi
  rm -f "$log"
}

# find_python: a Python of 3.11 or newer that can make environments.
find_python() {
  for python in $PRESSKIT_PYTHON python3.14 python3.13 python3.12 python3.11 python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return 0
    found=$python
  done
  return 1
}

# set_up LOCK: .venv holds what the lock file names; a copy of the lock beside it says so.
set_up() {
  lock=$1
  if cmp -s "$here/$lock" "$venv/${lock##*/}"; then return; fi
  mkdir -p "$venv"
  exec 9>"$venv/.lock"
  if command -v flock >/dev/null; then flock 9; fi
  if cmp -s "$here/$lock" "$venv/${lock##*/}"; then return; fi
  if ! find_python; then
    if [ -n "$found" ]; then install "$("$found" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
    else install python3 python3-venv
    fi
    find_python || { say 'presskit needs Python 3.11 or newer; none was found'; exit 1; }
  fi
  if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    say "making $venv with $("$python" --version)"
    "$python" -m venv "$venv" >&2
  fi
  say "installing the Python packages of $lock (once)"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    --no-deps -r "$here/$lock" >&2 || { say 'the packages could not be installed; see above'; exit 1; }
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$here/src" >"$site/presskit.pth"
  cp "$here/$lock" "$venv/${lock##*/}"
  exec 9>&-
}

# need_pango: the system libraries behind the PDF, looked for once.
need_pango() {
  if [ -e "$venv/pango" ]; then return; fi
  if ! "$venv/bin/python" - 2>/dev/null <<'PYTHON'
import ctypes
for name in "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0":
    ctypes.CDLL(name)
PYTHON
  then
    if [ "$(uname)" = Darwin ]; then
      say 'the PDF needs Pango: brew install pango'; exit 1
    fi
    install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  fi
  touch "$venv/pango"
}
