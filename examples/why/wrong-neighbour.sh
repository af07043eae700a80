#!/usr/bin/env -S ./patchbay run
# A neighbour entry that somebody wrote, with a wrong address.

ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 192.0.2.1/24 dev eth0
ip -n b addr add 192.0.2.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n a neigh add 192.0.2.2 lladdr 02:00:00:00:00:99 dev eth0

why from a 192.0.2.2
