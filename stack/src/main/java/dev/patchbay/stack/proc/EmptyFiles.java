package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.ProcFiles;
import java.util.List;

/// Files of `/proc/net` that always say the same here: nobody routes multicast, counts realms or
/// transforms packets, the clock of queueing disciplines has one pace, and of netlink's sockets
/// only the kernel's own last.
final class EmptyFiles {
  private static final int REALMS = 256;
  private static final int BYTES_OF_REALM = 16;

  /// What `/proc/net/xfrm_stat` counts, behind `Xfrm` (linux/xfrm_proc).
  private static final List<String> TRANSFORMATIONS =
      List.of(
          "InError",
          "InBufferError",
          "InHdrError",
          "InNoStates",
          "InStateProtoError",
          "InStateModeError",
          "InStateSeqError",
          "InStateExpired",
          "InStateMismatch",
          "InStateInvalid",
          "InTmplMismatch",
          "InNoPols",
          "InPolBlock",
          "InPolError",
          "OutError",
          "OutBundleGenError",
          "OutBundleCheckError",
          "OutNoStates",
          "OutStateProtoError",
          "OutStateModeError",
          "OutStateSeqError",
          "OutStateExpired",
          "OutPolBlock",
          "OutPolDead",
          "OutPolError",
          "FwdHdrError",
          "OutStateInvalid",
          "AcquireError");

  /// The netlink protocols whose kernel side is always there (linux/netlink.h): routes, diagnosis,
  /// audit, look-ups, events of objects, and the generic one.
  private static final int[] NETLINK_PROTOCOLS = {0, 4, 9, 10, 15, 16};

  private static final int FIRST_INODE = 93;

  private EmptyFiles() {}

  static void add(Machine machine) {
    add(machine, "psched", "000003e8 00000040 000f4240 3b9aca00\n");
    add(machine, "rt_acct", "\0".repeat(REALMS * BYTES_OF_REALM));
    add(
        machine,
        "ip_mr_vif",
        "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote\n");
    add(machine, "ip_mr_cache", "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs\n");
    add(machine, "xfrm_stat", transformations());
    add(machine, "netlink", netlink());
  }

  private static void add(Machine machine, String name, String text) {
    ProcFiles files = machine.procFiles();
    files.addNet(name, netns -> text);
  }

  private static String netlink() {
    StringBuilder text = new StringBuilder();
    text.append("sk               Eth Pid        Groups   ");
    text.append("Rmem     Wmem     Dump  Locks    Drops    Inode\n");
    int inode = FIRST_INODE;
    for (int protocol : NETLINK_PROTOCOLS) {
      text.append(
          "%016x %-3d %-10d %08x %-8d %-8d %-5d %-8d %-8d %-8d\n"
              .formatted(SocketFiles.pointer(inode), protocol, 0, 0, 0, 0, 0, 2, 0, inode));
      inode++;
    }
    return text.toString();
  }

  private static String transformations() {
    StringBuilder text = new StringBuilder();
    for (String name : TRANSFORMATIONS) {
      text.append("%-24s\t0\n".formatted("Xfrm" + name));
    }
    return text.toString();
  }
}
