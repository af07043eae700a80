package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.tools.iproute.Atoi;

/// The word `vlan` of requests about forwarding tables.
final class FdbVlan {
  private static final int NONE = -1;
  private static final int LAST = 4094;

  private int id = NONE;

  /// Takes the word behind `vlan`, which may come once.
  void take(Args args) {
    if (id >= 0) {
      throw Args.garbage("vlan", "vlan");
    }
    id = Atoi.of(args.next());
  }

  /// What was typed; less than 0 when nothing was.
  int id() {
    return id;
  }

  /// The VLAN, or 0 for none (`fdb_vid_parse`).
  int check() throws NetlinkException {
    if (id < 0) {
      return 0;
    }
    int vlan = id & 0xffff;
    if (vlan == 0 || vlan > LAST) {
      throw new NetlinkException(Errno.EINVAL, "invalid vlan id.");
    }
    return vlan;
  }
}
