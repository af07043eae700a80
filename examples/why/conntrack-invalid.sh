#!/usr/bin/env -S ./patchbay run
# Answers come back another way than questions went.

for n in a b r1 r2; do
  ip netns add "$n"
done
for r in r1 r2; do
  ip netns exec "$r" sysctl -qw net.ipv4.ip_forward=1
  ip link add "$r" netns a type veth peer name left netns "$r"
  ip link add "$r" netns b type veth peer name right netns "$r"
  for d in left right; do ip -n "$r" link set "$d" up; done
  for n in a b; do ip -n "$n" link set "$r" up; done
done
ip -n a addr add 10.1.1.2/24 dev r1
ip -n a addr add 10.1.2.2/24 dev r2
ip -n b addr add 10.2.1.2/24 dev r1
ip -n b addr add 10.2.2.2/24 dev r2
ip -n r1 addr add 10.1.1.1/24 dev left
ip -n r1 addr add 10.2.1.1/24 dev right
ip -n r2 addr add 10.1.2.1/24 dev left
ip -n r2 addr add 10.2.2.1/24 dev right
ip -n a route add 10.2.0.0/16 via 10.1.1.1
ip -n b route add 10.1.0.0/16 via 10.2.2.1
ip -n r2 route add 10.1.1.0/24 via 10.1.2.2
ip netns exec r2 iptables -A FORWARD -m conntrack --ctstate INVALID -j DROP

why from a 10.2.1.2
