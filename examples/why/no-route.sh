#!/usr/bin/env -S ./patchbay run
# A host without a route.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n b route add default via 10.2.0.1

why from a 10.2.0.2
