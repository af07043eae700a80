#!/usr/bin/env -S ./patchbay run
# A vxlan that is told of no other end.

ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 192.0.2.1/24 dev eth0
ip -n b addr add 192.0.2.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
for n in a b; do
  ip -n "$n" link add vx0 type vxlan id 42 dstport 4789
  ip -n "$n" link set vx0 up
done
ip -n a addr add 10.0.0.1/24 dev vx0
ip -n b addr add 10.0.0.2/24 dev vx0
bridge -n b fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.1

why from a 10.0.0.2
