#!/usr/bin/env bash
# npm run demo: the whole way on a made-up store, in a folder of its own that is made anew each time.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder="$root/demo"
lms() {
  printf '\n$ lms-import %s\n\n' "$*"
  node "$root/bin/lms-import.js" "$@"
}
say() { printf '\n── %s\n' "$*"; }

rm -rf "$folder"
mkdir "$folder"
cd "$folder"
export LMS_IMPORT_STORE=demo.db
cp "$root/samples/removal.csv" "$root/samples/mistakes.csv" .

say '1. A store with 1,204 made-up customers, their records and loans.'
lms store init --demo 1204
say '2. A file with typical mistakes: each is named by its cell, and nothing is changed.'
code=0
lms validate mistakes.csv || code=$?
say "   It exits $code: the rows are wrong."
[ "$code" -eq 3 ]
say '3. A removal file that is right.'
lms validate removal.csv --show 3
say '4. What would happen, before it happens.'
lms plan removal.csv --show 5
say '5. The removal. A script consents by the count it knows; at a terminal you are asked.'
lms ingest removal.csv --show 5 --confirm-removes 57 --actor demo --reason 'npm run demo'
say '6. The verification report.'
cat lms-reports/0001/report.txt
say '7. The same line again is safe.'
lms ingest removal.csv --confirm-removes 57
printf '\nIt is all in %s\n' "$folder"
