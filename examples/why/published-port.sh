#!/usr/bin/env -S ./patchbay run
# A published port that leads to the wrong address.

sysctl -qw net.ipv4.ip_forward=1
ip link add docker0 type bridge
ip addr add 172.17.0.1/16 dev docker0
ip link set docker0 up
ip netns add web
ip link add veth0 type veth peer name eth0 netns web
ip link set veth0 master docker0 up
ip -n web addr add 172.17.0.2/16 dev eth0
ip -n web link set eth0 up
ip -n web route add default via 172.17.0.1
ip netns add client
ip link add eth0 type veth peer name eth0 netns client
ip addr add 198.51.100.1/24 dev eth0
ip link set eth0 up
ip -n client addr add 198.51.100.2/24 dev eth0
ip -n client link set eth0 up
ip netns exec web nc -l -k -p 80 > /dev/null &
iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.3:80

why from client 198.51.100.1 tcp 8080
