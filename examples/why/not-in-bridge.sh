#!/usr/bin/env -S ./patchbay run
# A cable that ends beside the bridge.

ip link add br0 type bridge
ip link set br0 up
for n in a b; do
  ip netns add $n
  ip link add port-$n type veth peer name eth0 netns $n
  ip link set port-$n master br0 up
  ip -n $n link set eth0 up
done
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip link set port-b nomaster

why from a 10.0.0.2
