package dev.patchbay.trace.print;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CDP: what a Cisco device says of itself.
final class CdpPrinter {
  private static final int HEADER = 4;
  private static final int DEVICE = 1;

  /// SNAP of IPv6.
  private static final String IPV6 = "aaaa0300000086dd";

  private static final Tokens CAPABILITIES =
      Tokens.of(
          """
          0x1 Router
          0x2 Transparent Bridge
          0x4 Source Route Bridge
          0x8 L2 Switch
          0x10 L3 capable
          0x20 IGMP snooping
          0x40 L1 capable
          """);

  /// What a field is called, who prints it, and how long it may be (0 when that does not matter).
  private record Field(
      String name, EtherTypes.@Nullable Payload printer, int shortest, int longest) {}

  private static final Map<Integer, Field> FIELDS =
      Map.ofEntries(
          Map.entry(0x01, new Field("Device-ID", CdpPrinter::quoted, 0, 0)),
          Map.entry(0x02, new Field("Address", CdpPrinter::addresses, 0, 0)),
          Map.entry(0x03, new Field("Port-ID", CdpPrinter::quoted, 0, 0)),
          Map.entry(0x04, new Field("Capability", CdpPrinter::capabilities, 4, 4)),
          Map.entry(0x05, new Field("Version String", CdpPrinter::lines, 0, 0)),
          Map.entry(0x06, new Field("Platform", CdpPrinter::quoted, 0, 0)),
          Map.entry(0x07, new Field("Prefixes", CdpPrinter::prefixes, 0, 0)),
          Map.entry(0x08, new Field("Protocol-Hello option", null, 0, 0)),
          Map.entry(0x09, new Field("VTP Management Domain", CdpPrinter::quoted, 0, 0)),
          Map.entry(0x0a, new Field("Native VLAN ID", CdpPrinter::number, 2, 2)),
          Map.entry(0x0b, new Field("Duplex", CdpPrinter::duplex, 1, 1)),
          Map.entry(0x0e, new Field("ATA-186 VoIP VLAN assignment", CdpPrinter::voice, 3, 3)),
          Map.entry(0x0f, new Field("ATA-186 VoIP VLAN request", CdpPrinter::voice, 2, 3)),
          Map.entry(0x10, new Field("power consumption", CdpPrinter::power, 1, 3)),
          Map.entry(0x11, new Field("MTU", (d, at, n) -> d.print("%d bytes", d.u4(at)), 4, 4)),
          Map.entry(0x12, new Field("AVVID trust bitmap", CdpPrinter::bitmap, 1, 1)),
          Map.entry(0x13, new Field("AVVID untrusted ports CoS", CdpPrinter::bitmap, 1, 1)),
          Map.entry(0x14, new Field("System Name", CdpPrinter::quoted, 0, 0)),
          Map.entry(0x15, new Field("System Object ID (not decoded)", null, 0, 0)),
          Map.entry(0x16, new Field("Management Addresses", CdpPrinter::addresses, 4, 0)),
          Map.entry(0x17, new Field("Physical Location", CdpPrinter::location, 1, 0)));

  private CdpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("cdp");
    if (length < HEADER) {
      d.print(" (packet length %d < %d)", length, HEADER);
      d.invalid();
      return;
    }
    d.print("CDPv%d, ttl: %ds", d.u1(at), d.u1(at + 1));
    int checksum = d.u2(at + 2);
    if (d.verbose()) {
      d.print(", checksum: 0x%04x (unverified), length %d", checksum, length);
    }
    int next = at + HEADER;
    int end = at + length;
    while (next < end) {
      int size = field(d, next, end - next);
      if (size == 0) {
        d.invalid();
        d.need(next, end - next);
        return;
      }
      next += size;
    }
    d.put(d.verbose() ? "" : ", length " + length);
  }

  /// Prints a field; returns how long it is, or 0 when it cannot be.
  private static int field(Dissection d, int at, int rest) {
    if (rest < HEADER) {
      d.print(" (remaining packet length %d < %d)", rest, HEADER);
      return 0;
    }
    int type = d.u2(at);
    int size = d.u2(at + 2);
    Field field = FIELDS.get(type);
    String name = field != null ? field.name : "unknown field type";
    if (size < HEADER) {
      String bytes = size == 1 ? "byte" : "bytes";
      d.print(
          d.verbose()
              ? "\n\t%1$s (0x%2$02x), TLV length: %3$d %4$s (too short)"
              : ", %1$s TLV length %3$d too short",
          name,
          type,
          size,
          bytes);
      return 0;
    }
    if (size > rest) {
      d.print(" (TLV length %d > %d)", size, rest);
      return 0;
    }
    value(d, type, name, field, at + HEADER, size - HEADER);
    return size;
  }

  private static void value(
      Dissection d, int type, String name, @Nullable Field field, int at, int length) {
    if (d.verbose()) {
      String bytes = length == 1 ? "byte" : "bytes";
      d.print("\n\t%s (0x%02x), value length: %d %s: ", name, type, length, bytes);
    } else if (type == DEVICE) {
      d.put(", Device-ID ");
    }
    if (field != null
        && (length < field.shortest || (field.longest > 0 && length > field.longest))) {
      d.put(" (malformed TLV)");
    } else if (field != null && (d.verbose() || type == DEVICE)) {
      d.need(at, field.printer == null ? length : 0);
      if (field.printer != null) {
        field.printer.print(d, at, length);
      }
      return;
    }
    d.need(at, length);
    d.raw(at, "\n\t  ", length);
  }

  private static void quoted(Dissection d, int at, int length) {
    d.put('\'');
    d.text(at, length);
    d.put('\'');
  }

  private static void capabilities(Dissection d, int at, int length) {
    d.print("(0x%08x): %s", d.u4(at), CAPABILITIES.bits(d.u4(at), "none"));
  }

  private static void lines(Dissection d, int at, int length) {
    d.put("\n\t  ");
    for (int i = 0; i < length; i++) {
      if (d.u1(at + i) == '\n') {
        d.put("\n\t  ");
      } else {
        d.letter(d.u1(at + i));
      }
    }
  }

  private static void number(Dissection d, int at, int length) {
    d.put(d.u2(at));
  }

  private static void duplex(Dissection d, int at, int length) {
    d.put(d.u1(at) != 0 ? "full" : "half");
  }

  private static void voice(Dissection d, int at, int length) {
    if (length == 2) {
      d.print("unknown 0x%04x", d.u2(at));
    } else {
      d.print("app %d, vlan %d", d.u1(at), d.u2(at + 1));
    }
  }

  private static void power(Dissection d, int at, int length) {
    int milliwatts = length == 1 ? d.u1(at) : length == 2 ? d.u2(at) : d.u3(at);
    d.print("%1.2fW", milliwatts / 1000.0);
  }

  private static void bitmap(Dissection d, int at, int length) {
    d.print("0x%02x", d.u1(at));
  }

  private static void location(Dissection d, int at, int length) {
    bitmap(d, at, 1);
    if (length > 1) {
      d.put('/');
      d.text(at + 1, length - 1);
    }
  }

  private static void prefixes(Dissection d, int at, int length) {
    if (length % 5 != 0) {
      d.print(" [length %d is not a multiple of 5]", length);
      d.need(at, length);
      return;
    }
    d.print(" IPv4 Prefixes (%d):", length / 5);
    for (int i = 0; i < length; i += 5) {
      d.put(' ').put(d.ip4(at + i).text()).put('/').put(d.u1(at + i + 4));
    }
  }

  private static void addresses(Dissection d, int from, int length) {
    if (length < 4) {
      missing(d, "num", from, length);
      return;
    }
    int at = from + 4;
    int end = from + length;
    for (long left = d.u4(from); left > 0; left--) {
      int size = address(d, left, at, end - at);
      if (size == 0) {
        return;
      }
      at += size;
      d.put(left > 1 ? " " : "");
    }
    if (at < end) {
      d.print(" (%d bytes of stray data)", end - at);
    }
  }

  private static int missing(Dissection d, String what, int at, int rest) {
    d.print(" (not enough space for %s)", what);
    d.need(at, rest);
    return 0;
  }

  /// Prints an address; returns how long it is, or 0 when it cannot be.
  private static int address(Dissection d, long left, int at, int rest) {
    if (rest < 2) {
      return missing(d, "PT+PL", at, rest);
    }
    int kind = d.u1(at);
    int length = d.u1(at + 1);
    int behind = at + 2 + length;
    if (rest - 2 < length + 2) {
      return missing(d, "P+AL", at + 2, rest - 2);
    }
    int size = d.u2(behind);
    int address = behind + 2;
    boolean v4 = kind == 1 && length == 1 && d.u1(at + 2) == 0xcc && size == 4;
    boolean v6 = kind == 2 && length == 8 && d.hex(at + 2, 8).equals(IPV6) && size == 16;
    if (!v4 && !v6) {
      d.print("pt=0x%02x, pl=%d, pb=", kind, length);
      d.put(spaced(d, at + 2, length));
      d.print(", al=%d, a=", size);
    }
    if (rest - (address - at) < size) {
      return missing(d, "A", address, rest - (address - at));
    }
    if (v4 || v6) {
      d.print("IPv%d (%d) ", v4 ? 4 : 6, left);
    }
    d.put(v4 ? d.host4(address) : v6 ? d.host6(address) : spaced(d, address, size));
    return address + size - at;
  }

  private static String spaced(Dissection d, int at, int length) {
    return length == 0 ? "" : " " + d.hex(at, length, " ");
  }
}
