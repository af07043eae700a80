#!/usr/bin/env -S ./patchbay run
# Two customers of one router use the same addresses. Look at the two pings to 10.0.0.2: each
# reaches the customer of its own routing domain, as the differing TTLs of their answers show.
set -e

for customer in red blue; do
  ip netns add "$customer"
  ip link add "to-$customer" type veth peer name eth0 netns "$customer"
  ip -n "$customer" addr add 10.0.0.2/24 dev eth0
  ip -n "$customer" link set eth0 up
done
ip netns exec red sysctl -q -w net.ipv4.ip_default_ttl=64
ip netns exec blue sysctl -q -w net.ipv4.ip_default_ttl=255

ip link add vrf-red type vrf table 10
ip link add vrf-blue type vrf table 20
for customer in red blue; do
  ip link set "vrf-$customer" up
  ip link set "to-$customer" master "vrf-$customer"
  ip addr add 10.0.0.1/24 dev "to-$customer"
  ip link set "to-$customer" up
done

ip vrf exec vrf-red ping -c 1 10.0.0.2
ip vrf exec vrf-blue ping -c 1 10.0.0.2

ip vrf show
ip route show vrf vrf-red
