#!/usr/bin/env bash
# Starts another program that reads a store and keeps its old snapshot until it is ended; returns when it does.
set -e
mkfifo reader.in reader.out
sqlite3 "$1" < reader.in > reader.out &
echo $! > reader.pid
exec 3> reader.in
printf 'BEGIN;\nSELECT count(*) FROM customer_entity;\n' >&3
read -r _ < reader.out
# The reader lives as long as somebody holds its input open.
sleep 600 >&3 &
echo $! > holder.pid
