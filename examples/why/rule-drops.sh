#!/usr/bin/env -S ./patchbay run
# A rule that drops more than was meant.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec router iptables -A FORWARD -s 10.1.0.0/24 -j DROP

why from a 10.2.0.2
