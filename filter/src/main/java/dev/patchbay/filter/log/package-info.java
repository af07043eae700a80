/// What the kernel's log says of packets, and who may write it (net/netfilter/nf_log_syslog.c).
@NullMarked
package dev.patchbay.filter.log;

import org.jspecify.annotations.NullMarked;
