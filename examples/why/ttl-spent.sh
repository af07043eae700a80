#!/usr/bin/env -S ./patchbay run
# Two routers that send a packet to each other.

for n in a r1 r2 b; do ip netns add "$n"; done
for r in r1 r2; do ip netns exec "$r" sysctl -qw net.ipv4.ip_forward=1; done
ip link add eth0 netns a type veth peer name left netns r1
ip link add right netns r1 type veth peer name left netns r2
ip link add right netns r2 type veth peer name eth0 netns b
ip -n a addr add 10.1.0.2/24 dev eth0
ip -n r1 addr add 10.1.0.1/24 dev left
ip -n r1 addr add 10.9.0.1/24 dev right
ip -n r2 addr add 10.9.0.2/24 dev left
ip -n r2 addr add 10.2.0.1/24 dev right
ip -n b addr add 10.2.0.2/24 dev eth0
ip -n b addr add 10.3.0.2/32 dev eth0
for d in "a eth0" "r1 left" "r1 right" "r2 left" "r2 right" "b eth0"; do
  set -- $d
  ip -n "$1" link set "$2" up
done
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip -n r1 route add default via 10.9.0.2
ip -n r2 route add default via 10.9.0.1

why from a 10.3.0.2
