#!/usr/bin/env -S ./patchbay run
# Three hosts share the one address that a provider gives to the gateway. The provider drops what has passed a router, which it knows by the
# TTL: 63 in place of 64. Look at the pings: none is answered at first. Either the hosts send with a TTL of 65, or the gateway sets it to 64.
set -e

ip netns add provider
ip netns add gateway
ip link add wan netns gateway type veth peer name customer netns provider
ip -n provider addr add 203.0.113.1/24 dev customer
ip -n provider link set customer up
ip -n gateway addr add 203.0.113.7/24 dev wan
ip -n gateway link set wan up
ip netns exec provider iptables -A INPUT -m ttl ! --ttl-eq 64 -j DROP

ip -n gateway link add lan type bridge
ip -n gateway addr add 192.168.1.1/24 dev lan
ip -n gateway link set lan up
for i in 2 3 4; do
  ip netns add "host$i"
  ip link add eth0 netns "host$i" type veth peer name "port$i" netns gateway
  ip -n gateway link set "port$i" master lan up
  ip -n "host$i" addr add "192.168.1.$i/24" dev eth0
  ip -n "host$i" link set eth0 up
  ip -n "host$i" route add default via 192.168.1.1
done
ip netns exec gateway sysctl -qw net.ipv4.ip_forward=1
ip netns exec gateway iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -o wan -j MASQUERADE

for i in 2 3 4; do
  ip netns exec "host$i" ping -c 1 -W 1 203.0.113.1 >/dev/null || echo "host$i: no answer"
done

echo "the first way: the host itself begins with 65"
ip netns exec host2 sysctl -w net.ipv4.ip_default_ttl=65
ip netns exec host2 ping -c 1 203.0.113.1

echo "the second way: the gateway makes all look like its own"
ip netns exec gateway iptables -t mangle -A POSTROUTING -o wan -j TTL --ttl-set 64
for i in 2 3 4; do
  ip netns exec "host$i" ping -c 1 203.0.113.1
done
ip netns exec provider iptables -nvL INPUT
