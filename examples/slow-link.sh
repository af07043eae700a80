#!/usr/bin/env -S ./patchbay run
# A router with a slow and bad line behind it. Look at what delay, rate, queue, loss and MTU do to a ping, and at the line's counters.
set -e

for m in home router office; do machine add $m; done
segment add lan
segment add line type cable delay 40ms rate 1mbit limit 10
plug home:eth0 lan up
plug router:eth0 lan up
plug router:eth1 line up
plug office:eth0 line up

on home   'ip addr add 192.168.1.2/24 dev eth0; ip route add default via 192.168.1.1'
on router 'ip addr add 192.168.1.1/24 dev eth0; ip addr add 203.0.113.1/30 dev eth1; sysctl -q -w net.ipv4.ip_forward=1'
on office 'ip addr add 203.0.113.2/30 dev eth0; ip route add default via 203.0.113.1'

received() { on home ping -q "$@" 203.0.113.2 | sed -n 's/.* \([0-9]*\) received.*/\1/p'; }
expect() { if [ "$1" = "$2" ]; then echo "ok: $3: $1"; else echo "NOT ok: $3: $1 instead of $2"; exit 1; fi; }

segment show line
on home ping -c 3 203.0.113.2

# 1000 bytes take 8 ms on the line: one every 20 ms fits, a burst does not.
expect "$(received -c 20 -i 0.02 -s 1000)" 20 "paced"
expect "$(received -c 20 -l 20 -s 1000 -W 2)" 10 "a burst of 20 into a queue of 10 frames"

# Loss in one direction only.
segment set line rate 0 limit 1000
segment set line to office:eth0 loss 100%
expect "$(received -c 2 -i 0.1 -W 1)" 0 "the way there is lost"
segment set line to office:eth0 loss 0
segment set line from office:eth0 loss 10%
n=$(received -c 100 -i 0.01 -W 1)
if [ "$n" -gt 75 ] && [ "$n" -lt 100 ]; then few=some; else few=$n; fi
expect "$few" some "of the way back a tenth is lost"
segment set line from office:eth0 loss 0

# An MTU that nobody knows of: large packets vanish.
segment set line mtu 1400
expect "$(received -c 1 -s 1000 -W 1)" 1 "a small packet"
expect "$(received -c 1 -s 1400 -W 1)" 0 "a large packet"
segment set line mtu 0

# The line is cut, and mended.
segment cut line
sleep 1
on router ip -br link show eth1
expect "$(received -c 1 -W 1)" 0 "cut"
segment mend line
sleep 3 # until the router asks for the neighbour again
expect "$(received -c 1 -W 1)" 1 "mended"
segment -s show line
