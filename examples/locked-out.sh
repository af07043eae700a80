#!/usr/bin/env -S ./patchbay run
# An administrator locks himself out: the policy becomes DROP before the rule that lets him in stands where it is reached. Look at the
# counters: the rule above it takes his packets. `iptables-restore` would have put all rules in place at once.
set -e

ip netns add admin
ip link add eth0 type veth peer name eth0 netns admin
ip addr add 192.0.2.1/24 dev eth0
ip link set eth0 up
ip -n admin addr add 192.0.2.50/24 dev eth0
ip -n admin link set eth0 up
nc -l -k -p 22 >/dev/null &

iptables -A INPUT -s 192.0.2.0/25 -m comment --comment "guests" -j DROP
iptables -A INPUT -s 192.0.2.50 -p tcp --dport 22 -m comment --comment "the administrator" -j ACCEPT
iptables -P INPUT DROP

ip netns exec admin nc -z -v -w 2 192.0.2.1 22 || echo "locked out"
iptables -nvL INPUT --line-numbers

iptables-restore <<'RULES'
*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -s 192.0.2.50 -p tcp --dport 22 -m comment --comment "the administrator" -j ACCEPT
-A INPUT -s 192.0.2.0/25 -m comment --comment "guests" -j DROP
COMMIT
RULES
ip netns exec admin nc -z -v -w 2 192.0.2.1 22
iptables -S
kill $!
