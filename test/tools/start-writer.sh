#!/usr/bin/env bash
# Starts waiting-writer.mjs with this Node on a store, and returns when it waits; ended.fifo ends when it has.
set -e
mkfifo waiting.fifo ended.fifo
{
  code=0
  "$1" "$2" "$3" > waiting.fifo || code=$?
  echo "$code" > ended.fifo
} 2> writer.err < /dev/null &
read -r said < waiting.fifo
[ "$said" = waiting ]
