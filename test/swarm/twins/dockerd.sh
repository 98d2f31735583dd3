#!/bin/sh
# The engine of a node that knows no names: before it takes an image that it has, it asks the registry of the image, and waits long for names that
# nobody answers. The mount is seen by this node only.
set -e
names=$(mktemp)
echo 'nameserver 127.0.0.1' >"$names"
mount --bind "$names" "$(readlink -f /etc/resolv.conf)"
rm "$names"
exec dockerd "$@"
