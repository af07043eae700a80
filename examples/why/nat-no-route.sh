#!/usr/bin/env -S ./patchbay run
# A destination that is translated to an address without a route.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip -n b addr add 172.16.0.5/32 dev eth0
ip netns exec router iptables -t nat -A PREROUTING -d 10.1.0.1 -j DNAT --to-destination 172.16.0.5

why from a 10.1.0.1
