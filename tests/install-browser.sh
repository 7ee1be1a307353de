#!/bin/sh
# Makes a headless Chromium available to the browser tests; does and says nothing where one is there.
# PYTHON names the interpreter that has Playwright.
set -u
python=${PYTHON:-python3}
export DEBIAN_FRONTEND=noninteractive

# A name on PATH is not enough: Ubuntu's chromium-browser may be a stub that only asks for a snap.
have_chromium() {
  for name in "${ACCORD_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && "$name" --version >/dev/null 2>&1 && return 0
  done
  "$python" - <<'EOF' 2>/dev/null
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).exists())
EOF
}

# apt-get as root, or through a sudo that asks for no password.
apt() {
  if [ "$(id -u)" = 0 ]; then apt-get -qq "$@"; else sudo -n apt-get -qq "$@"; fi </dev/null
}

apt_chromium() {
  command -v apt-get || return
  apt update # one stale source fails this, and need not stop the next
  apt install --yes --no-install-recommends chromium
}

playwright_chromium() {
  "$python" -m playwright install chromium
}

have_chromium && exit 0
echo 'Installing Chromium for the browser tests ...' >&2
for way in apt_chromium playwright_chromium; do
  log=$("$way" 2>&1) && have_chromium && exit 0
done

printf '%s\n' "$log" | tail -n 5 >&2
echo 'No Chromium: the browser tests will fail. Install one by hand:' >&2
echo '  apt-get install chromium                 (as root)' >&2
echo "  $python -m playwright install chromium" >&2
echo 'or set ACCORD_CHROMIUM to the path of one.' >&2
exit 0
