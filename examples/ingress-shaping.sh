#!/usr/bin/env -S ./patchbay run
# What comes in cannot be queued where it comes in: it is redirected to an ifb, whose classes share the link. Look at which class of
# ifb0 counts which packets, and at the round trip of those that wait there.
set -e

ip netns add far
ip link add eth0 type veth peer name eth0 netns far
ip addr add 10.0.0.1/24 dev eth0
ip -n far addr add 10.0.0.2/24 dev eth0
ip link set eth0 up
ip -n far link set eth0 up

ip link add ifb0 type ifb
ip link set ifb0 up
tc qdisc add dev eth0 handle ffff: ingress
tc filter add dev eth0 parent ffff: protocol ip matchall action mirred egress redirect dev ifb0

tc qdisc add dev ifb0 root handle 1: htb default 20
tc class add dev ifb0 parent 1: classid 1:1 htb rate 1mbit
tc class add dev ifb0 parent 1:1 classid 1:10 htb rate 800kbit ceil 1mbit prio 0
tc class add dev ifb0 parent 1:1 classid 1:20 htb rate 200kbit ceil 400kbit prio 1
tc filter add dev ifb0 parent 1: protocol ip prio 1 u32 match ip tos 0x10 0xff flowid 1:10

# Echo replies carry the type of service of the request.
ping -q -c 20 -l 20 -s 1000 -Q 0x10 10.0.0.2
ping -q -c 20 -l 20 -s 1000 10.0.0.2
tc -s class show dev ifb0
tc -s filter show dev eth0 parent ffff:
