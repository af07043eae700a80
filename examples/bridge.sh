#!/usr/bin/env -S ./patchbay run
# Three namespaces on a bridge. Look at the last lines: the ports are forwarding, and the bridge has learned at which of them each of the
# three stations is, so frames for it go there alone.
set -e

ip link add br0 type bridge
ip link set br0 up

for i in 1 2 3; do
  ip netns add "h$i"
  ip link add "p$i" type veth peer name eth0 netns "h$i"
  ip link set "p$i" master br0 up
  ip -n "h$i" addr add "10.0.0.$i/24" dev eth0
  ip -n "h$i" link set eth0 up
done

ip netns exec h1 ping -c 2 10.0.0.2
ip netns exec h1 ping -c 1 10.0.0.3

bridge link show
bridge fdb show br br0 dynamic
