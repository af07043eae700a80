#!/usr/bin/env -S ./patchbay run
# Two network namespaces joined by a veth, and a ping from one to the other. Look at the first round trip, the longest: it waits for ARP, and
# the neighbour that was found then is listed behind. The counters hold more than three pings: ARP, and what IPv6 says on a new link.
set -e

ip netns add red
ip netns add blue

ip link add veth-red type veth peer name veth-blue
ip link set veth-red netns red
ip link set veth-blue netns blue

ip -n red addr add 10.0.0.1/24 dev veth-red
ip -n blue addr add 10.0.0.2/24 dev veth-blue
ip -n red link set veth-red up
ip -n blue link set veth-blue up

ip netns exec red ping -c 3 10.0.0.2
ip -n red neigh show
ip -n red -s link show veth-red
