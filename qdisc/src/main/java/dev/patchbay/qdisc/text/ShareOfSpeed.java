package dev.patchbay.qdisc.text;

import dev.patchbay.core.Ethtool.LinkSettings;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Units;
import java.util.OptionalDouble;

/// A rate that may be a share of what a device does: `50%` (`get_percent_rate64`).
public final class ShareOfSpeed {
  private static final double MEGABIT_IN_BYTES = 1e6 / 8;

  private ShareOfSpeed() {}

  /// A rate in bytes a second.
  ///
  /// @throws CommandException `refusal`, behind what is wrong with the share
  public static long rate(String word, NetDevice device, CommandException refusal) {
    if (word.indexOf('%') < 0) {
      return Psched.rate(word).orElseThrow(() -> refusal);
    }
    LinkSettings link = device.isUp() ? device.ethtool().linkSettings() : null;
    if (link == null) {
      String file = "/sys/class/net/" + device.name() + "/speed";
      throw behind(
          "property \"speed\" in file " + file + " is currently unknown\nFailed to parse " + file,
          refusal);
    }
    OptionalDouble share = Units.percent(word);
    if (share.isEmpty()) {
      throw behind("Specified rate value could not be read or is malformed", refusal);
    }
    return (long) (share.getAsDouble() * link.speed() * MEGABIT_IN_BYTES);
  }

  private static CommandException behind(String message, CommandException refusal) {
    return new CommandException(refusal.status(), message + "\n" + refusal.message());
  }
}
