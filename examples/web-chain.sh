#!/usr/bin/env -S ./patchbay run
# A chain of one's own keeps the rules for a web server in one place: FORWARD jumps there, and what the chain does not decide returns. Look at
# how the counters of the chain and of the jump belong together.
set -e

ip netns add client
ip netns add server
for side in "client 10.0.1" "server 10.0.2"; do
  set -- $side
  ip link add "$1" type veth peer name eth0 netns "$1"
  ip addr add "$2.1/24" dev "$1"
  ip link set "$1" up
  ip -n "$1" addr add "$2.2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" route add default via "$2.1"
done
sysctl -qw net.ipv4.ip_forward=1

iptables -N WEB
iptables -A WEB -p tcp -m multiport --dports 80,443 -j ACCEPT
iptables -A WEB -p icmp -j RETURN
iptables -A WEB -m limit --limit 5/min -j LOG --log-prefix "web refused: "
iptables -A WEB -j REJECT --reject-with icmp-port-unreachable
iptables -P FORWARD DROP
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FORWARD -d 10.0.2.2 -j WEB
iptables -A FORWARD -p icmp --icmp-type echo-request -j ACCEPT

ip netns exec server nc -l -k -p 80 >/dev/null &
ip netns exec client nc -z -v -w 1 10.0.2.2 80
ip netns exec client nc -z -v -w 1 10.0.2.2 25 || echo "mail is not for the web server"
ip netns exec client ping -c 1 10.0.2.2
iptables -nvL WEB
dmesg | grep 'web refused'
