package dev.patchbay.trace.drops;

import dev.patchbay.core.DropReason;

/// What the kernel calls a reason (include/net/dropreason-core.h); some of ours it does not tell
/// apart.
public final class KernelName {
  private static final String PREFIX = "SKB_DROP_REASON_";

  private static boolean isKernels(DropReason reason) {
    return switch (reason) {
      case NOT_SPECIFIED,
          NO_SOCKET,
          PKT_TOO_SMALL,
          TCP_CSUM,
          SOCKET_FILTER,
          UDP_CSUM,
          NETFILTER_DROP,
          OTHERHOST,
          IP_CSUM,
          IP_INHDR,
          IP_RPFILTER,
          UNICAST_IN_L2_MULTICAST,
          IP_NOPROTO,
          SOCKET_RCVBUFF,
          TCP_FLAGS,
          TCP_ZEROWINDOW,
          TCP_OLD_DATA,
          TCP_OVERWINDOW,
          TCP_OFOMERGE,
          TCP_RFC7323_PAWS,
          TCP_INVALID_SEQUENCE,
          TCP_RESET,
          TCP_INVALID_SYN,
          TCP_CLOSE,
          TCP_OLD_ACK,
          TCP_ACK_UNSENT_DATA,
          TCP_OFO_QUEUE_PRUNE,
          TCP_OFO_DROP,
          IP_OUTNOROUTES,
          IPV6DISABLED,
          NEIGH_CREATEFAIL,
          NEIGH_FAILED,
          NEIGH_QUEUEFULL,
          NEIGH_DEAD,
          TC_EGRESS,
          TC_INGRESS,
          QDISC_DROP,
          CPU_BACKLOG,
          UNHANDLED_PROTO,
          FULL_RING,
          NOMEM,
          HDR_TRUNC,
          TAP_FILTER,
          ICMP_CSUM,
          IP_INADDRERRORS,
          IP_INNOROUTES,
          PKT_TOO_BIG,
          DUP_FRAG,
          FRAG_REASM_TIMEOUT,
          FRAG_TOO_FAR,
          IPV6_BAD_EXTHDR,
          IP_INVALID_SOURCE,
          IP_LOCALNET,
          BRIDGE_INGRESS_STP_STATE,
          DEV_HDR,
          DEV_READY,
          RECURSION_LIMIT,
          SOCKET_CLOSE ->
          true;
      default -> false;
    };
  }

  /// The kernel's name; our own, without its prefix, where it has none.
  public static String of(DropReason reason) {
    return isKernels(reason) ? PREFIX + reason.name() : reason.name();
  }

  private KernelName() {}
}
