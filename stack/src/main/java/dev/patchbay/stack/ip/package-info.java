/// IPv4 (RFC 791, RFC 1122, RFC 1812): input, forwarding, output, fragments, options, and ICMP. One
/// method a stage, named as the kernel's; [IpStack] is what a namespace has of it.
@NullMarked
package dev.patchbay.stack.ip;

import org.jspecify.annotations.NullMarked;
