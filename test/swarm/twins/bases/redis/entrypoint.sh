#!/bin/sh
# As the official image: not as root, and open to the network of the stack.
set -e
[ "$1" = redis-server ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
  chown -R redis .
  exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
fi
shift
exec redis-server --protected-mode no "$@"
