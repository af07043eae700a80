#!/usr/bin/env -S ./patchbay run
# A vxlan that answers for the other end (proxy), and is not told who is there.

ip netns add a
ip netns add b
ip link add eth0 netns a type veth peer name eth0 netns b
ip -n a addr add 192.0.2.1/24 dev eth0
ip -n b addr add 192.0.2.2/24 dev eth0
ip -n a link set eth0 up
ip -n b link set eth0 up
for n in a b; do
  ip -n "$n" link add vx0 type vxlan id 42 dstport 4789 nolearning proxy
done
ip -n a link set vx0 address 02:00:00:00:00:0a up
ip -n b link set vx0 address 02:00:00:00:00:0b up
ip -n a addr add 10.0.0.1/24 dev vx0
ip -n b addr add 10.0.0.2/24 dev vx0
bridge -n a fdb add 02:00:00:00:00:0b dev vx0 dst 192.0.2.2
bridge -n b fdb add 02:00:00:00:00:0a dev vx0 dst 192.0.2.1
ip -n b neigh add 10.0.0.1 lladdr 02:00:00:00:00:0a dev vx0

why from a 10.0.0.2
