#!/usr/bin/env -S ./patchbay run
# A bridge with an address of its own: the hosts behind it use it as their gateway, as container networks do. Look at the TTLs: c3 answers
# c2 with 64, through the bridge alone; what is outside answers with 63, through the bridge's own address and a route.
set -e

ip link add br0 type bridge
ip addr add 172.18.0.1/16 dev br0
ip link set br0 up

for i in 2 3; do
  ip netns add "c$i"
  ip link add "veth$i" type veth peer name eth0 netns "c$i"
  ip link set "veth$i" master br0 up
  ip -n "c$i" addr add "172.18.0.$i/16" dev eth0
  ip -n "c$i" link set lo up
  ip -n "c$i" link set eth0 up
  ip -n "c$i" route add default via 172.18.0.1
done

# The other side: a namespace that stands for the world outside.
ip netns add outside
ip link add uplink type veth peer name eth0 netns outside
ip addr add 203.0.113.1/24 dev uplink
ip link set uplink up
ip -n outside addr add 203.0.113.9/24 dev eth0
ip -n outside link set eth0 up
ip -n outside route add 172.18.0.0/16 via 203.0.113.1

sysctl -qw net.ipv4.ip_forward=1

ping -c 1 172.18.0.2
ip netns exec c2 ping -c 1 172.18.0.3
ip netns exec c2 ping -c 1 203.0.113.9
ip netns exec c2 ip route
bridge fdb show br br0 dynamic
