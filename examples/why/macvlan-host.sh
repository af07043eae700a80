#!/usr/bin/env -S ./patchbay run
# A container on a macvlan cannot talk to its host.

ip link add eth0 type veth peer name wire
ip link set eth0 up
ip link set wire up
ip addr add 192.168.1.10/24 dev eth0
ip netns add c
ip link add mv0 link eth0 netns c type macvlan mode bridge
ip -n c addr add 192.168.1.20/24 dev mv0
ip -n c link set mv0 up

why from c 192.168.1.10
