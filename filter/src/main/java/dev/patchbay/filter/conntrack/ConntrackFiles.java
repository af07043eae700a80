package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/proc/net/nf_conntrack`, `/proc/net/nf_conntrack_expect`, and what has been counted,
/// `/proc/net/stat/nf_conntrack`.
final class ConntrackFiles {
  private static final String STATISTICS =
      "entries  clashres found new invalid ignore delete chainlength insert insert_failed drop"
          + " early_drop icmp_error  expect_new expect_create expect_delete search_restart\n";

  /// The counters in the order of the columns; those that Linux has given up stay zero.
  private static final List<Optional<ConntrackCounter>> COUNTED =
      List.of(
          Optional.of(ConntrackCounter.CLASH_RESOLVE),
          Optional.of(ConntrackCounter.FOUND),
          Optional.empty(),
          Optional.of(ConntrackCounter.INVALID),
          Optional.empty(),
          Optional.empty(),
          Optional.of(ConntrackCounter.CHAIN_TOO_LONG),
          Optional.of(ConntrackCounter.INSERT),
          Optional.of(ConntrackCounter.INSERT_FAILED),
          Optional.of(ConntrackCounter.DROP),
          Optional.of(ConntrackCounter.EARLY_DROP),
          Optional.of(ConntrackCounter.ERROR),
          Optional.of(ConntrackCounter.EXPECT_NEW),
          Optional.of(ConntrackCounter.EXPECT_CREATE),
          Optional.of(ConntrackCounter.EXPECT_DELETE),
          Optional.of(ConntrackCounter.SEARCH_RESTART));

  private static final int AFTER_GAP = 11;

  private ConntrackFiles() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("nf_conntrack", ConntrackFiles::connections);
    machine.procFiles().addNet("nf_conntrack_expect", ConntrackFiles::expectations);
    machine.procFiles().addNetFile("stat", "nf_conntrack", ConntrackFiles::statistics);
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
    direction.source().appendFull(out);
    out.append(" dst=");
    direction.destination().appendFull(out);
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

  /// `ct_cpu_seq_show`
  private static String statistics(Netns netns) {
    Conntrack conntrack = Conntrack.known(netns);
    StringBuilder out = new StringBuilder(STATISTICS);
    out.append(String.format(Locale.ROOT, "%08x ", conntrack == null ? 0 : conntrack.size()));
    for (int i = 0; i < COUNTED.size(); i++) {
      ConntrackCounter counter = COUNTED.get(i).orElse(null);
      long count = conntrack == null || counter == null ? 0 : conntrack.counted(counter);
      out.append(String.format(Locale.ROOT, " %08x", count)).append(i == AFTER_GAP ? " " : "");
    }
    return out.append('\n').toString();
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
    tuple.sourceAddress().appendFull(out);
    out.append(" dst=");
    tuple.destinationAddress().appendFull(out);
    out.append(" sport=").append(tuple.source).append(" dport=").append(tuple.destination);
    out.append(expectation.isPermanent() ? " PERMANENT" : "");
    Helper helper = expectation.master().needExtras().helper();
    if (helper != null) {
      out.append(' ').append(helper.name());
    }
    out.append('\n');
  }
}
