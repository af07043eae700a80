#!/usr/bin/env -S ./patchbay run
# The other end does not know the way back.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1

why from a 10.2.0.2
