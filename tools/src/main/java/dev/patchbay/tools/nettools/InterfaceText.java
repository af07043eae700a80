package dev.patchbay.tools.nettools;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Statistics;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import java.util.ArrayList;
import java.util.List;

/// How `ifconfig` and `netstat -i` show an interface.
final class InterfaceText {
  static final String SHORT_HEAD =
      " MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n";

  private record Word(int flag, String word, char letter) {}

  private static final List<Word> LONG_FLAGS =
      List.of(
          new Word(DeviceFlags.UP, "UP", 'U'),
          new Word(DeviceFlags.BROADCAST, "BROADCAST", 'B'),
          new Word(DeviceFlags.DEBUG, "DEBUG", 'D'),
          new Word(DeviceFlags.LOOPBACK, "LOOPBACK", 'L'),
          new Word(DeviceFlags.POINTOPOINT, "POINTOPOINT", 'P'),
          new Word(DeviceFlags.NOTRAILERS, "NOTRAILERS", 'N'),
          new Word(DeviceFlags.RUNNING, "RUNNING", 'R'),
          new Word(DeviceFlags.NOARP, "NOARP", 'O'),
          new Word(DeviceFlags.PROMISC, "PROMISC", 'P'),
          new Word(DeviceFlags.ALLMULTI, "ALLMULTI", 'A'),
          new Word(DeviceFlags.SLAVE, "SLAVE", 's'),
          new Word(DeviceFlags.MASTER, "MASTER", 'm'),
          new Word(DeviceFlags.MULTICAST, "MULTICAST", 'M'),
          new Word(DeviceFlags.DYNAMIC, "DYNAMIC", 'd'));

  private static final int[] SHORT_ORDER = {
    DeviceFlags.ALLMULTI,
    DeviceFlags.BROADCAST,
    DeviceFlags.DEBUG,
    DeviceFlags.LOOPBACK,
    DeviceFlags.MULTICAST,
    DeviceFlags.DYNAMIC,
    DeviceFlags.PROMISC,
    DeviceFlags.NOTRAILERS,
    DeviceFlags.NOARP,
    DeviceFlags.POINTOPOINT,
    DeviceFlags.SLAVE,
    DeviceFlags.MASTER,
    DeviceFlags.RUNNING,
    DeviceFlags.UP
  };

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

  private InterfaceText() {}

  // ---- long

  /// The paragraph of `ifconfig` about the interface, with the empty line behind it.
  static String paragraph(Interface shown) {
    StringBuilder text = new StringBuilder();
    text.append(shown.name()).append(": flags=").append(shown.flags());
    text.append('<').append(flags(shown)).append(">  mtu ").append(shown.device().mtu());
    text.append('\n');
    if (shown.address() != null) {
      address(text, shown, shown.address());
    }
    if (!shown.isAlias()) {
      addresses6(text, shown.device());
    }
    hardware(text, shown.device());
    if (!shown.isAlias()) {
      counters(text, shown.device().statistics());
    }
    return text.append('\n').toString();
  }

  private static String flags(Interface shown) {
    List<String> words = new ArrayList<>();
    for (Word flag : LONG_FLAGS) {
      if (shown.has(flag.flag())) {
        words.add(flag.word());
      }
    }
    return String.join(",", words);
  }

  private static void address(StringBuilder text, Interface shown, AddressSnapshot address) {
    Ip mask = new Prefix(address.local(), address.prefixLength()).netmask();
    text.append("        inet ").append(address.local()).append("  netmask ").append(mask);
    if (shown.has(DeviceFlags.BROADCAST)) {
      Ip broadcast = address.broadcast();
      text.append("  broadcast ").append(broadcast == null ? Ip.ANY4 : broadcast);
    }
    if (shown.has(DeviceFlags.POINTOPOINT)) {
      text.append("  destination ").append(address.address());
    }
    text.append('\n');
  }

  private static void addresses6(StringBuilder text, NetDevice device) {
    for (AddressSnapshot address : Addresses.of(device.netns()).snapshots(Family.IPV6, device)) {
      int scope = scope(address.local());
      text.append("        inet6 ").append(address.local());
      text.append("  prefixlen ").append(address.prefixLength());
      text.append("  scopeid 0x").append(Integer.toHexString(scope));
      text.append('<').append(scopeWord(scope)).append(">\n");
    }
  }

  /// What kind of address the kernel takes it for (`IPV6_ADDR_SCOPE_MASK`).
  private static int scope(Ip ip) {
    if (ip.isLoopback()) {
      return 0x10;
    }
    if (ip.isLinkLocal()) {
      return 0x20;
    }
    if (ip.hi() >>> 54 == 0xfec0 >>> 6) {
      return 0x40;
    }
    return ip.hi() == 0 && ip.lo() >>> 32 == 0 ? 0x80 : 0;
  }

  private static String scopeWord(int scope) {
    return switch (scope) {
      case 0x10 -> "host";
      case 0x20 -> "link";
      case 0x40 -> "site";
      case 0x80 -> "compat,global";
      default -> "global";
    };
  }

  private static void hardware(StringBuilder text, NetDevice device) {
    HardwareType type = HardwareType.of(device.hardwareType());
    text.append("        ").append(type.word());
    if (type == HardwareType.ETHER) {
      text.append(' ').append(device.address());
    } else if (type == HardwareType.UNSPEC) {
      text.append(" 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00");
    }
    text.append("  txqueuelen ").append(device.txQueueLength());
    text.append("  (").append(type.title()).append(")\n");
  }

  private static void counters(StringBuilder text, Statistics s) {
    long frame = s.rxLengthErrors + s.rxOverErrors + s.rxCrcErrors + s.rxFrameErrors;
    text.append(
        """
                RX packets %d  bytes %d (%s)
                RX errors %d  dropped %d  overruns %d  frame %d
                TX packets %d  bytes %d (%s)
                TX errors %d  dropped %d overruns %d  carrier %d  collisions %d
        """
            .formatted(
                s.rxPackets,
                s.rxBytes,
                amount(s.rxBytes),
                s.rxErrors,
                dropped(s),
                s.rxFifoErrors,
                frame,
                s.txPackets,
                s.txBytes,
                amount(s.txBytes),
                s.txErrors,
                s.txDropped,
                s.txFifoErrors,
                s.txCarrierErrors + s.txAbortedErrors + s.txWindowErrors + s.txHeartbeatErrors,
                s.collisions));
  }

  private static long dropped(Statistics s) {
    return s.rxDropped + s.rxMissedErrors;
  }

  /// A number of bytes to one place behind the point, cut off.
  private static String amount(long bytes) {
    String unit = "B";
    long tenths = bytes * 10;
    long one = 1024;
    for (int i = 0; i < UNITS.length && bytes > one; i++) {
      unit = UNITS[i];
      tenths = bytes / (one / 10);
      one *= 1024;
    }
    return tenths / 10 + "." + tenths % 10 + " " + unit;
  }

  // ---- short

  /// The line of `ifconfig -s` and `netstat -i` about the interface.
  static String line(Interface shown) {
    Statistics s = shown.device().statistics();
    String name = shown.name().substring(0, Math.min(shown.name().length(), 15));
    String counters =
        shown.isAlias()
            ? "     - no statistics available -                       "
            : "%8d %6d %6d %-6d %8d %6d %6d %6d"
                .formatted(
                    s.rxPackets,
                    s.rxErrors,
                    dropped(s),
                    s.rxFifoErrors,
                    s.txPackets,
                    s.txErrors,
                    s.txDropped,
                    s.txFifoErrors);
    return "%-15s %5d %s %s\n".formatted(name, shown.device().mtu(), counters, letters(shown));
  }

  private static String letters(Interface shown) {
    StringBuilder letters = new StringBuilder();
    for (int flag : SHORT_ORDER) {
      for (Word word : LONG_FLAGS) {
        if (word.flag() == flag && shown.has(flag)) {
          letters.append(word.letter());
        }
      }
    }
    return letters.isEmpty() ? "[NO FLAGS]" : letters.toString();
  }
}
