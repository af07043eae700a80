#!/usr/bin/env -S ./patchbay run
# A filter of traffic control that drops everything on its way out.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec router tc qdisc add dev right clsact
ip netns exec router tc filter add dev right egress matchall action drop

why from a 10.2.0.2
