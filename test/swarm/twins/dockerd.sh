#!/bin/sh
# The engine of a node that knows no names: before it takes an image that it has, it asks the registry of the image, and waits long for names that
# nobody answers. The mount is seen by this node only.
set -e
names=$(mktemp)
echo 'nameserver 127.0.0.1' >"$names"
mount --bind "$names" "$(readlink -f /etc/resolv.conf)"
rm "$names"
# Its containers together are a node, not one process among those of this machine.
for word; do
  if [ "$previous" = --cgroup-parent ] && mkdir -p "/sys/fs/cgroup/cpu$word" 2>/dev/null; then
    echo 16384 >"/sys/fs/cgroup/cpu$word/cpu.shares" || true
  fi
  previous=$word
done
exec dockerd "$@"
