package dev.patchbay.trace.print;

/// Routes that come and go (RFC 4271 section 4.3).
final class BgpUpdate {
  private static final Tokens ATTRIBUTES =
      Tokens.of(
          """
          1 Origin
          2 AS Path
          17 AS4 Path
          3 Next Hop
          4 Multi Exit Discriminator
          5 Local Preference
          6 Atomic Aggregate
          7 Aggregator
          18 Aggregator4
          8 Community
          9 Originator ID
          10 Cluster List
          11 DPA
          12 Advertisers
          13 RCID Path / Cluster ID
          14 Multi-Protocol Reach NLRI
          15 Multi-Protocol Unreach NLRI
          16 Extended Community
          22 PMSI Tunnel
          23 Tunnel Encapsulation
          24 Traffic Engineering
          25 IPv6 Extended Community
          26 Accumulated IGP Metric
          27 PE Distinguisher Label
          28 Entropy Label
          32 Large Community
          128 Attribute Set
          255 Reserved for development
          """);

  private BgpUpdate() {}

  static void print(Dissection d, int from, int length) {
    int at = from;
    int end = from + length;
    atLeast(end - at, 2);
    int withdrawn = d.u2(at);
    at += 2;
    d.need(at, withdrawn);
    atLeast(end - at, withdrawn);
    if (withdrawn > 1) {
      d.put("\n\t  Withdrawn routes:");
      routes(d, at, at + withdrawn);
    }
    at += withdrawn;
    atLeast(end - at, 2);
    int attributes = d.u2(at);
    at += 2;
    if (withdrawn != 1 && attributes == 0 && at == end) {
      d.put("\n\t  End-of-Rib Marker (empty NLRI)");
      return;
    }
    atLeast(end - at, attributes);
    attributes(d, at, at + attributes);
    at += attributes;
    if (at < end) {
      d.put("\n\t  Updated routes:");
      routes(d, at, end);
    }
  }

  private static void atLeast(int length, int needed) {
    if (length < needed) {
      throw new Truncated();
    }
  }

  private static void routes(Dissection d, int from, int end) {
    boolean numbered = BgpPrefixes.areNumbered(d, from, end - from, 32);
    int at = from;
    while (at < end) {
      long path = 0;
      if (numbered) {
        if (end - at < 4) {
          return;
        }
        path = d.u4(at);
        at += 4;
      }
      int size = BgpPrefixes.plain4(d, "\n\t    ", at, end - at);
      if (size == 0) {
        return;
      }
      d.put(numbered ? "   Path Id: " + path : "");
      at += size;
    }
  }

  private static void attributes(Dissection d, int from, int end) {
    int at = from;
    while (at < end) {
      int flags = d.u1(at);
      int wide = (flags & 0x10) != 0 ? 2 : 1;
      if (end - at < 2 + wide) {
        d.put("\n\t  [path attrs too short]");
        return;
      }
      int type = d.u1(at + 1);
      int size = wide == 2 ? d.u2(at + 2) : d.u1(at + 2);
      at += 2 + wide;
      d.put("\n\t  ").put(name(type, size));
      d.put(flags == 0 ? "" : flags(flags) + ": ");
      if (end - at < size) {
        d.put(" [path attrs too short]");
        return;
      }
      BgpAttributes.print(d, type, at, size, 0);
      at += size;
    }
  }

  static String name(int type, int length) {
    return "%s (%d), length: %d"
        .formatted(ATTRIBUTES.name(type, "Unknown Attribute"), type, length);
  }

  static String flags(int flags) {
    String rest = (flags & 0xf) == 0 ? "" : "+" + Integer.toHexString(flags & 0xf);
    return ", Flags ["
        + ((flags & 0x80) != 0 ? "O" : "")
        + ((flags & 0x40) != 0 ? "T" : "")
        + ((flags & 0x20) != 0 ? "P" : "")
        + ((flags & 0x10) != 0 ? "E" : "")
        + rest
        + "]";
  }
}
