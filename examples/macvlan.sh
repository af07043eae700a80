#!/usr/bin/env -S ./patchbay run
# Two namespaces on one NIC by macvlan in bridge mode: they reach each other and the world outside, but not the host, whose own address is
# the parent's. Look at the last two pings: the host reaches them only by a macvlan of its own.
set -e

ip netns add outside
ip link add eth0 type veth peer name sw0 netns outside
ip link set eth0 up
ip addr add 192.168.10.1/24 dev eth0
ip -n outside link set sw0 up
ip -n outside addr add 192.168.10.254/24 dev sw0

for i in 1 2; do
  ip netns add "net$i"
  ip link add link eth0 name "mac$i" netns "net$i" type macvlan mode bridge
  ip -n "net$i" addr add "192.168.10.1$i/24" dev "mac$i"
  ip -n "net$i" link set "mac$i" up
done

ip -n net1 -d link show mac1
ip netns exec net1 ping -c 1 192.168.10.12
ip netns exec net1 ping -c 1 192.168.10.254

ping -c 1 -W 1 192.168.10.11 || echo "the parent and its macvlans do not see each other"

ip link add link eth0 name mac0 type macvlan mode bridge
ip addr add 192.168.10.2/32 dev mac0
ip link set mac0 up
ip route add 192.168.10.11 dev mac0
ping -c 1 192.168.10.11
