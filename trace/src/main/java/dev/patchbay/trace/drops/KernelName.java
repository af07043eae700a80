package dev.patchbay.trace.drops;

import dev.patchbay.core.DropReason;
import java.util.EnumSet;
import java.util.Set;

/// What the kernel calls a reason (include/net/dropreason-core.h); some of ours it does not tell
/// apart.
public final class KernelName {
  private static final String PREFIX = "SKB_DROP_REASON_";

  /// The reasons that are the kernel's, too.
  private static final Set<DropReason> KERNELS =
      EnumSet.of(
          DropReason.NOT_SPECIFIED,
          DropReason.NO_SOCKET,
          DropReason.PKT_TOO_SMALL,
          DropReason.TCP_CSUM,
          DropReason.SOCKET_FILTER,
          DropReason.UDP_CSUM,
          DropReason.NETFILTER_DROP,
          DropReason.OTHERHOST,
          DropReason.IP_CSUM,
          DropReason.IP_INHDR,
          DropReason.IP_RPFILTER,
          DropReason.UNICAST_IN_L2_MULTICAST,
          DropReason.IP_NOPROTO,
          DropReason.SOCKET_RCVBUFF,
          DropReason.TCP_FLAGS,
          DropReason.TCP_ZEROWINDOW,
          DropReason.TCP_OLD_DATA,
          DropReason.TCP_OVERWINDOW,
          DropReason.TCP_OFOMERGE,
          DropReason.TCP_RFC7323_PAWS,
          DropReason.TCP_INVALID_SEQUENCE,
          DropReason.TCP_RESET,
          DropReason.TCP_INVALID_SYN,
          DropReason.TCP_CLOSE,
          DropReason.TCP_OLD_ACK,
          DropReason.TCP_ACK_UNSENT_DATA,
          DropReason.TCP_OFO_QUEUE_PRUNE,
          DropReason.TCP_OFO_DROP,
          DropReason.IP_OUTNOROUTES,
          DropReason.IPV6DISABLED,
          DropReason.NEIGH_CREATEFAIL,
          DropReason.NEIGH_FAILED,
          DropReason.NEIGH_QUEUEFULL,
          DropReason.NEIGH_DEAD,
          DropReason.TC_EGRESS,
          DropReason.TC_INGRESS,
          DropReason.QDISC_DROP,
          DropReason.CPU_BACKLOG,
          DropReason.UNHANDLED_PROTO,
          DropReason.FULL_RING,
          DropReason.NOMEM,
          DropReason.HDR_TRUNC,
          DropReason.TAP_FILTER,
          DropReason.ICMP_CSUM,
          DropReason.IP_INADDRERRORS,
          DropReason.IP_INNOROUTES,
          DropReason.PKT_TOO_BIG,
          DropReason.DUP_FRAG,
          DropReason.FRAG_REASM_TIMEOUT,
          DropReason.FRAG_TOO_FAR,
          DropReason.IPV6_BAD_EXTHDR,
          DropReason.IP_INVALID_SOURCE,
          DropReason.IP_LOCALNET,
          DropReason.BRIDGE_INGRESS_STP_STATE,
          DropReason.DEV_HDR,
          DropReason.DEV_READY,
          DropReason.RECURSION_LIMIT,
          DropReason.SOCKET_CLOSE);

  /// The kernel's name; our own, without its prefix, where it has none.
  public static String of(DropReason reason) {
    return KERNELS.contains(reason) ? PREFIX + reason.name() : reason.name();
  }

  private KernelName() {}
}
