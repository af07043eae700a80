#!/usr/bin/env -S ./patchbay run
# A host that is told not to answer pings.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec b sysctl -qw net.ipv4.icmp_echo_ignore_all=1

why from a 10.2.0.2
