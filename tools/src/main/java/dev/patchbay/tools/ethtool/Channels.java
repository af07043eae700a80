package dev.patchbay.tools.ethtool;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import org.jspecify.annotations.Nullable;

/// `ethtool -l` and `-L`: how many queues a device has, and how many it uses
/// (`ethnl_set_channels`).
final class Channels {
  private static final String TOO_MANY = "requested channel count exceeds maximum (offset 32)";
  private static final String NONE_LEFT =
      "requested channel counts would result in no RX or TX channel being configured (offset 32)";

  private Channels() {}

  static String text(NetDevice device) {
    return "Channel parameters for "
        + device.name()
        + ":\nPre-set maximums:\n"
        + half(device.numRxQueues(), device.numTxQueues())
        + "Current hardware settings:\n"
        + half(device.realRxQueues(), device.realTxQueues());
  }

  private static String half(int receiving, int sending) {
    return "RX:\t\t" + receiving + "\nTX:\t\t" + sending + "\nOther:\t\tn/a\nCombined:\tn/a\n";
  }

  /// Does what the words say, which have been checked; returns the refusal, or null.
  static @Nullable String set(NetDevice device, Args args) {
    long receiving = device.realRxQueues();
    long sending = device.realTxQueues();
    long strange = 0;
    while (args.hasNext()) {
      String word = args.next();
      long count = Long.decode(args.next());
      switch (word) {
        case "rx" -> receiving = count;
        case "tx" -> sending = count;
        default -> strange |= count;
      }
    }
    if (receiving > device.numRxQueues() || sending > device.numTxQueues() || strange != 0) {
      return Refusal.netlink(TOO_MANY, Errno.EINVAL);
    }
    if (receiving == 0 || sending == 0) {
      return Refusal.netlink(NONE_LEFT, Errno.EINVAL);
    }
    device.realQueues((int) sending, (int) receiving);
    return null;
  }
}
