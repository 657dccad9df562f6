# shellcheck shell=bash disable=SC2154
# Sourced by ./dev, which sets ROOT, VENV, LOCK and SYSTEM and has the functions say, note and fail.
# Everything here is skipped when it is done, and says what it does when it is not.

# ------------------------------------------------------ Python environment

install_packages() {
  if [ -x "$VENV/bin/python" ] && installed_state | cmp -s - "$VENV/.installed"; then return; fi
  make_environment
  say "Installing the locked packages"
  if ! { install_tools && "$VENV/bin/uv" pip sync --quiet --python "$VENV/bin/python" --require-hashes --no-build-isolation "$LOCK"; }; then
    note "uv could not do it; trying with pip, which takes a minute"
    "$VENV/bin/python" -m pip install --quiet --require-hashes --no-build-isolation --no-deps -r "$LOCK" ||
      fail "The packages could not be installed; the reason is above."
  fi
  link_project
  installed_state >"$VENV/.installed"
}

# What the environment was made from: it is made anew when the lock changes or the folder moves.
installed_state() { say "$ROOT" && cat "$LOCK"; }

make_environment() {
  if environment_works; then return; fi
  find_python
  say "Making the Python environment with $("$PYTHON" --version)"
  "$PYTHON" -m venv --clear "$VENV" || fail "The Python environment could not be made; the reason is above."
}

# Whole, and made for this place: its scripts hold full paths.
environment_works() {
  local made
  made="$(grep '^command = ' "$VENV/pyvenv.cfg" 2>/dev/null)" || return 1
  [ "${made% "$VENV"}" != "$made" ] && "$VENV/bin/python" -c 'import pip' 2>/dev/null
}

# uv takes seconds where pip takes a minute; setuptools builds what has no wheel (one small package), so that nothing is
# fetched for building. Both come with the hashes of the lock, like everything else.
install_tools() {
  local pinned
  pinned="$(awk '/^(setuptools|uv)==/ { ours = 1 } ours { print } !/\\$/ { ours = 0 }' "$LOCK" 2>/dev/null)" || return 1
  printf '%s\n' "$pinned" >"$VENV/tools.txt"
  "$VENV/bin/python" -m pip install --quiet --require-hashes --no-deps -r "$VENV/tools.txt" && [ -x "$VENV/bin/uv" ]
}

# The project is used where it stands: its folder on Python's path and one command; nothing is built or fetched.
link_project() {
  "$VENV/bin/python" - "$ROOT" <<'PYTHON'
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "greenlight.pth").write_text(sys.argv[1] + "\n")
PYTHON
  cat >"$VENV/bin/onboarding" <<SCRIPT
#!/bin/sh
'''exec' "$VENV/bin/python" "\$0" "\$@"
'''
import sys
from onboarding.cli.main import main
sys.exit(main())
SCRIPT
  chmod +x "$VENV/bin/onboarding"
}

# Sets PYTHON: the first that is new enough and can make environments. Each is tried, because version managers leave
# commands behind that lead nowhere.
find_python() {
  local name path version old="" incomplete=""
  for name in python3.13 python3.12 python3.11 python3 /usr/bin/python3; do
    path="$(command -v "$name")" || continue
    version="$("$path" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" || continue
    case "$version" in
      2.* | 3.[0-9] | 3.10) old=" (there is $version)" ;;
      *)
        PYTHON="$path"
        if makes_environments; then return; fi
        incomplete="${incomplete:-$path $version}"
        ;;
    esac
  done
  if [ -z "$incomplete" ]; then
    fail "Greenlight needs Python 3.11 or newer$old. Install it with: apt install python3 python3-venv" \
      "(Debian 12, Ubuntu 24.04 or newer), or brew install python@3.13 (macOS)."
  fi
  PYTHON="${incomplete% *}"
  install_apt "Python's venv" "python${incomplete##* }-venv"
  makes_environments || fail "$PYTHON cannot make environments: its modules venv and ensurepip are missing."
}

makes_environments() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }

# --------------------------------------------------------- system packages

install_pdf_libraries() {
  if pdf_libraries_load; then return; fi
  if [ "$SYSTEM" = Darwin ]; then
    install_brew "the libraries for PDF" pango
  else
    install_apt "the libraries for PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  fi
  pdf_libraries_load || fail "The libraries for PDF are installed but cannot be loaded: Pango, PangoFT2, HarfBuzz subset."
}

# To load them is the only proof, wherever they came from.
pdf_libraries_load() {
  "$VENV/bin/python" -I -S - 2>/dev/null <<'PYTHON'
import ctypes, sys
for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"):
    ctypes.CDLL(f"lib{name}.0.dylib" if sys.platform == "darwin" else f"lib{name}.so.0")
PYTHON
}

# The tests look for Chromium and PostgreSQL themselves, and skip or fail (where CI is set) without them.

install_chromium() {
  local here='import sys; from tests.servers.chromium import find; sys.exit(find() is None)'
  if "$VENV/bin/python" -c "$here"; then return; fi
  if [ "$SYSTEM" = Darwin ]; then
    (install_brew "Chromium" --cask chromium) || true
  elif grep -qs '^ID=ubuntu' /etc/os-release; then
    # Ubuntu's package is only a pointer to the snap store, which containers and many servers do not have.
    note "Chromium is missing, for the browser tests: snap install chromium, or Google's chrome package."
  else
    (install_apt "Chromium" chromium) || true
  fi
}

# Playwright brings the program that drives the browser, but not each library that it needs on a bare machine.
install_browser_driver() {
  if browser_driver_runs || [ "$SYSTEM" = Darwin ]; then return; fi
  (install_apt "a library for driving the browser" libatomic1) || true
  browser_driver_runs || note "The browser cannot be driven, so its tests will fail: playwright's node does not start."
}

browser_driver_runs() {
  "$VENV/bin/python" - 2>/dev/null <<'PYTHON'
import subprocess, sys
from playwright._impl._driver import compute_driver_executable
node = compute_driver_executable()[0]
sys.exit(subprocess.run([node, "--version"], stdout=subprocess.DEVNULL).returncode)
PYTHON
}

install_postgresql() {
  if "$VENV/bin/python" -m tests.servers.postgres >/dev/null 2>&1; then return; fi
  if [ "$SYSTEM" = Darwin ]; then
    (install_brew "PostgreSQL" postgresql@17) || true
    return
  fi
  # Debian's package makes and starts a database at once. The tests only want the programs.
  local wish=/etc/postgresql-common/createcluster.d/greenlight.conf
  if may_install; then
    as_root mkdir -p "${wish%/*}"
    say "create_main_cluster = false" | as_root tee "$wish" >/dev/null
  fi
  (install_apt "PostgreSQL" postgresql) || true
  if may_install; then as_root rm -f "$wish"; fi
}

install_brew() {
  local what="$1"
  shift
  command -v brew >/dev/null || fail "Missing: $what. Install Homebrew, then: brew install $*"
  say "Installing $what: $*"
  brew install --quiet "$@" || fail "Homebrew could not install $what; the reason is above."
}

install_apt() {
  local what="$1" log
  shift
  command -v apt-get >/dev/null || fail "Missing: $what. Install what Debian calls: $*"
  may_install || fail "Missing: $what. Somebody with the rights must run: apt-get install --no-install-recommends $*"
  say "Installing $what: $*"
  log="$(mktemp)"
  # Fetching the list of packages takes time, and is needed only where it was never fetched or has become too old.
  if ! { apt_install "$@" || { as_root apt-get update && apt_install "$@"; }; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "apt could not install $what; the reason is above."
  fi
  rm -f "$log"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Root, or sudo that asks for no password, or somebody at the terminal who can give it.
may_install() {
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}
