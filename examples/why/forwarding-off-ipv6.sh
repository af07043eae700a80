#!/usr/bin/env -S ./patchbay run
# IPv6: a router that does not forward.

for n in a router b; do ip netns add $n; done
ip link add eth0 netns a type veth peer name left netns router
ip link add eth0 netns b type veth peer name right netns router
ip -n a addr add fd01::2/64 dev eth0 nodad
ip -n router addr add fd01::1/64 dev left nodad
ip -n router addr add fd02::1/64 dev right nodad
ip -n b addr add fd02::2/64 dev eth0 nodad
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n router link set left up
ip -n router link set right up
ip -n a route add default via fd01::1
ip -n b route add default via fd02::1
sleep 2

why from a fd02::2
