#!/usr/bin/env -S ./patchbay run
# Two halves of one Ethernet, joined across a network of IP by gretap, each a port of a bridge. Look at the neighbours of left: right answers
# with its own hardware address, so frames cross, not only packets; and at the MTU, which leaves room for 42 bytes of headers.
set -e

ip netns add east
ip netns add west
ip link add eth0 netns east type veth peer name eth0 netns west
for side in "east 1 2 left" "west 2 1 right"; do
  set -- $side
  ip -n "$1" addr add "192.0.2.$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" link add span type gretap local "192.0.2.$2" remote "192.0.2.$3" key 42 ttl 64
  ip -n "$1" link add br0 type bridge
  ip -n "$1" link set span master br0 up
  ip -n "$1" link set br0 up

  ip netns add "$4"
  ip link add port netns "$1" type veth peer name eth0 netns "$4"
  ip -n "$1" link set port master br0 up
  ip -n "$4" addr add "10.0.0.$2/24" dev eth0
  ip -n "$4" link set eth0 mtu 1458 up
done

ip netns exec left ping -c 2 10.0.0.2
ip -n left neigh show
ip -n east -d link show span
ip netns exec east bridge fdb show br br0 dynamic
