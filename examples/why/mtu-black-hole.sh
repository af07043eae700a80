#!/usr/bin/env -S ./patchbay run
# A link whose ends have different MTUs.

ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n b link set eth0 mtu 1400

why from a 10.0.0.2
