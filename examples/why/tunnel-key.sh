#!/usr/bin/env -S ./patchbay run
# Two ends of a tunnel with different keys.

ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 192.0.2.1/24 dev eth0
ip -n b addr add 192.0.2.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
ip -n a link add g0 type gre local 192.0.2.1 remote 192.0.2.2 key 1
ip -n b link add g0 type gre local 192.0.2.2 remote 192.0.2.1 key 2
ip -n a addr add 10.0.0.1/24 dev g0
ip -n b addr add 10.0.0.2/24 dev g0
ip -n a link set g0 up
ip -n b link set g0 up

why from a 10.0.0.2
