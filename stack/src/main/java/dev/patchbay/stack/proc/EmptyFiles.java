package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.ProcFiles;
import java.util.List;

/// Files of `/proc/net` that always say the same here: nobody routes multicast, counts realms or
/// transforms packets, and the clock of queueing disciplines has one pace.
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
  }

  private static void add(Machine machine, String name, String text) {
    ProcFiles files = machine.procFiles();
    files.addNet(name, netns -> text);
  }

  private static String transformations() {
    StringBuilder text = new StringBuilder();
    for (String name : TRANSFORMATIONS) {
      text.append("%-24s\t0\n".formatted("Xfrm" + name));
    }
    return text.toString();
  }
}
