#!/usr/bin/env -S ./patchbay run
# Two sites reach each other's networks through a router that knows neither. Look at the second ping:
# it is too large for the tunnel, and says what fits; the router only ever sees GRE.
set -e

for place in paris internet tokyo; do
  ip netns add "$place"
done
ip link add eth0 netns paris type veth peer name west netns internet
ip link add eth0 netns tokyo type veth peer name east netns internet
ip -n paris addr add 192.0.2.2/24 dev eth0
ip -n internet addr add 192.0.2.1/24 dev west
ip -n internet addr add 198.51.100.1/24 dev east
ip -n tokyo addr add 198.51.100.2/24 dev eth0
for link in "paris eth0" "internet west" "internet east" "tokyo eth0"; do
  ip -n ${link% *} link set ${link#* } up
done
ip netns exec internet sysctl -q -w net.ipv4.ip_forward=1
ip -n paris route add default via 192.0.2.1
ip -n tokyo route add default via 198.51.100.1

ip -n paris tunnel add site mode gre local 192.0.2.2 remote 198.51.100.2 ttl 64 key 7
ip -n tokyo tunnel add site mode gre local 198.51.100.2 remote 192.0.2.2 ttl 64 key 7
ip -n paris addr add 10.0.0.1/32 peer 10.0.0.2 dev site
ip -n tokyo addr add 10.0.0.2/32 peer 10.0.0.1 dev site
ip -n paris link set site up
ip -n tokyo link set site up

ip netns exec paris ping -c 1 10.0.0.2
ip netns exec paris ping -c 1 -s 1500 -M do 10.0.0.2 || true
ip -n paris tunnel show site
ip -n internet route
