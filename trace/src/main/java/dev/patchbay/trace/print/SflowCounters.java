package dev.patchbay.trace.print;

/// The counters of an interface, a VLAN or a processor that sFlow reports, in the order in which
/// they stand.
final class SflowCounters {
  static final Tokens NAMES =
      Tokens.of(
          """
          1 Generic counter
          2 Ethernet counter
          3 Token ring counter
          4 100 BaseVG counter
          5 Vlan counter
          1001 Processor counter
          """);

  private static final Tokens DIRECTIONS =
      Tokens.of(
          """
          0 unknown
          1 full-duplex
          2 half-duplex
          3 in
          4 out
          """);

  /// A counter of 32 bits is a `d`, one of 64 a `q`; each has its own text before it.
  private static final String TRAFFIC =
      "octets %q, unicast pkts %d, multicast pkts %d, broadcast pkts %d, discards %d";

  private static final String[] ETHERNET = {
    "align errors %d, fcs errors %d, single collision %d, multiple collision %d, test error %d",
    "deferred %d, late collision %d, excessive collision %d, mac trans error %d",
    "carrier error %d, frames too long %d, mac receive errors %d, symbol errors %d"
  };

  private static final String[] BASE_VG = {
    "in high prio frames %d, in high prio octets %q",
    "in norm prio frames %d, in norm prio octets %q",
    "in ipm errors %d, oversized %d, in data errors %d, null addressed frames %d",
    "out high prio frames %d, out high prio octets %q, trans into frames %d",
    "in hc high prio octets %q, in hc norm prio octets %q, out hc high prio octets %q"
  };

  private static final String[] VLAN = {
    "vlan_id %d, octets %q, unicast_pkt %d, multicast_pkt %d, broadcast_pkt %d, discards %d"
  };

  private static final String[] PROCESSOR = {
    "5sec %d, 1min %d, 5min %d, total_mem %q, total_mem %q"
  };

  private final Dissection d;
  private int at;

  private SflowCounters(Dissection d, int at) {
    this.d = d;
    this.at = at;
  }

  /// Prints the counters; false when there is no room for them.
  static boolean print(Dissection d, int type, int at, int end) {
    SflowCounters counters = new SflowCounters(d, at);
    int left = end - at;
    return switch (type) {
      case 1 -> left >= 88 && counters.generic();
      case 2 -> left >= 52 && counters.lines(ETHERNET);
      case 4 -> left >= 80 && counters.lines(BASE_VG);
      case 5 -> left >= 28 && counters.lines(VLAN);
      case 1001 -> left >= 28 && counters.lines(PROCESSOR);
      default -> true;
    };
  }

  private boolean generic() {
    line("ifindex %d, iftype %d, ifspeed %q, ifdirection %d");
    d.print(" (%s)", DIRECTIONS.name(d.u4(at - 4), "Unknown"));
    line("ifstatus %d");
    long status = d.u4(at - 4);
    d.put(", adminstatus: ").put((status & 1) != 0 ? "up" : "down");
    d.put(", operstatus: ").put((status & 2) != 0 ? "up" : "down");
    line("In " + TRAFFIC);
    line("In errors %d, unknown protos %d");
    line("Out " + TRAFFIC);
    line("Out errors %d, promisc mode %d");
    return true;
  }

  private boolean lines(String[] lines) {
    for (String line : lines) {
      line(line);
    }
    return true;
  }

  private void line(String text) {
    d.put("\n\t      ");
    int from = 0;
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', from)) {
      d.put(text.substring(from, i));
      boolean wide = text.charAt(i + 1) == 'q';
      d.put(wide ? Long.toUnsignedString(d.u8(at)) : Long.toString(d.u4(at)));
      at += wide ? 8 : 4;
      from = i + 2;
    }
  }
}
