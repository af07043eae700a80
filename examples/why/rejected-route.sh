#!/usr/bin/env -S ./patchbay run
# A route that throws away what it is for.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip -n router route add blackhole 10.2.0.2/32

why from a 10.2.0.2
