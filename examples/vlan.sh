#!/usr/bin/env -S ./patchbay run
# VLANs 2 and 3 on eth0: a router on a stick. The switch keeps the two apart; what goes from one to the other passes the router, twice over the
# same cable. Look at the switch's own table of VLANs, and at the TTL of the second ping.
set -e

# The switch, with a trunk to the router and an access port for each host.
ip link add sw0 type bridge vlan_filtering 1 vlan_default_pvid 0
ip link set sw0 up
ip netns add router
ip link add trunk type veth peer name eth0 netns router
ip link set trunk master sw0 up
bridge vlan add dev trunk vid 2
bridge vlan add dev trunk vid 3

for vlan in 2 3; do
  ip netns add "host$vlan"
  ip link add "port$vlan" type veth peer name eth0 netns "host$vlan"
  ip link set "port$vlan" master sw0 up
  bridge vlan add dev "port$vlan" vid "$vlan" pvid untagged
  ip -n "host$vlan" addr add "10.0.$vlan.10/24" dev eth0
  ip -n "host$vlan" link set eth0 up
  ip -n "host$vlan" route add default via "10.0.$vlan.1"
done

ip -n router link set eth0 up
for vlan in 2 3; do
  ip -n router link add link eth0 name "eth0.$vlan" type vlan id "$vlan"
  ip -n router addr add "10.0.$vlan.1/24" dev "eth0.$vlan"
  ip -n router link set "eth0.$vlan" up
done
ip netns exec router sysctl -qw net.ipv4.ip_forward=1

bridge vlan show
ip -n router -d link show eth0.2
ip netns exec host2 ping -c 1 10.0.2.1
ip netns exec host2 ping -c 1 10.0.3.10
