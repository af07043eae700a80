#!/usr/bin/env -S ./patchbay run
# A policy rule that forbids the way.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip -n router rule add from 10.1.0.0/24 prohibit

why from a 10.2.0.2
