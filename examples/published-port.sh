#!/usr/bin/env -S ./patchbay run
# A published port: who asks the host at port 8080 reaches port 80 of a container behind its bridge, which knows nothing of that. Look at
# what the server there says: it sees the client's own address. DNAT changes where a connection goes, not where it comes from.
set -e

ip link add br0 type bridge
ip addr add 172.17.0.1/16 dev br0
ip link set br0 up
ip netns add web
ip link add veth0 type veth peer name eth0 netns web
ip link set veth0 master br0 up
ip -n web addr add 172.17.0.2/16 dev eth0
ip -n web link set eth0 up
ip -n web route add default via 172.17.0.1

ip netns add client
ip link add eth0 type veth peer name eth0 netns client
ip addr add 198.51.100.1/24 dev eth0
ip link set eth0 up
ip -n client addr add 198.51.100.2/24 dev eth0
ip -n client link set eth0 up
sysctl -qw net.ipv4.ip_forward=1

iptables -P FORWARD DROP
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FORWARD -d 172.17.0.2 ! -i br0 -o br0 -p tcp --dport 80 -j ACCEPT
iptables -t nat -N PUBLISHED
iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j PUBLISHED
iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j PUBLISHED
iptables -t nat -A PUBLISHED -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80

ip netns exec web nc -l -k -n -v -p 80 &
sleep 0.1
ip netns exec client nc -z -v -w 1 198.51.100.1 8080
nc -z -v -w 1 198.51.100.1 8080
iptables -t nat -nvL PUBLISHED
kill $!
