package dev.patchbay.tools.ss;

import dev.patchbay.core.text.General;
import dev.patchbay.stack.tcp.Md5Key;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.tcp.TcpStatistics;
import java.util.Locale;

/// What `ss -i` shows of a connection: all that is not zero, in the order of the real tool.
final class TcpText {
  private static final double MICROS = 1e6;
  private static final int BITS = 8;
  private static final int USUAL_REORDERING = 3;

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  private final StringBuilder text = new StringBuilder();
  private final boolean numeric;

  private TcpText(boolean numeric) {
    this.numeric = numeric;
  }

  /// The text; `options` says whether the options of the segments are named (`-o`), `numeric`
  /// whether rates are written out.
  static String of(TcpSocket socket, boolean options, boolean numeric) {
    TcpStatistics info = socket.info();
    TcpText text = new TcpText(numeric);
    if (options) {
      text.flag("ts", info.timestamps());
      text.flag("sack", info.sack());
      text.flag("ecn", info.ecn());
    }
    text.text.append(' ').append(info.congestion());
    if (socket.state() == TcpState.LISTEN) {
      text.number("cwnd", info.window());
    } else {
      text.path(info);
      text.counts(info);
      text.rates(info);
      text.losses(info);
    }
    text.keys(socket);
    return text.text.toString();
  }

  private void path(TcpStatistics info) {
    if (info.scaling()) {
      text.append(" wscale:").append(info.sendScale()).append(',').append(info.receiveScale());
    }
    number("rto", info.timeout() / 1000);
    number("backoff", info.backoff());
    if (info.roundTrip() > 0) {
      text.append(" rtt:").append(General.text(info.roundTrip() / 1e3));
      text.append('/').append(General.text(info.variation() / 1e3));
    }
    if (info.dataSegmentsIn() > 0) {
      millis("ato", info.ackTimeout());
    }
    number("mss", info.sendMss());
    number("pmtu", info.pathMtu());
    number("rcvmss", info.receiveMss());
    number("advmss", info.advertisedMss());
    number("cwnd", info.window());
    if (info.threshold() < 0xffff) {
      number("ssthresh", info.threshold());
    }
  }

  private void counts(TcpStatistics info) {
    number("bytes_sent", info.bytesSent());
    number("bytes_retrans", info.bytesRetransmitted());
    number("bytes_acked", info.bytesAcknowledged());
    number("bytes_received", info.bytesReceived());
    number("segs_out", info.segmentsOut());
    number("segs_in", info.segmentsIn());
    number("data_segs_out", info.dataSegmentsOut());
    number("data_segs_in", info.dataSegmentsIn());
  }

  private void rates(TcpStatistics info) {
    if (info.roundTrip() > 0) {
      double rate = (double) info.window() * info.sendMss() * BITS * MICROS / info.roundTrip();
      text.append(" send ").append(rate(rate));
      number("lastsnd", info.lastSent());
      number("lastrcv", info.lastReceived());
      number("lastack", info.lastAcknowledged());
      text.append(" pacing_rate ").append(rate((double) info.pacingRate() * BITS));
    }
    if (info.deliveryRate() > 0) {
      text.append(" delivery_rate ").append(rate((double) info.deliveryRate() * BITS));
    }
    number("delivered", info.delivered());
    number("delivered_ce", info.deliveredMarked());
    flag("app_limited", info.deliveryLimited());
    busy(info);
  }

  private void busy(TcpStatistics info) {
    if (info.busy() >= MICRO) {
      text.append(" busy:").append(info.busy() / MILLI).append("ms");
      share("rwnd_limited", info.windowLimited(), info.busy());
      share("sndbuf_limited", info.bufferLimited(), info.busy());
    }
  }

  private void share(String name, long nanos, long all) {
    if (nanos >= MICRO) {
      text.append(
          String.format(Locale.ROOT, " %s:%dms(%.1f%%)", name, nanos / MILLI, 100.0 * nanos / all));
    }
  }

  private void losses(TcpStatistics info) {
    number("unacked", info.unacknowledged());
    if (info.retransmitted() > 0 || info.totalRetransmits() > 0) {
      text.append(" retrans:").append(info.retransmitted());
      text.append('/').append(info.totalRetransmits());
    }
    number("lost", info.lost());
    number("sacked", info.sacked());
    number("dsack_dups", info.duplicates());
    if (info.reordering() != USUAL_REORDERING) {
      number("reordering", info.reordering());
    }
    number("reord_seen", info.reorderings());
    millis("rcv_rtt", info.receiveRoundTrip());
    number("rcv_space", info.receiveSpace());
    number("rcv_ssthresh", info.receiveThreshold());
    number("notsent", info.notSent());
    if (info.minimumRoundTrip() > 0) {
      millis("minrtt", info.minimumRoundTrip());
    }
    number("snd_wnd", info.sendWindow());
  }

  /// Whose segments are signed; the secrets themselves are told first of all, see [#secrets].
  private void keys(TcpSocket socket) {
    String separator = " md5keys:";
    for (Md5Key key : socket.md5Keys()) {
      text.append(separator).append(key.addresses().text()).append('=');
      separator = ",";
    }
  }

  /// The secrets of a socket's keys. The real tool prints them while it still lays out its table,
  /// so that they stand in front of it.
  static String secrets(TcpSocket socket) {
    StringBuilder text = new StringBuilder();
    for (Md5Key key : socket.md5Keys()) {
      for (byte octet : key.secret()) {
        boolean plain = octet > ' ' && octet < 0x7f && octet != '\\' && octet != ',';
        text.append(plain ? String.valueOf((char) octet) : String.format("\\x%02x", octet & 0xff));
      }
    }
    return text.toString();
  }

  private void flag(String name, boolean on) {
    text.append(on ? " " + name : "");
  }

  private void number(String name, long value) {
    if (value > 0) {
      text.append(' ').append(name).append(':').append(value);
    }
  }

  private void millis(String name, long micros) {
    if (micros > 0) {
      text.append(' ').append(name).append(':').append(General.text(micros / 1e3));
    }
  }

  private String rate(double bits) {
    if (numeric) {
      return String.format(Locale.ROOT, "%.0fbps", bits);
    }
    if (bits > 1e6) {
      return String.format(Locale.ROOT, "%.1fMbps", bits / 1e6);
    }
    return bits > 1e3
        ? String.format(Locale.ROOT, "%.1fKbps", bits / 1e3)
        : General.text(bits) + "bps";
  }
}
