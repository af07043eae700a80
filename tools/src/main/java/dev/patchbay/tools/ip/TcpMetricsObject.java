package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.General;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.tcp.PeerMetrics;
import dev.patchbay.stack.tcp.TcpMetrics;
import dev.patchbay.tools.iproute.Keywords;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `ip tcp_metrics`: what TCP remembers of those it was connected to.
final class TcpMetricsObject {
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;

  private static final Keywords COMMANDS =
      new Keywords("show", "list", "lst", "delete", "flush", "help");

  private TcpMetricsObject() {}

  static int run(Session session, Args args) throws NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw new CommandException(
          255, "Command \"" + word + "\" is unknown, try \"ip tcp_metrics help\".");
    }
    switch (command) {
      case "help" -> throw Usage.of("tcp_metrics");
      case "delete" -> delete(session, args);
      case "flush" -> flush(session, args);
      default -> show(session, args);
    }
    return 0;
  }

  private static void flush(Session session, Args args) {
    Selector which = Selector.read(session, args);
    boolean found = TcpMetrics.of(session.netns()).forget(which.remote, which.local);
    if (!found && which.remote != null) {
      session.output().text("Nothing to flush.\n");
    }
  }

  private static void delete(Session session, Args args) throws NetlinkException {
    Selector which = Selector.read(session, args);
    if (which.remote == null) {
      throw Args.required("address");
    }
    if (!TcpMetrics.of(session.netns()).forget(which.remote, which.local)) {
      throw new NetlinkException(Errno.ESRCH);
    }
  }

  /// Of one address the kernel is asked; of others it tells what it has.
  private static void show(Session session, Args args) throws NetlinkException {
    Selector which = Selector.read(session, args);
    List<PeerMetrics> shown =
        TcpMetrics.of(session.netns()).all().stream().filter(which::matches).toList();
    boolean asksOne = which.remote != null && which.remote.isHost();
    if (asksOne && shown.isEmpty()) {
      throw new NetlinkException(Errno.ESRCH);
    }
    Output output = session.output();
    output.begin();
    long now = session.netns().world().loop().now();
    for (PeerMetrics one : asksOne ? shown.subList(0, 1) : shown) {
      output.openObject(null);
      show(output, one, now);
      output.closeObject();
    }
    output.end();
  }

  private static void show(Output output, PeerMetrics one, long now) {
    output.string("dst", "", one.remote().toString(), "");
    decimal(output, "age", " age ", (now - one.time()) / NANOS, "sec");
    number(output, "ssthresh", one.threshold());
    number(output, "cwnd", one.window());
    number(output, "reordering", one.reordering());
    micros(output, "rtt", one.roundTrip() >> 3);
    micros(output, "rttvar", one.variation() >> 2);
    if (one.segment() != 0) {
      output.number("fopen_miss", " fo_mss ", one.segment(), "");
    }
    showFastOpen(output, one, now);
    output.string("source", " source ", one.local().toString(), "");
    output.newline();
  }

  private static void showFastOpen(Output output, PeerMetrics one, long now) {
    if (one.synLosses() > 0) {
      output.number("fopen_syn_drops", " fo_syn_drops ", one.synLosses(), "");
      decimal(output, "fopen_syn_drop_ts", "/", (now - one.lastSynLoss()) / NANOS, "usec ago");
    }
    byte[] cookie = one.cookieBytes();
    if (cookie != null) {
      output.string("fo_cookie", " fo_cookie ", HexFormat.of().formatHex(cookie), "");
    }
  }

  private static void number(Output output, String name, int value) {
    if (value != 0) {
      output.number(name, " " + name + " ", value, "");
    }
  }

  private static void micros(Output output, String name, int value) {
    if (value != 0) {
      output.text(" " + name + " " + value + "us");
      output.jsonLiteral(name, General.text(value / MICROS));
    }
  }

  private static void decimal(
      Output output, String key, String before, double value, String after) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    output.text(before + text + after);
    output.jsonLiteral(key, General.text(Double.parseDouble(text)));
  }

  /// Which are meant: those whose other end is in the prefix, and whose own address is that; null
  /// is any.
  private record Selector(@Nullable Prefix remote, @Nullable Ip local, @Nullable Family family) {
    static Selector read(Session session, Args args) {
      Prefix remote = null;
      Ip local = null;
      while (args.hasNext()) {
        String word = args.next();
        boolean source = word.equals("src") || word.equals("source");
        if (source || Args.matches(word, "address")) {
          word = args.next();
        }
        if (remote != null) {
          // The real one takes a source behind an address for a second one.
          throw Args.garbage("address", word);
        }
        if (source) {
          local = InetText.prefix(word, session.family()).address();
          continue;
        }
        remote = InetText.prefix(word, session.family());
      }
      boolean everything = remote != null && remote.length() == 0;
      return new Selector(everything ? null : remote, local, session.family().addresses());
    }

    boolean matches(PeerMetrics one) {
      return (family == null || family == one.remote().family())
          && (remote == null || remote.contains(one.remote()))
          && (local == null || local.equals(one.local()));
    }
  }
}
