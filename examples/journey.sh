#!/usr/bin/env -S ./patchbay run
# A router that does not forward yet: what why says of it, and the way of a packet once it is mended. Look
# at the stage at which the first packet ends, and at what stands there in the journey of the last.
set -e

for n in a router b; do
  ip netns add "$n"
done
ip link add eth0 netns a type veth peer name left netns router
ip link add eth0 netns b type veth peer name right netns router
ip -n a addr add 10.1.0.2/24 dev eth0
ip -n b addr add 10.2.0.2/24 dev eth0
ip -n router addr add 10.1.0.1/24 dev left
ip -n router addr add 10.2.0.1/24 dev right
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n router link set left up
ip -n router link set right up
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1

ip netns exec a ping -q -c 1 -W 1 10.2.0.2 || true
why from a 10.2.0.2 || true
ip netns exec router sysctl -w net.ipv4.ip_forward=1
journey icmp -- ip netns exec a ping -q -c 1 10.2.0.2
