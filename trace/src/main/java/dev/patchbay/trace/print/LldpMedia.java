package dev.patchbay.trace.print;

/// What ANSI/TIA-1057 adds to LLDP for telephones and the like (LLDP-MED).
final class LldpMedia {
  private static final Tokens KINDS =
      Tokens.of(
          """
          1 LLDP-MED Capabilities
          2 Network policy
          3 Location identification
          4 Extended power-via-MDI
          5 Inventory - hardware revision
          6 Inventory - firmware revision
          7 Inventory - software revision
          8 Inventory - serial number
          9 Inventory - manufacturer name
          10 Inventory - model name
          11 Inventory - asset ID
          """);

  private static final Tokens CAPABILITIES =
      Tokens.of(
          """
          1 LLDP-MED capabilities
          2 network policy
          4 location identification
          8 extended power via MDI-PSE
          16 extended power via MDI-PD
          32 Inventory
          """);

  private static final Tokens DEVICES =
      Tokens.of(
          """
          1 endpoint class 1
          2 endpoint class 2
          3 endpoint class 3
          4 network connectivity
          """);

  private static final Tokens APPLICATIONS =
      Tokens.of(
          """
          1 voice
          2 voice signaling
          3 guest voice
          4 guest voice signaling
          5 softphone voice
          6 video conferencing
          7 streaming video
          8 video signaling
          """);

  private static final Tokens POLICY =
      Tokens.of(
          """
          128 Unknown
          64 Tagged
          32 reserved
          """);

  private static final Tokens LOCATIONS =
      Tokens.of(
          """
          1 coordinate-based LCI
          2 civic address LCI
          3 ECS ELIN
          """);

  private static final Tokens ALTITUDES =
      Tokens.of(
          """
          1 meters
          2 floors
          """);

  private static final Tokens DATUMS =
      Tokens.of(
          """
          1 World Geodesic System 1984
          2 North American Datum 1983 (NAVD88)
          3 North American Datum 1983 (MLLW)
          """);

  private static final Tokens WHAT =
      Tokens.of(
          """
          0 location of DHCP server
          1 location of the network element believed to be closest to the client
          2 location of the client
          """);

  private static final Tokens PARTS =
      Tokens.of(
          """
          1 national subdivisions (state,canton,region,province,prefecture)
          2 county, parish, gun, district
          3 city, township, shi
          4 city division, borough, city district, ward chou
          5 neighborhood, block
          6 street
          """);

  private static final Tokens SOURCES =
      Tokens.of(
          """
          1 PSE - primary power source
          2 local - backup power source
          3 PSE+local - reserved
          """);

  private static final Tokens PRIORITIES =
      Tokens.of(
          """
          1 critical
          2 high
          3 low
          """);

  private static final Tokens INVENTORY =
      Tokens.of(
          """
          5 Hardware revision
          6 Firmware revision
          7 Software revision
          8 Serial number
          9 Manufacturer name
          10 Model name
          11 Asset ID
          """);

  private LldpMedia() {}

  /// Prints the field; false when it is not known.
  static boolean print(Dissection d, int at, int length) {
    int kind = d.u1(at + 3);
    d.print("\n\t  %s Subtype (%d)", KINDS.name(kind, "unknown"), kind);
    if (kind >= 5 && kind <= 11) {
      d.print("\n\t  %s ", INVENTORY.name(kind, "unknown"));
      d.lettersToZero(at + 4, length - 4);
      return true;
    }
    if (kind < 1 || kind > 4) {
      return false;
    }
    if (length >= (kind == 2 ? 8 : kind == 3 ? 5 : 7)) {
      switch (kind) {
        case 1 -> capabilities(d, at);
        case 2 -> policy(d, at);
        case 3 -> location(d, at, length);
        default -> power(d, at);
      }
    }
    return true;
  }

  private static void capabilities(Dissection d, int at) {
    int flags = d.u2(at + 4);
    int device = d.u1(at + 6);
    d.print("\n\t    Media capabilities [%s] (0x%04x)", CAPABILITIES.bits(flags, "none"), flags);
    d.print("\n\t    Device type [%s] (0x%02x)", DEVICES.name(device, "unknown"), device);
  }

  private static void policy(Dissection d, int at) {
    int application = d.u1(at + 4);
    d.print("\n\t    Application type [%s]", APPLICATIONS.name(application, "none"));
    d.print(" (0x%02x), Flags [%s]", application, POLICY.bits(d.u1(at + 5), "none"));
    d.print("\n\t    Vlan id %d", (d.u2(at + 5) & 0x1ffe) >> 1);
    d.print(", L2 priority %d", (d.u2(at + 6) & 0x1ff) >> 6);
    d.print(", DSCP value %d", d.u2(at + 6) & 0x3f);
  }

  private static void location(Dissection d, int at, int length) {
    int format = d.u1(at + 4);
    d.print("\n\t    Location data format %s", LOCATIONS.name(format, "unknown"));
    d.print(" (0x%02x)", format);
    switch (format) {
      case 1 -> {
        if (length >= 21) {
          coordinates(d, at);
        }
      }
      case 2 -> civic(d, at, length);
      case 3 -> {
        d.put("\n\t    ECS ELIN id ");
        d.lettersToZero(at + 5, length - 5);
      }
      default -> {
        d.put("\n\t    Location ID ");
        d.raw(at + 5, "\n\t      ", length - 5);
      }
    }
  }

  private static void coordinates(Dissection d, int at) {
    d.print(
        "\n\t    Latitude resolution %d, latitude value %d", d.u1(at + 5) >> 2, degrees(d, at + 5));
    d.print(
        "\n\t    Longitude resolution %d, longitude value %d",
        d.u1(at + 10) >> 2, degrees(d, at + 10));
    int altitude = d.u1(at + 15) >> 4;
    d.print("\n\t    Altitude type %s (%d)", ALTITUDES.name(altitude, "unknown"), altitude);
    d.print("\n\t    Altitude resolution %d", d.u2(at + 15) >> 6 & 0x3f);
    d.print(", altitude value 0x%x", d.u4(at + 16) & 0x3fff_ffff);
    int datum = d.u1(at + 20);
    d.print("\n\t    Datum %s (0x%02x)", DATUMS.name(datum, "unknown"), datum);
  }

  private static long degrees(Dissection d, int at) {
    return (d.u1(at) & 3L) << 32 | d.u4(at + 1);
  }

  private static void civic(Dissection d, int from, int length) {
    int size = length < 6 ? 0 : d.u1(from + 5);
    if (size < 3 || length < 7 + size) {
      return;
    }
    int what = d.u1(from + 6);
    d.print("\n\t    LCI length %d, LCI what %s", size, WHAT.name(what, "unknown"));
    d.print(" (0x%02x), Country-code ", what);
    d.lettersToZero(from + 7, 2);
    int at = from + 9;
    int end = at + size - 3;
    while (end - at >= 2) {
      int part = d.u1(at);
      int letters = d.u1(at + 1);
      at += 2;
      d.print("\n\t      CA type '%s'", PARTS.name(part, "unknown"));
      d.print(" (%d), length %d: ", part, letters);
      if (part == 0 || letters == 0 || end - at < letters) {
        return;
      }
      d.lettersToZero(at, letters);
      at += letters;
    }
  }

  private static void power(Dissection d, int at) {
    int head = d.u1(at + 4);
    // As tcpdump reads the type: any of the two lowest bits.
    d.print("\n\t    Power type [%s device]", (head & 3) != 0 ? "PD" : "PSE");
    d.print(", Power source [%s]", SOURCES.name((head & 0x30) >> 4, "none"));
    d.print("\n\t    Power priority [%s]", PRIORITIES.name(head & 0xf, "none"));
    d.print(" (0x%02x)", head & 0xf);
    int power = d.u2(at + 5);
    if (power < 1024) {
      d.print(", Power %.1f Watts", power / 10.0);
    } else {
      d.print(", Power %d (Reserved)", power);
    }
  }
}
