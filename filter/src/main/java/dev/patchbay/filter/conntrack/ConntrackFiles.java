package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.Locale;

/// `/proc/net/nf_conntrack` and `/proc/net/nf_conntrack_expect`.
final class ConntrackFiles {
  private ConntrackFiles() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("nf_conntrack", ConntrackFiles::connections);
    machine.procFiles().addNet("nf_conntrack_expect", ConntrackFiles::expectations);
  }

  private static String connections(Netns netns) {
    Conntrack conntrack = Conntrack.known(netns);
    StringBuilder out = new StringBuilder();
    if (conntrack != null) {
      for (Connection connection : conntrack.connections()) {
        show(out, conntrack.snapshot(connection));
      }
    }
    return out.toString();
  }

  private static void show(StringBuilder out, ConnectionSnapshot connection) {
    boolean v4 = connection.family() == Family.IPV4;
    out.append(v4 ? "ipv4     2 " : "ipv6     10 ");
    out.append(
        String.format(Locale.ROOT, "%-8s %d ", connection.protocolName(), connection.protocol()));
    out.append(connection.seconds()).append(' ');
    if (!connection.state().isEmpty()) {
      out.append(connection.state()).append(' ');
    }
    boolean oneZone = connection.originalZone() == connection.replyZone();
    show(out, connection, connection.original());
    if (!oneZone && connection.originalZone() != 0) {
      out.append("zone-orig=").append(connection.originalZone()).append(' ');
    }
    showCounters(out, connection, connection.original());
    if (!connection.has(Connection.SEEN_REPLY)) {
      out.append("[UNREPLIED] ");
    }
    show(out, connection, connection.reply());
    if (!oneZone && connection.replyZone() != 0) {
      out.append("zone-reply=").append(connection.replyZone()).append(' ');
    }
    showCounters(out, connection, connection.reply());
    if (connection.has(Connection.ASSURED)) {
      out.append("[ASSURED] ");
    }
    out.append("mark=").append(Integer.toUnsignedString(connection.mark())).append(' ');
    if (oneZone && connection.originalZone() != 0) {
      out.append("zone=").append(connection.originalZone()).append(' ');
    }
    out.append("use=").append(2 + connection.children()).append('\n');
  }

  private static void showCounters(
      StringBuilder out, ConnectionSnapshot connection, ConnectionSnapshot.Direction direction) {
    if (connection.counts()) {
      out.append("packets=").append(direction.packets());
      out.append(" bytes=").append(direction.bytes()).append(' ');
    }
  }

  private static void show(
      StringBuilder out, ConnectionSnapshot connection, ConnectionSnapshot.Direction direction) {
    out.append("src=");
    address(out, direction.source());
    out.append(" dst=");
    address(out, direction.destination());
    out.append(' ');
    int from = direction.sourceNumber();
    int to = direction.destinationNumber();
    switch (connection.numberNames()) {
      case NONE -> {}
      case PORTS -> out.append("sport=").append(from).append(" dport=").append(to).append(' ');
      case ICMP -> {
        out.append("type=").append(to >>> 8).append(" code=").append(to & 0xff);
        out.append(" id=").append(from).append(' ');
      }
      case KEYS -> {
        out.append("srckey=0x").append(Integer.toHexString(from));
        out.append(" dstkey=0x").append(Integer.toHexString(to)).append(' ');
      }
    }
  }

  /// IPv6 in full, without `::`.
  private static void address(StringBuilder out, Ip address) {
    if (address.isV4()) {
      address.appendTo(out);
      return;
    }
    for (int shift = 48; shift >= 0; shift -= 16) {
      out.append(String.format(Locale.ROOT, "%04x:", address.hi() >>> shift & 0xffff));
    }
    for (int shift = 48; shift >= 0; shift -= 16) {
      String end = shift == 0 ? "" : ":";
      out.append(String.format(Locale.ROOT, "%04x%s", address.lo() >>> shift & 0xffff, end));
    }
  }

  /// `exp_seq_show`
  private static String expectations(Netns netns) {
    Conntrack conntrack = Conntrack.known(netns);
    StringBuilder out = new StringBuilder();
    if (conntrack != null) {
      for (Expectation expectation : conntrack.expectations().list()) {
        show(out, conntrack, expectation);
      }
    }
    return out.toString();
  }

  private static void show(StringBuilder out, Conntrack conntrack, Expectation expectation) {
    Tuple tuple = expectation.tuple();
    out.append(conntrack.expectations().seconds(expectation));
    out.append(" l3proto = ").append(tuple.family == Family.IPV4 ? 2 : 10);
    out.append(" proto=").append(tuple.protocol).append(" src=");
    address(out, tuple.sourceAddress());
    out.append(" dst=");
    address(out, tuple.destinationAddress());
    out.append(" sport=").append(tuple.source).append(" dport=").append(tuple.destination);
    out.append(expectation.isPermanent() ? " PERMANENT" : "");
    Helper helper = expectation.master().needExtras().helper();
    if (helper != null) {
      out.append(' ').append(helper.name());
    }
    out.append('\n');
  }
}
