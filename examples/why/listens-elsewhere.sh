#!/usr/bin/env -S ./patchbay run
# A program that listens at the loopback address only.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec b nc -l -k -s 127.0.0.1 -p 80 > /dev/null &

why from a 10.2.0.2 tcp 80
