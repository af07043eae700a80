#!/usr/bin/env -S ./patchbay run
# Two islands of IPv6 in a world of IPv4, joined by a tunnel (sit). Look at the MTU: 20 bytes of each packet are the outer header.
set -e

ip netns add east
ip netns add west
ip link add eth0 netns east type veth peer name eth0 netns west
for side in "east 1 2" "west 2 1"; do
  set -- $side
  ip -n "$1" addr add "198.51.100.$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" tunnel add v6 mode sit local "198.51.100.$2" remote "198.51.100.$3" ttl 64
  ip -n "$1" link set v6 up
  ip -n "$1" addr add "2001:db8:$2::1/48" dev v6
  ip -n "$1" route add "2001:db8:$3::/48" dev v6
done

ip -n east link show v6
ip netns exec east ping -c 1 2001:db8:2::1
ip -n east -6 route
