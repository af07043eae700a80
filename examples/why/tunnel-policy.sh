#!/usr/bin/env -S ./patchbay run
# A tunnel whose packets a router on the way does not let pass.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip -n a link add t0 type ipip local 10.1.0.2 remote 10.2.0.2
ip -n b link add t0 type ipip local 10.2.0.2 remote 10.1.0.2
ip -n a addr add 172.16.0.1/24 dev t0
ip -n b addr add 172.16.0.2/24 dev t0
ip -n a link set t0 up
ip -n b link set t0 up
ip netns exec router iptables -P FORWARD DROP

why from a 172.16.0.2
