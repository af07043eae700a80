#!/usr/bin/env -S ./patchbay run
# A port that is published at another address than the one that is asked.

. "$(dirname "$0")/routed"
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec b nc -l -k -p 80 > /dev/null &
ip netns exec router iptables -t nat -A PREROUTING -d 10.1.0.9 -p tcp --dport 8080 -j DNAT --to-destination 10.2.0.2:80

why from a 10.1.0.1 tcp 8080
