package dev.patchbay.trace.print;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import org.jspecify.annotations.Nullable;

/// Linux "cooked" captures, whose header stands for that of any link.
final class CookedPrinter {
  private static final int HEADER = 16;
  private static final int HEADER2 = 20;
  private static final int TAG = 4;

  private static final Tokens DIRECTIONS =
      Tokens.of(
          """
          0 In
          1 B
          2 M
          3 P
          4 Out
          """);

  private CookedPrinter() {}

  /// A frame of the first version.
  static void print(Dissection d, int length) {
    d.protocol("sll");
    d.need(0, HEADER);
    if (d.options.link()) {
      header(d, length);
    }
    if (!payload(d, d.u2(14), HEADER, length - HEADER)) {
      if (!d.options.link()) {
        header(d, length);
      }
      d.unknown(d.linkHeader());
    }
  }

  private static void header(Dissection d, int length) {
    d.protocol("sll");
    d.print("%3s ", DIRECTIONS.name(d.u2(0), "?"));
    if (d.u2(4) == Mac.BYTES) {
      d.put(d.mac(6)).put(' ');
    }
    type(d, d.u2(14), length);
  }

  /// A frame of the second version.
  static void print2(Dissection d, int length) {
    d.protocol("sll2");
    d.need(0, HEADER2);
    @Nullable String device = d.names.device(d.s4(4));
    d.print("%-5s ", device == null ? "?" : device);
    d.print("%-3s ", DIRECTIONS.name(d.u1(10), "?"));
    if (d.options.link()) {
      header2(d, length);
    }
    if (!payload(d, d.u2(0), HEADER2, length - HEADER2)) {
      if (!d.options.link()) {
        header2(d, length);
      }
      d.unknown(d.linkHeader());
    }
  }

  private static void header2(Dissection d, int length) {
    d.protocol("sll2");
    d.print("ifindex %d ", d.u4(4));
    if (d.u1(11) == Mac.BYTES) {
      d.put(d.mac(12)).put(' ');
    }
    type(d, d.u2(0), length);
  }

  private static void type(Dissection d, int type, int length) {
    if (d.options.quiet() > 0) {
      return;
    }
    if (type == EtherType.P_802_3) {
      d.put("802.3");
    } else if (type == EtherType.P_802_2) {
      d.put("802.2");
    } else {
      String name = type <= EtherTypes.LONGEST_LENGTH ? null : EtherTypes.NAMES.find(type);
      d.print("ethertype %s (0x%04x)", name == null ? "Unknown" : name, type);
    }
    d.print(", length %d: ", length);
  }

  /// Prints what follows the header, and its VLAN tags; false when nobody knows the type.
  private static boolean payload(Dissection d, int firstType, int header, int firstLength) {
    int type = firstType;
    int at = header;
    int length = firstLength;
    while (type == EtherType.VLAN) {
      if (d.left(at) < TAG) {
        d.protocol("vlan");
        d.cut();
        d.linkHeader(d.end());
        return true;
      }
      if (d.options.link()) {
        d.put(EtherTypes.tag(d.u2(at))).put(", ");
      }
      type = d.u2(at + 2);
      type = type <= EtherTypes.LONGEST_LENGTH ? EtherType.P_802_2 : type;
      if (d.options.quiet() == 0) {
        d.put("ethertype ").put(EtherTypes.NAMES.name(type, "Unknown")).put(", ");
      }
      at += TAG;
      length -= TAG;
    }
    if (type > EtherTypes.LONGEST_LENGTH) {
      d.linkHeader(at);
      return EtherTypes.print(d, type, at, length);
    }
    logicalLink(d, type, at, length);
    return true;
  }

  private static void logicalLink(Dissection d, int type, int at, int length) {
    int header = type == EtherType.P_802_2 ? LlcPrinter.print(d, at, length, null) : -1;
    if (header < 0) {
      d.unknown(at);
    }
    d.linkHeader(at + Math.max(0, header));
  }
}
