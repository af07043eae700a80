package dev.patchbay.tools.ethtool;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.util.Set;

/// `ethtool -K`: asks for features, and shows what came of it where that is something else.
final class FeatureChange {
  private static final int REFUSED = 92;

  /// What no device can any more, since Linux 4.14.
  private static final Set<String> FORMER = Set.of("ufo", "udp-fragmentation-offload");

  private final Process process;
  private final NetDevice device;
  private long mask;
  private long values;
  private boolean isUnknown;

  FeatureChange(Process process, NetDevice device) {
    this.process = process;
    this.device = device;
  }

  /// Asks for what the words say; returns the exit status.
  int change(Args args) throws FileException {
    while (args.hasNext()) {
      String word = args.next();
      read(word, args);
    }
    if (isUnknown) {
      process.complain(Refusal.netlink("bit name not found (offset 52)", Errno.EOPNOTSUPP));
      return REFUSED;
    }
    Offloads before = device.offloads();
    device.changeOffloads(mask, values);
    Offloads after = device.offloads();
    long missed = (after.active() ^ values) & mask;
    long changed = after.active() ^ before.active();
    boolean isNothing = (mask & ~missed) == 0;
    if (isNothing) {
      process.complain("Could not change any device features");
    }
    if (missed != 0 || (changed & ~mask) != 0) {
      process.out().print(actual(after, missed, changed));
    }
    return isNothing ? 1 : 0;
  }

  private void read(String word, Args args) {
    String value = args.peek();
    if (value == null || !(value.equals("on") || value.equals("off"))) {
      String shown = value == null ? "(null)" : value;
      throw new CommandException(
          1,
          "ethtool (-K): flag '"
              + shown
              + "' for parameter '(null)' is not followed by 'on' or 'off'");
    }
    args.skip();
    FeatureGroup group = FeatureGroup.of(word);
    Offload offload = Offload.of(word);
    long bits = group != null ? group.bits() : offload != null ? offload.bit() : 0;
    isUnknown |= bits == 0 && !FORMER.contains(word);
    mask |= bits;
    values = value.equals("on") ? values | bits : values & ~bits;
  }

  private String actual(Offloads after, long missed, long changed) {
    StringBuilder text = new StringBuilder("Actual changes:\n");
    for (Offload offload : Offload.values()) {
      boolean isMissed = (missed & offload.bit()) != 0;
      if (isMissed || (changed & offload.bit()) != 0) {
        text.append(offload.word()).append(": ").append(FeatureText.word(after.has(offload)));
        if (isMissed) {
          text.append(" [requested ").append(FeatureText.word(!after.has(offload))).append(']');
        } else if ((mask & offload.bit()) == 0) {
          text.append(" [not requested]");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
