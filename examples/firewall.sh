#!/usr/bin/env -S ./patchbay run
# A host firewall: what the host began may come back, ssh may come in, two new pings a second are answered, the rest is refused or dropped.
# Look at the counters: each rule says how many packets it decided, and most belong to connections that are known.
set -e

ip netns add laptop
ip link add eth0 type veth peer name eth0 netns laptop
ip addr add 192.0.2.1/24 dev eth0
ip link set eth0 up
ip -n laptop addr add 192.0.2.9/24 dev eth0
ip -n laptop link set eth0 up

iptables -P INPUT DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
iptables -A INPUT -p tcp --dport 22 -m comment --comment "remote shell" -j ACCEPT
iptables -A INPUT -p icmp --icmp-type echo-request -m limit --limit 2/second --limit-burst 2 -j ACCEPT
iptables -A INPUT -p tcp -j REJECT --reject-with tcp-reset

nc -l -p 22 >/dev/null &
nc -l -p 80 >/dev/null &
ip netns exec laptop nc -z -v -w 1 192.0.2.1 22
ip netns exec laptop nc -z -v -w 1 192.0.2.1 80 || echo "port 80 is refused, though something listens there"
ip netns exec laptop ping -c 4 -i 0.2 -W 1 192.0.2.1
ping -c 1 192.0.2.9
iptables -nvL INPUT
