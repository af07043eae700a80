#!/usr/bin/env -S ./patchbay run
# Answers would leave by another device than questions came by.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip link add eth1 netns a type veth peer name other netns router
ip -n a addr add 10.3.0.2/24 dev eth1
ip -n router addr add 10.3.0.1/24 dev other
ip -n a link set eth1 up
ip -n router link set other up
ip -n a route add 10.2.0.0/24 via 10.3.0.1 src 10.1.0.2
ip netns exec a ping -q -c 1 10.3.0.1 > /dev/null
ip netns exec router sysctl -qw net.ipv4.conf.all.rp_filter=1

why from a 10.2.0.2
