package dev.patchbay.stack.ip;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;

/// The files of `/proc/sys/net/ipv4` that belong to this package, and those of the protocols above
/// it that scripts read and set.
final class IpSysctls {
  /// Milliseconds.
  private static final int JIFFY = 10;

  private static final int LARGEST_GROUP = Integer.MAX_VALUE;

  private IpSysctls() {}

  /// Adds the files to the machine.
  static void add(Machine machine) {
    SysctlTree tree = machine.sysctls();
    List<Sysctl<IpSettings>> settings = new ArrayList<>();
    for (IpSetting setting : IpSetting.values()) {
      settings.add(file(setting));
    }
    settings.add(Sysctl.of("ping_group_range", IpSettings::pingGroups, IpSysctls::writePingGroups));
    tree.add("net/ipv4", settings, netns -> IpStack.of(netns).settings());
    PlainSettings.add(tree);
  }

  private static Sysctl<IpSettings> file(IpSetting setting) {
    return Sysctl.of(
        setting.file(),
        settings -> Integer.toString(settings.get(setting)),
        (settings, text) -> write(settings, setting, text));
  }

  private static void write(IpSettings settings, IpSetting setting, String text)
      throws FileException {
    // The lower threshold never stands above the upper one.
    int least =
        setting == IpSetting.IPFRAG_HIGH_THRESH
            ? settings.get(IpSetting.IPFRAG_LOW_THRESH)
            : setting.min();
    int most =
        setting == IpSetting.IPFRAG_LOW_THRESH
            ? settings.get(IpSetting.IPFRAG_HIGH_THRESH)
            : setting.max();
    int value = Sysctl.parse(text, least, most);
    settings.set(setting, setting == IpSetting.ICMP_RATELIMIT ? wholeJiffies(value) : value);
  }

  /// Milliseconds, in whole jiffies as the kernel keeps them.
  private static int wholeJiffies(int milliseconds) {
    return Math.ceilDiv(milliseconds, JIFFY) * JIFFY;
  }

  /// `ipv4_ping_group_range`: two groups; a last one before the first means none.
  private static void writePingGroups(IpSettings settings, String text) throws FileException {
    String[] words = text.strip().split("\\s+", -1);
    if (words.length != 2) {
      throw new FileException(Errno.EINVAL);
    }
    int first = Sysctl.parse(words[0], 0, LARGEST_GROUP);
    int last = Sysctl.parse(words[1], 0, LARGEST_GROUP);
    if (last < first) {
      settings.pingGroups(1, 0);
    } else {
      settings.pingGroups(first, last);
    }
  }
}
