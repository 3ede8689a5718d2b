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

# is_quick PYTHON: the system's, or one that was built with optimisation by profile as systems' are;
# without it, as pyenv builds them, everything takes longer.
is_quick() {
  "$1" -c 'import sys, sysconfig
built = sysconfig.get_config_var("CONFIG_ARGS") or ""
sys.exit(not (sys.base_prefix.startswith(("/usr", "/opt")) or "--enable-optimizations" in built))' \
    2>/dev/null
}

# find_python: a Python of 3.11 or newer that can make environments; a quick one where there is one.
find_python() {
  slow=
  for python in $PRESSKIT_PYTHON python3.14 python3.13 python3.12 python3.11 python3 /usr/bin/python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$python; continue; fi
    if [ "$python" = "$PRESSKIT_PYTHON" ] || is_quick "$python"; then return 0; fi
    slow=${slow:-$python}
  done
  python=$slow
  [ -n "$python" ]
}

# is_placed: .venv was made for this checkout, which has not been moved or copied since, and its Python
# starts (none does after an upgrade of the system that took its Python away).
is_placed() {
  [ "$(cat "$venv"/lib/python*/site-packages/presskit.pth 2>/dev/null)" = "$here/src" ] &&
    "$venv/bin/python" -c 'import pip' 2>/dev/null
}

# is_whole LOCK: .venv is this checkout's, and has the packages of the lock.
is_whole() {
  cmp -s "$here/$1" "$venv/${1##*/}" && is_placed
}

# set_up LOCK: .venv holds what the lock file names; a copy of the lock beside it says so.
set_up() {
  lock=$1
  if is_whole "$lock"; then return; fi
  if ! mkdir -p "$venv" 2>/dev/null || [ ! -w "$venv" ]; then
    say "$venv cannot be written to; name another place: PRESSKIT_VENV=\$HOME/.presskit-venv $0 …"
    exit 1
  fi
  exec 9>"$venv/.lock"
  if command -v flock >/dev/null; then flock 9; fi
  if is_whole "$lock"; then return; fi
  if ! find_python; then
    if [ -n "$found" ]; then install "$("$found" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
    else install python3 python3-venv
    fi
    find_python || { say 'presskit needs Python 3.11 or newer; none was found'; exit 1; }
  fi
  if ! is_placed; then
    say "making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" >&2
  fi
  say "installing the Python packages of $lock (once)"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    --no-deps -r "$here/$lock" >&2 || { say 'the packages could not be installed; see above'; exit 1; }
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$here/src" >"$site/presskit.pth"
  cp "$here/$lock" "$venv/${lock##*/}"
  exec 9>&-
}

# need_pango: the system libraries behind the PDF, as WeasyPrint finds them; looked for once.
need_pango() {
  if [ -e "$venv/pango" ]; then return; fi
  if ! has_pango; then
    if [ "$(uname)" = Darwin ]; then
      say 'the PDF needs Pango: brew install pango'; exit 1
    fi
    install libpango-1.0-0 libpangoft2-1.0-0
    has_pango || { say 'the PDF needs Pango, which was not found'; exit 1; }
  fi
  touch "$venv/pango" 2>/dev/null || :
}

has_pango() {
  "$venv/bin/python" -P -c 'import weasyprint.text.ffi' >/dev/null 2>&1
}
