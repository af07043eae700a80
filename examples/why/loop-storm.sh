#!/usr/bin/env -S ./patchbay run
# Two bridges with two cables between them.

ip netns add a
ip netns add b
ip link add br0 type bridge
ip link add br1 type bridge
ip link add x0 type veth peer name x1
ip link add y0 type veth peer name y1
ip link add port-a type veth peer name eth0 netns a
ip link add port-b type veth peer name eth0 netns b
for port in x0 y0 port-a; do ip link set "$port" master br0 up; done
for port in x1 y1 port-b; do ip link set "$port" master br1 up; done
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip link set br0 up
ip link set br1 up

why from a 10.0.0.2
