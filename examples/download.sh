#!/usr/bin/env -S ./patchbay run
# A web server and a client at the two ends of a slow path that loses one packet in a hundred: TCP brings every byte all the same. Look at
# what it counted, and at the time the download took, none of which passed on your clock.
set -e

ip netns add client
ip netns add server
ip link add eth0 netns client type veth peer name eth0 netns server
ip -n client addr add 10.0.0.1/24 dev eth0
ip -n server addr add 10.0.0.2/24 dev eth0
ip -n client link set eth0 up
ip -n server link set eth0 up
ip netns exec server tc qdisc add dev eth0 root netem delay 20ms loss 1% rate 20mbit

mkdir -p /tmp/site
seq 200000 > /tmp/site/numbers.txt
ip netns exec server python3 -m http.server 8000 --directory /tmp/site >/dev/null 2>&1 &
sleep 1
ip netns exec client curl -s -o /tmp/copy.txt -w '%{size_download} bytes in %{time_total} s\n' http://10.0.0.2:8000/numbers.txt
cmp /tmp/site/numbers.txt /tmp/copy.txt && echo "every byte arrived"
ip netns exec server nstat -az TcpRetransSegs TcpExtTCPFastRetrans TcpExtTCPLossProbes
kill $!
