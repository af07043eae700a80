#!/usr/bin/env -S ./patchbay run
# A rule on the way of the answer.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec b iptables -A OUTPUT -p icmp -j DROP

why from a 10.2.0.2
