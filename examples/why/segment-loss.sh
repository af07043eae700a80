#!/usr/bin/env -S ./patchbay run
# A segment between machines that loses what it is given.

machine add m1
machine add m2
segment add wire loss 100%
plug m1:eth0 wire
plug m2:eth0 wire
on m1 "ip addr add 10.0.0.1/24 dev eth0; ip link set eth0 up"
on m2 "ip addr add 10.0.0.2/24 dev eth0; ip link set eth0 up"

why from m1 10.0.0.2
