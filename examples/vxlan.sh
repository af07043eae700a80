#!/usr/bin/env -S ./patchbay run
# Two hosts share an Ethernet over a network that only carries IP. Look at bridge fdb: what is said
# of all zeros is where frames for unknown stations go; the other line is what the pings taught.
set -e

for host in left right; do
  ip netns add "$host"
done
ip link add eth0 netns left type veth peer name eth0 netns right
ip -n left addr add 192.168.0.1/24 dev eth0
ip -n right addr add 192.168.0.2/24 dev eth0

for host in left right; do
  ip -n "$host" link set eth0 up
  ip -n "$host" link add vxlan42 type vxlan id 42 dstport 4789 dev eth0
  ip -n "$host" link set vxlan42 up
done
ip -n left addr add 10.0.0.1/24 dev vxlan42
ip -n right addr add 10.0.0.2/24 dev vxlan42

ip netns exec left bridge fdb append 00:00:00:00:00:00 dev vxlan42 dst 192.168.0.2
ip netns exec right bridge fdb append 00:00:00:00:00:00 dev vxlan42 dst 192.168.0.1

ip netns exec left ping -c 2 10.0.0.2
ip netns exec left bridge fdb show dev vxlan42
ip -n left -d link show vxlan42
