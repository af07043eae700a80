#!/usr/bin/env -S ./patchbay run
# A host that does not answer for its address.

ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n b addr del 10.0.0.2/24 dev eth0
ip -n b addr add 10.0.0.2/32 dev lo
ip -n b link set lo up
ip -n b route add 10.0.0.0/24 dev eth0
ip netns exec b sysctl -qw net.ipv4.conf.eth0.arp_ignore=1

why from a 10.0.0.2
