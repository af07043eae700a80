#!/usr/bin/env -S ./patchbay run
# A trunk that does not carry the VLAN.

ip link add br0 type bridge vlan_filtering 1
ip link set br0 up
for n in a b; do
  ip netns add "$n"
  ip link add "port-$n" type veth peer name eth0 netns "$n"
  ip link set "port-$n" master br0 up
  ip -n "$n" link set eth0 up
  ip -n "$n" link add link eth0 name eth0.10 type vlan id 10
  ip -n "$n" link set eth0.10 up
done
ip -n a addr add 10.0.0.1/24 dev eth0.10
ip -n b addr add 10.0.0.2/24 dev eth0.10
bridge vlan add dev port-a vid 10

why from a 10.0.0.2
