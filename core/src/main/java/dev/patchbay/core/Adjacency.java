package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which devices may stand on which (`__netdev_upper_dev_link`), and the lists that say so.
final class Adjacency {
  private Adjacency() {}

  /// Refuses to link `upper` above `lower` where that makes a circle, too high a stack, or a second
  /// master.
  static void check(NetDevice upper, NetDevice lower, boolean asMaster) throws NetlinkException {
    if (lower == upper || lower.isAbove(upper)) {
      throw new NetlinkException(Errno.EBUSY);
    }
    if (lowerLevel(lower) + upperLevel(upper) > NetDevice.NESTING_LIMIT) {
      throw new NetlinkException(Errno.EMLINK);
    }
    if (asMaster && lower.master() != null) {
      throw new NetlinkException(Errno.EBUSY);
    }
  }

  /// How many devices stand on one another from the lowest below `device` up to itself.
  private static int lowerLevel(NetDevice device) {
    int most = 0;
    for (NetDevice below : device.lowers()) {
      most = Math.max(most, lowerLevel(below));
    }
    return most + 1;
  }

  /// How many devices stand on one another from `device` up to the highest above it.
  private static int upperLevel(NetDevice device) {
    int most = 0;
    for (NetDevice above : device.uppers()) {
      most = Math.max(most, upperLevel(above));
    }
    return most + 1;
  }

  /// The list with one more; null stands for an empty one.
  static List<NetDevice> with(@Nullable List<NetDevice> devices, NetDevice device) {
    List<NetDevice> more = devices == null ? new ArrayList<>(2) : devices;
    more.add(device);
    return more;
  }

  /// The list without that one; null when none are left.
  static @Nullable List<NetDevice> without(@Nullable List<NetDevice> devices, NetDevice device) {
    if (devices == null) {
      return null;
    }
    devices.remove(device);
    return devices.isEmpty() ? null : devices;
  }
}
