#!/usr/bin/env -S ./patchbay run
# Two namespaces on one NIC by ipvlan in mode l2: all have the NIC's hardware address, and what comes in is told apart by the network
# address. Look at what the world outside has learned: two addresses, one station.
set -e

ip netns add outside
ip link add eth0 type veth peer name sw0 netns outside
ip link set eth0 up
ip -n outside link set sw0 up
ip -n outside addr add 10.1.0.254/24 dev sw0

for i in 1 2; do
  ip netns add "net$i"
  ip link add link eth0 name ipvl0 netns "net$i" type ipvlan mode l2
  ip -n "net$i" addr add "10.1.0.1$i/24" dev ipvl0
  ip -n "net$i" link set ipvl0 up
done

ip -n net1 -d link show ipvl0
ip netns exec net1 ping -c 1 10.1.0.12
for i in 1 2; do ip netns exec "net$i" ping -c 1 10.1.0.254; done

ip -n outside neigh show
ip -n net2 addr add 10.1.0.11/24 dev ipvl0 || echo "an address has one owner among them"
