package dev.patchbay.stack.ip;

/// What ICMP counts in a namespace apart from the types (RFC 2011, `ICMP_MIB_…`).
public enum IcmpCounter {
  IN_MSGS,
  IN_ERRORS,
  IN_CSUM_ERRORS,
  OUT_MSGS,
  OUT_ERRORS,
  OUT_RATE_LIMIT_GLOBAL,
  OUT_RATE_LIMIT_HOST
}
