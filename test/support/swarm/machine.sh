#!/usr/bin/env bash
# Starts a Docker Swarm of N nodes on this machine, says `ready`, and takes everything away again when its input ends: when whoever started it is
# done, was interrupted, or has crashed. `machine.sh N` needs root; index.ts says what else.
#
# A node is a network, mount, host name and process namespace with a daemon of its own, so that nothing of it reaches the machine: killing the first
# process of a node takes its containers along. The bridge between nodes has a namespace too: in that of the machine, Docker's own rules
# (FORWARD DROP with br_netfilter) would drop what nodes say to each other.
set -euo pipefail
nodes=$1
docker=${SWARM_DOCKER:-docker}
base=${SWARM_ROOT:-/tmp/swarm-lint-swarms}
trap '' INT TERM HUP

# Kills what runs of swarm $1, then removes its namespaces, links, control groups and files.
down() {
  local here=$base/$1 name=swl$1 file pid group
  for file in "$here"/n*/process; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    kill -KILL "$pid" 2>/dev/null || true
  done
  for file in "$here"/n*/first; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    for _ in $(seq 100); do
      # Only the first process of a node that is still there; its number may be somebody else's by now.
      [ "$(readlink "/proc/$pid/ns/net" 2>/dev/null)" = "$(cat "${file%first}network")" ] || break
      kill -KILL "$pid" 2>/dev/null || true
      sleep 0.05
    done
  done
  for file in "$here"/n*; do
    [ -d "$file" ] || continue
    ip netns del "$name${file##*/}" 2>/dev/null || true
  done
  ip netns del "${name}sw" 2>/dev/null || true
  ip link del "$name" 2>/dev/null || true
  for group in /sys/fs/cgroup/"$name"n* /sys/fs/cgroup/*/"$name"n*; do
    [ -d "$group" ] && find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
  # The lock stays: removing it would let two swarms hold the same number.
  for _ in 1 2 3 4 5; do rm -rf "$here"/* 2>/dev/null && break; sleep 0.2; done
}

mkdir -p -m 700 "$base"
[ -O "$base" ] || { echo "$base belongs to somebody else" >&2; exit 1; }

# A swarm is numbered, and holds the lock of its number. A folder with contents and a free lock was left behind.
number=
for candidate in $(seq 0 99); do
  mkdir -p "$base/$candidate"
  exec 9>"$base/$candidate/.lock"
  flock -n 9 || continue
  [ -z "$(ls "$base/$candidate")" ] || { echo "removing what is left of swarm $candidate" >&2; down "$candidate"; }
  # The name may be taken by a link that nobody can explain.
  ip link show "swl$candidate" >/dev/null 2>&1 && continue
  number=$candidate
  break
done
[ -n "$number" ] || { echo 'a hundred swarms run on this machine already' >&2; exit 1; }
for left in "$base"/*/; do
  left=$(basename "$left")
  [ "$left" != "$number" ] && [ -n "$(ls "$base/$left")" ] || continue
  (exec 8>"$base/$left/.lock"; flock -n 8 && down "$left") || true
done

# 198.18.0.0/15 is reserved for benchmarks: no network has it.
here=$base/$number name=swl$number network=198.18.$number
trap 'down "$number"' EXIT

ip netns add "${name}sw"
ip -n "${name}sw" link set lo up
ip -n "${name}sw" link add br0 type bridge
ip -n "${name}sw" link set br0 up
ip link add "$name" type veth peer name p0 netns "${name}sw"
ip -n "${name}sw" link set p0 master br0 up
ip addr add "$network.254/24" dev "$name"
ip link set "$name" up

for node in $(seq "$nodes"); do
  home=$here/n$node space=${name}n$node
  mkdir -p "$home"
  echo '{ "insecure-registries": ["198.18.0.0/15"] }' >"$home/daemon.json"
  ip netns add "$space"
  ip -n "${name}sw" link add "p$node" type veth peer name eth0 netns "$space"
  ip -n "${name}sw" link set "p$node" master br0 up
  ip -n "$space" link set lo up
  ip -n "$space" addr add "$network.$node/24" dev eth0
  ip -n "$space" link set eth0 up
  ip -n "$space" route add default via "$network.254"
  # nsenter, not `ip netns exec`: that remounts /sys and hides the control groups. The machine's own containerd and sockets are covered, and the socket of the
  # node stands where clients look for it.
  nsenter --net="/run/netns/$space" unshare --mount --uts --pid --fork --kill-child --mount-proc --propagation private sh -c '
    hostname "node$1"
    mount -t tmpfs none /run && mkdir -p /run/containerd /run/docker
    exec "$3" --config-file "$2/daemon.json" --data-root "$2/data" --exec-root "$2/exec" --pidfile "$2/pid" -H "unix://$2/docker.sock" -H unix:///run/docker.sock \
      --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$4"' \
    sh "$node" "$home" "${SWARM_DOCKERD:-dockerd}" "$space" </dev/null >"$home/log" 2>&1 9>&- &
  echo "$!" >"$home/process"
  disown
done

for node in $(seq "$nodes"); do
  home=$here/n$node process=$(cat "$here/n$node/process")
  for _ in $(seq 300); do
    first=$(tr -d ' ' <"/proc/$process/task/$process/children" 2>/dev/null || true)
    if [ -n "$first" ] && [ ! -e "$home/first" ]; then
      echo "$first" >"$home/first"
      readlink "/proc/$first/ns/net" >"$home/network"
    fi
    "$docker" -H "unix://$home/docker.sock" info >/dev/null 2>&1 && break
    kill -0 "$process" 2>/dev/null || break
    sleep 0.1
  done
  "$docker" -H "unix://$home/docker.sock" info >/dev/null 2>&1 || { tail -n 20 "$home/log" >&2; exit 1; }
done

timeout 60 "$docker" -H "unix://$here/n1/docker.sock" swarm init --advertise-addr "$network.1" >/dev/null
token=$("$docker" -H "unix://$here/n1/docker.sock" swarm join-token -q worker)
for node in $(seq 2 "$nodes"); do
  # On a busy machine the command gives up, and the node joins all the same.
  timeout 60 "$docker" -H "unix://$here/n$node/docker.sock" swarm join --token "$token" "$network.1:2377" >/dev/null 2>&1 || true
done
for _ in $(seq 400); do
  ready=$("$docker" -H "unix://$here/n1/docker.sock" node ls --format '{{.Hostname}} {{.Status}}' 2>/dev/null | grep -c '^node[0-9]* Ready$' || true)
  [ "$ready" = "$nodes" ] && break
  sleep 0.3
done
[ "$ready" = "$nodes" ] || { echo "only $ready of $nodes nodes are ready" >&2; exit 1; }

echo "ready $number"
cat >/dev/null
