package dev.patchbay.trace.print;

/// Routes of other addresses than IPv4's (RFC 4760).
final class BgpReachability {
  private static final int HEADER = 3;
  private static final int DISTINGUISHER = 8;

  private BgpReachability() {}

  static void reachable(Dissection d, int from, int length) {
    int end = from + length;
    atLeast(length, HEADER);
    if (!family(d, from, length)) {
      return;
    }
    int family = d.u2(from);
    int use = d.u1(from + 2);
    int hops = d.u1(from + HEADER);
    int at = from + HEADER + 1;
    if (hops > 0) {
      atLeast(end - at, hops);
      d.put("\n\t    nexthop: ");
      hops(d, family, use, at, hops);
      at += hops;
    }
    d.print(", nh-length: %d", hops);
    atLeast(end - at, 1);
    at = attachments(d, at, end);
    routes(d, family, use, at, end, length);
  }

  static void unreachable(Dissection d, int at, int length) {
    d.need(at, HEADER);
    if (family(d, at, length)) {
      d.put(length == HEADER ? "\n\t      End-of-Rib Marker (empty NLRI)" : "");
      routes(d, d.u2(at), d.u1(at + 2), at + HEADER, at + length, length);
    }
  }

  private static void atLeast(int length, int needed) {
    if (length < needed) {
      throw new Truncated();
    }
  }

  private static boolean family(Dissection d, int at, int length) {
    int family = d.u2(at);
    int use = d.u1(at + 2);
    d.print("\n\t    AFI: %s (%d), ", AddressFamilies.NAMES.name(family, "Unknown AFI"), family);
    d.put(use > 128 ? "vendor specific " : "");
    d.print("SAFI: %s (%d)", BgpFamily.USES.name(use, "Unknown SAFI"), use);
    if (!BgpFamily.isKnown(family, use)) {
      d.need(at, length);
      d.print("\n\t    no AFI %d / SAFI %d decoder", family, use);
      if (!d.verbose(2)) {
        d.raw(at, "\n\t    ", length);
      }
      return false;
    }
    return true;
  }

  private static void hops(Dissection d, int family, int use, int from, int length) {
    boolean vpn = BgpFamily.isVpn(use) && family != AddressFamilies.LAYER_2_VPN;
    int distinguisher = vpn ? DISTINGUISHER : 0;
    int size = family == AddressFamilies.IPV6 ? 16 : family == BgpFamily.NSAP ? length : 4;
    int step = family == BgpFamily.NSAP ? length : size + distinguisher;
    int at = from;
    int end = from + length;
    while (at < end) {
      d.put(at > from ? ", " : "");
      if (end - at < step || (family == BgpFamily.NSAP && vpn && length <= DISTINGUISHER)) {
        d.put("invalid len");
        return;
      }
      String rd = vpn ? "RD: " + BgpPrefixes.distinguisher(d, at) + ", " : "";
      int address = at + distinguisher;
      d.put(rd);
      switch (family) {
        case AddressFamilies.IPV6 -> d.put(d.host6(address));
        case BgpFamily.NSAP -> systems(d, vpn, address, end - address);
        default -> d.put(d.host4(address));
      }
      at += step;
    }
  }

  private static void systems(Dissection d, boolean vpn, int at, int length) {
    d.put(d.nsap(at, length));
    if (vpn && d.u4(at) == 0x4700_0601) {
      d.put(" = ").put(d.host4(at + 4));
    } else if (vpn && d.u3(at) == 0x35_0000) {
      d.put(" = ").put(d.host6(at + 3));
    }
  }

  /// Points of attachment, which nobody uses: tells how long they are.
  private static int attachments(Dissection d, int from, int end) {
    int count = d.u1(from);
    int at = from + 1;
    d.put(count == 0 ? ", no SNPA" : "\n\t    " + count + " SNPA");
    for (int i = 0; i < count; i++) {
      atLeast(end - at, 1);
      int size = d.u1(at);
      d.print("\n\t      %d bytes", size);
      atLeast(end - at - 1, size);
      d.need(at + 1, size);
      at += 1 + size;
    }
    return at;
  }

  private static void routes(Dissection d, int family, int use, int from, int end, int length) {
    int bits = family == AddressFamilies.IPV6 ? 128 : 32;
    boolean numbered = BgpPrefixes.areNumbered(d, from, end - from, bits);
    int at = from;
    while (at < end) {
      int size = BgpPrefixes.print(d, family, use, numbered, at, length);
      if (size == 0) {
        return;
      }
      at += size;
    }
  }
}
