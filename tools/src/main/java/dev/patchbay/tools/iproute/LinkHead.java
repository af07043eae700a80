package dev.patchbay.tools.iproute;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;

/// The beginning of a link's line.
public final class LinkHead {
  private static final int[] FLAGS = {
    DeviceFlags.LOOPBACK,
    DeviceFlags.BROADCAST,
    DeviceFlags.POINTOPOINT,
    DeviceFlags.MULTICAST,
    DeviceFlags.NOARP,
    DeviceFlags.ALLMULTI,
    DeviceFlags.PROMISC,
    DeviceFlags.MASTER,
    DeviceFlags.SLAVE,
    DeviceFlags.DEBUG,
    DeviceFlags.DYNAMIC,
    DeviceFlags.AUTOMEDIA,
    DeviceFlags.PORTSEL,
    DeviceFlags.NOTRAILERS,
    DeviceFlags.UP,
    DeviceFlags.LOWER_UP,
    DeviceFlags.DORMANT,
    DeviceFlags.ECHO
  };

  private static final String[] FLAG_WORDS = {
    "LOOPBACK",
    "BROADCAST",
    "POINTOPOINT",
    "MULTICAST",
    "NOARP",
    "ALLMULTI",
    "PROMISC",
    "MASTER",
    "SLAVE",
    "DEBUG",
    "DYNAMIC",
    "AUTOMEDIA",
    "PORTSEL",
    "NOTRAILERS",
    "UP",
    "LOWER_UP",
    "DORMANT",
    "ECHO"
  };

  private LinkHead() {}

  /// Index, name and flags, as the kernel tells them to those who ask about one family: the index
  /// of what the link hangs on, but not in which namespace that is.
  public static void showReduced(LinkSnapshot link, Netns netns, Output out) {
    out.number("ifindex", "", link.index(), ": ");
    boolean lowerIsDown = reducedName(link, netns, out, ": ", 0);
    flags(link.flags(), lowerIsDown, out);
  }

  /// As [#showReduced], where the kernel also tells in which namespace that is.
  public static void show(LinkSnapshot link, Netns netns, Output out) {
    if (link.linkNetnsid() == LinkSnapshot.SAME_NETNS) {
      showReduced(link, netns, out);
      return;
    }
    out.number("ifindex", "", link.index(), ": ");
    out.jsonString("link", "if" + link.linkIndex());
    String name = out.isJson() ? link.name() : link.name() + "@if" + link.linkIndex();
    out.string(Color.IFNAME, "ifname", "", name, ": ");
    flags(link.flags(), false, out);
  }

  /// Prints the name and, behind `@`, what has the index of what the link hangs on, in a field of
  /// `width`, and `after`; returns whether that is down.
  public static boolean reducedName(
      LinkSnapshot link, Netns netns, Output out, String after, int width) {
    int index = link.linkIndex();
    String name = link.name();
    if (index == LinkSnapshot.UNPAIRED) {
      out.nul("link", "");
      name = out.isJson() ? name : name + "@NONE";
    }
    boolean hangs = index > 0 && index != link.index();
    if (hangs) {
      String lowerName = netns.nameOf(index);
      out.jsonString("link", lowerName);
      name = out.isJson() ? name : name + "@" + lowerName;
    }
    out.string(Color.IFNAME, "ifname", "", padded(name, width, out), after);
    return hangs && isDown(netns, index);
  }

  /// The word, in text with blanks behind it up to `width`.
  public static String padded(String word, int width, Output out) {
    return out.isJson() || word.length() >= width ? word : word + " ".repeat(width - word.length());
  }

  /// Whether the device of this index is there and down.
  public static boolean isDown(Netns netns, int index) {
    NetDevice device = netns.device(index);
    return device != null && !device.isUp();
  }

  /// `<UP,LOWER_UP>`, with NO-CARRIER in front when it is up and does not run.
  public static void flags(int flags, boolean lowerIsDown, Output out) {
    out.openArray("flags");
    out.text("<");
    String before = "";
    if ((flags & DeviceFlags.UP) != 0 && (flags & DeviceFlags.RUNNING) == 0) {
      out.string(null, before, "NO-CARRIER", "");
      before = ",";
    }
    for (int i = 0; i < FLAGS.length; i++) {
      if ((flags & FLAGS[i]) != 0) {
        out.string(null, before, FLAG_WORDS[i], "");
        before = ",";
      }
    }
    if (lowerIsDown) {
      out.string(null, ",", "M-DOWN", "");
    }
    out.closeArray();
    out.text("> ");
  }
}
