package dev.patchbay.trace.print;

/// LLDP (IEEE 802.1AB): what a station says of itself to the next.
final class LldpPrinter {
  private static final int MAC = 6;

  private static final Tokens FIELDS =
      Tokens.of(
          """
          0 End
          1 Chassis ID
          2 Port ID
          3 Time to Live
          4 Port Description
          5 System Name
          6 System Description
          7 System Capabilities
          8 Management Address
          127 Organization specific
          """);

  private static final Tokens CHASSIS =
      Tokens.of(
          """
          1 Chassis component
          2 Interface alias
          3 Port component
          4 MAC address
          5 Network address
          6 Interface name
          7 Local
          """);

  private static final Tokens PORTS =
      Tokens.of(
          """
          1 Interface alias
          2 Port component
          3 MAC address
          4 Network Address
          5 Interface Name
          6 Agent circuit ID
          7 Local
          """);

  private static final Tokens CAPABILITIES =
      Tokens.of(
          """
          1 Other
          2 Repeater
          4 Bridge
          8 WLAN AP
          16 Router
          32 Telephone
          64 Docsis
          128 Station Only
          """);

  private static final Tokens NUMBERINGS =
      Tokens.of(
          """
          2 Interface Index
          3 System Port Number
          """);

  private LldpPrinter() {}

  static void print(Dissection d, int from, int length) {
    d.protocol("lldp");
    d.put("LLDP, length ").put(length);
    int at = from;
    int end = from + length;
    while (end - at >= 2) {
      int type = d.u2(at) >> 9;
      int size = d.u2(at) & 0x1ff;
      at += 2;
      if (d.verbose()) {
        d.print("\n\t%s TLV (%d), length %d", FIELDS.name(type, "Unknown"), type, size);
      }
      if (type == 0 || size == 0) {
        return;
      }
      d.need(at, size);
      atLeast(end - at, size);
      boolean known = d.verbose() ? field(d, type, at, size) : name(d, type, at, size);
      if (d.verbose(2) || (d.verbose() && !known)) {
        d.raw(at, "\n\t  ", size);
      }
      at += size;
    }
  }

  static void atLeast(int length, int needed) {
    if (length < needed) {
      throw new Truncated();
    }
  }

  private static boolean name(Dissection d, int type, int at, int length) {
    if (type == 5) {
      text(d, ": ", at, length);
    }
    return true;
  }

  private static boolean text(Dissection d, String before, int at, int length) {
    d.put(before);
    d.lettersToZero(at, length);
    return true;
  }

  /// Prints a field; false when it is not known.
  private static boolean field(Dissection d, int type, int at, int length) {
    return switch (type) {
      case 1 -> identifier(d, CHASSIS, 4, 5, at, length);
      case 2 -> identifier(d, PORTS, 3, 4, at, length);
      case 3 -> {
        atLeast(length, 2);
        d.print(": TTL %ds", d.u2(at));
        yield true;
      }
      case 4, 5 -> text(d, ": ", at, length);
      case 6 -> text(d, "\n\t  ", at, length);
      case 7 -> capabilities(d, at, length);
      case 8 -> management(d, at, length);
      case 127 -> organization(d, at, length);
      default -> false;
    };
  }

  private static boolean identifier(
      Dissection d, Tokens kinds, int mac, int network, int at, int length) {
    atLeast(length, 2);
    int kind = d.u1(at);
    d.print("\n\t  Subtype %s (%d): ", kinds.name(kind, "Unknown"), kind);
    if (kind == mac) {
      atLeast(length, 1 + MAC);
      d.put(d.mac(at + 1));
    } else if (kind == network) {
      d.put(address(d, at + 1, length - 1));
    } else if (kind >= 1 && kind <= 7) {
      d.lettersToZero(at + 1, length - 1);
    } else {
      return false;
    }
    return true;
  }

  private static String address(Dissection d, int at, int length) {
    atLeast(length, 1);
    int family = d.u1(at);
    String name = "AFI " + AddressFamilies.NAMES.name(family, "Unknown") + " (" + family + ")";
    return switch (family) {
      case AddressFamilies.IPV4 -> {
        atLeast(length, 5);
        yield name + ": " + d.host4(at + 1);
      }
      case AddressFamilies.IPV6 -> {
        atLeast(length, 17);
        yield name + ": " + d.host6(at + 1);
      }
      case AddressFamilies.IEEE_802 -> {
        atLeast(length, 1 + MAC);
        yield name + ": " + d.mac(at + 1);
      }
      default -> name + ", no AF printer !";
    };
  }

  private static boolean capabilities(Dissection d, int at, int length) {
    atLeast(length, 4);
    int system = d.u2(at);
    int enabled = d.u2(at + 2);
    d.print("\n\t  System  Capabilities [%s] (0x%04x)", CAPABILITIES.bits(system, "none"), system);
    d.print(
        "\n\t  Enabled Capabilities [%s] (0x%04x)", CAPABILITIES.bits(enabled, "none"), enabled);
    return true;
  }

  private static boolean management(Dissection d, int at, int length) {
    int size = d.u1(at);
    atLeast(length - 1, size);
    String address = address(d, at + 1, size);
    d.print("\n\t  Management Address length %d, %s", size, address);
    int interfaces = at + 1 + size;
    int rest = length - 1 - size;
    atLeast(rest, 5);
    int numbering = d.u1(interfaces);
    d.print("\n\t  %s Interface", NUMBERINGS.name(numbering, "Unknown"));
    d.print(" Numbering (%d): %d", numbering, d.u4(interfaces + 1));
    if (rest > 5) {
      int object = d.u1(interfaces + 5);
      atLeast(rest - 5, 1 + object);
      if (object != 0) {
        text(d, "\n\t  OID length " + object, interfaces + 6, object);
      }
    }
    return true;
  }

  private static boolean organization(Dissection d, int at, int length) {
    atLeast(length, 3);
    int maker = d.u3(at);
    d.print(": OUI %s (0x%06x)", Dissection.maker(maker), maker);
    if (length < 4) {
      return maker == 0x0080c2 || maker == 0x00120f || maker == 0x0012bb || maker == 0x001b21;
    }
    return switch (maker) {
      case 0x0080c2 -> LldpBridging.print(d, at, length);
      case 0x00120f -> LldpEthernet.print(d, at, length);
      case 0x0012bb -> LldpMedia.print(d, at, length);
      case 0x001b21 -> LldpDataCenter.print(d, at, length);
      case 0x00005e -> usage(d, at, length);
      default -> false;
    };
  }

  /// Where a device tells what it is meant for (RFC 8520).
  private static boolean usage(Dissection d, int at, int length) {
    if (length < 8) {
      return true;
    }
    int kind = d.u1(at + 3);
    d.print("\n\t  %s Subtype (%d)", kind == 1 ? "MUD-URL" : "unknown", kind);
    if (kind == 1) {
      d.put("\n\t  MUD-URL=");
      d.text(at + 4, length - 4);
    }
    return kind == 1;
  }
}
