#!/usr/bin/env -S ./patchbay run
# IPv6 inside a site that has IPv4 alone (ISATAP): a host's IPv6 address ends with its IPv4 address behind 0:5efe, so a neighbour needs no
# configuration. Look at the outer packets: host reaches other directly; only for a prefix it would ask router, its potential router (pdr).
set -e

ip link add site type bridge
ip link set site up
octet=1
for n in router host other; do
  ip netns add "$n"
  ip link add "$n" type veth peer name eth0 netns "$n"
  ip link set "$n" master site up
  ip -n "$n" addr add "192.0.2.$octet/24" dev eth0
  ip -n "$n" link set eth0 up
  ip -n "$n" tunnel add is0 mode isatap local "192.0.2.$octet" ttl 64
  ip -n "$n" link set is0 up
  ip -n "$n" addr add "2001:db8::5efe:192.0.2.$octet/64" dev is0
  octet=$((octet + 1))
done
ip -n host tunnel prl prl-default 192.0.2.1 dev is0

ip -n host -6 addr show is0
ip -n host tunnel show is0
tcpdump -l -n -c 4 -i site > wire 2>/dev/null &
ip netns exec host ping -c 1 2001:db8::5efe:192.0.2.3
ip netns exec host ping -c 1 2001:db8::5efe:192.0.2.1
wait
grep 'ICMP6, echo' wire
rm wire
