#!/usr/bin/env -S ./patchbay run
# A dummy device keeps an address reachable whatever happens to the cables, as a router's loopback address does: here through two links,
# one of which goes down. Look at the route after that.
set -e

ip netns add router
for i in 1 2; do
  ip link add "link$i" type veth peer name "link$i" netns router
  ip addr add "10.0.$i.1/24" dev "link$i"
  ip link set "link$i" up
  ip -n router addr add "10.0.$i.2/24" dev "link$i"
  ip -n router link set "link$i" up
done
ip -n router link add stable type dummy
ip -n router addr add 192.0.2.1/32 dev stable
ip -n router link set stable up
ip route add 192.0.2.1 nexthop via 10.0.1.2 nexthop via 10.0.2.2

ping -c 1 192.0.2.1
ip link set link1 down
ip route show 192.0.2.1
ping -c 1 192.0.2.1
