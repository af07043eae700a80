#!/usr/bin/env -S ./patchbay run
# A firewall that lets pass nothing that it is not told of.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec router iptables -P FORWARD DROP

why from a 10.2.0.2
