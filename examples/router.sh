#!/usr/bin/env -S ./patchbay run
# Two networks joined by a namespace that forwards. Look at the three pings from a to b: while forwarding is off nothing answers; then each
# answer has passed one router (ttl=63); and a packet that may pass none ends at the router, which says so.
set -e

for n in a router b; do
  ip netns add "$n"
  ip -n "$n" link set lo up
done

ip link add eth0 netns a type veth peer name left netns router
ip link add eth0 netns b type veth peer name right netns router

ip -n a addr add 10.1.0.2/24 dev eth0
ip -n router addr add 10.1.0.1/24 dev left
ip -n router addr add 10.2.0.1/24 dev right
ip -n b addr add 10.2.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n router link set left up
ip -n router link set right up
ip -n b link set eth0 up

ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1

echo "# Forwarding is off: nothing answers."
ip netns exec a ping -c 1 -W 1 10.2.0.2 || true

ip netns exec router sysctl -w net.ipv4.ip_forward=1
ip netns exec a ping -c 2 10.2.0.2
ip netns exec a ping -c 1 -t 1 10.2.0.2 || true
ip -n router route show
