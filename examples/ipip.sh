#!/usr/bin/env -S ./patchbay run
# IPv4 in IPv4, as Flannel and Calico can carry the packets of pods between hosts that do not know the pods' addresses. Look at the route:
# the other host's pods are behind the tunnel, whose far end is that host (`onlink`).
set -e

for host in 1 2; do
  ip netns add "host$host"
done
ip link add eth0 netns host1 type veth peer name eth0 netns host2
for host in 1 2; do
  ip -n "host$host" addr add "192.0.2.$host/24" dev eth0
  ip -n "host$host" link set eth0 up
  ip -n "host$host" link add tun type ipip local "192.0.2.$host"
  ip -n "host$host" link set tun up
  ip -n "host$host" addr add "10.244.$host.0/32" dev tun
done
ip -n host1 route add 10.244.2.0/24 via 192.0.2.2 dev tun onlink
ip -n host2 route add 10.244.1.0/24 via 192.0.2.1 dev tun onlink

ip -n host1 route
ip netns exec host1 ping -c 2 10.244.2.0
ip -n host1 -s link show tun
