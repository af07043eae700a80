#!/usr/bin/env -S ./patchbay run
# Two hosts with one address.

ip link add br0 type bridge
ip link set br0 up
for n in a b; do
  ip netns add "$n"
  ip link add "port-$n" type veth peer name eth0 netns "$n"
  ip link set "port-$n" master br0 up
  ip -n "$n" link set eth0 up
done
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip netns add c
ip link add port-c type veth peer name eth0 netns c
ip link set port-c master br0 up
ip -n c link set eth0 up
ip -n c addr add 10.0.0.2/24 dev eth0

why from a 10.0.0.2
