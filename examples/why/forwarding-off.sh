#!/usr/bin/env -S ./patchbay run
# A router that does not forward.

. "$(dirname "$0")/routed"
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1

why from a 10.2.0.2
