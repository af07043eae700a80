/// The addresses of devices and what protocols are told about a device: [InetDevice] is what IPv4
/// or IPv6 keeps for one, [Addresses] takes the requests, [Settings] are the files of
/// `/proc/sys/net/ipv4/conf` and `ipv6/conf`.
@NullMarked
package dev.patchbay.stack.address;

import org.jspecify.annotations.NullMarked;
