package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Statistics;
import dev.patchbay.core.text.Output;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/// The statistics of a link as `ip -s` lays them out: columns that grow with the numbers in them.
final class LinkCounters {
  private static final String[] RECEIVED = {
    "bytes", "packets", "errors", "dropped", "missed", "mcast"
  };
  private static final String[] RECEIVE_ERRORS = {"length", "crc", "frame", "fifo", "overrun"};
  private static final String[] SENT = {
    "bytes", "packets", "errors", "dropped", "carrier", "collsns"
  };
  private static final String[] SEND_ERRORS = {"aborted", "fifo", "window", "heartbt", "transns"};
  private static final String[] SEND_ERRORS_ALONE = {"aborted", "fifo", "window", "heartbt", ""};
  private static final String[] RECEIVED_KEYS = {
    "bytes", "packets", "errors", "dropped", "over_errors", "multicast"
  };
  private static final String[] RECEIVE_ERROR_KEYS = {
    "length_errors", "crc_errors", "frame_errors", "fifo_errors", "missed_errors"
  };
  private static final String[] SENT_KEYS = {
    "bytes", "packets", "errors", "dropped", "carrier_errors", "collisions"
  };
  private static final String[] SEND_ERROR_KEYS = {
    "aborted_errors", "fifo_errors", "window_errors", "heartbeat_errors", "carrier_changes"
  };

  /// Stands for changes of the carrier that are not told.
  private static final int UNTOLD = -1;

  private static final int LABEL = 4;
  private static final int ERROR_LABEL = 10;
  private static final String UNITS = "kMGTPE";

  /// The width of the two columns that only stand there when they have something to tell.
  private static final int NOHANDLER = 10;

  private static final int OTHERHOST = 9;

  private final Session session;
  private final Output out;
  private final StringBuilder text;
  private final Statistics counters;
  private final int transitions;
  private final boolean errors;

  /// The widest of each column: the label's, then those of the other headings.
  private final int[] widths = {10, 7, 6, 7, 7, 7};

  private LinkCounters(Session session, Statistics counters, int transitions, boolean errors) {
    this.session = session;
    this.out = session.output();
    this.text = session.text();
    this.counters = counters;
    this.transitions = transitions;
    this.errors = errors;
  }

  /// Those of `ip -s link`, which asks twice for errors.
  static LinkCounters ofLink(Session session, NetDevice device) {
    int transitions = device.carrierUps() + device.carrierDowns();
    boolean errors = session.options().statistics > 1;
    return new LinkCounters(session, device.statistics(), transitions, errors);
  }

  /// Those of `ip stats`, whose message knows the counters alone.
  static LinkCounters ofStats(Session session, NetDevice device) {
    boolean errors = session.options().statistics > 0;
    return new LinkCounters(session, device.statistics(), UNTOLD, errors);
  }

  /// Shows them, without a newline at the end.
  void show() {
    if (out.isJson()) {
      json();
      return;
    }
    long[] rx = received();
    long[] rxErrors = receiveErrors();
    long[] tx = sent();
    long[] txErrors = sendErrors();
    widen(rx);
    widen(tx);
    if (errors) {
      widen(rxErrors);
      widen(txErrors);
    }
    row("RX:", RECEIVED, rx);
    if (errors) {
      out.newline();
      receiveErrorRow(rxErrors);
    }
    out.newline();
    row("TX:", SENT, tx);
    if (errors) {
      out.newline();
      errorRow("TX errors:", transitions == UNTOLD ? SEND_ERRORS_ALONE : SEND_ERRORS, txErrors);
    }
  }

  private long[] received() {
    return new long[] {
      counters.rxBytes,
      counters.rxPackets,
      counters.rxErrors,
      counters.rxDropped,
      counters.rxMissedErrors,
      counters.multicast
    };
  }

  private long[] receiveErrors() {
    return new long[] {
      0,
      counters.rxLengthErrors,
      counters.rxCrcErrors,
      counters.rxFrameErrors,
      counters.rxFifoErrors,
      counters.rxOverErrors
    };
  }

  private long[] sent() {
    return new long[] {
      counters.txBytes,
      counters.txPackets,
      counters.txErrors,
      counters.txDropped,
      counters.txCarrierErrors,
      counters.collisions
    };
  }

  private long[] sendErrors() {
    long[] all = {
      0,
      counters.txAbortedErrors,
      counters.txFifoErrors,
      counters.txWindowErrors,
      counters.txHeartbeatErrors,
      transitions
    };
    return transitions == UNTOLD ? Arrays.copyOf(all, all.length - 1) : all;
  }

  // ---- text

  private void widen(long[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      widths[i] = Math.max(widths[i], readable(numbers[i]).length());
    }
  }

  private void row(String label, String[] headings, long[] numbers) {
    text.append("    ").append(label).append(' ');
    right(headings[0], widths[0] - LABEL);
    for (int i = 1; i < headings.length; i++) {
      text.append(' ');
      right(headings[i], widths[i]);
    }
    // The last column, compressed packets, has a heading and numbers only where there are any.
    text.append("           ");
    out.newline();
    text.append("    ");
    for (int i = 0; i < numbers.length; i++) {
      number(numbers[i], widths[i]);
    }
  }

  private void receiveErrorRow(long[] numbers) {
    errorHeadings("RX errors:", RECEIVE_ERRORS);
    rareHeading("nohandler", counters.rxNohandler, NOHANDLER);
    rareHeading("otherhost", counters.rxOtherhostDropped, OTHERHOST);
    errorNumbers(numbers);
    rareNumber(counters.rxNohandler, NOHANDLER);
    rareNumber(counters.rxOtherhostDropped, OTHERHOST);
  }

  private void rareHeading(String heading, long count, int width) {
    if (count != 0) {
      text.append(' ');
      right(heading, Math.max(width, readable(count).length()));
    }
  }

  private void rareNumber(long count, int width) {
    if (count != 0) {
      number(count, width);
    }
  }

  private void errorRow(String label, String[] headings, long[] numbers) {
    errorHeadings(label, headings);
    errorNumbers(numbers);
  }

  private void errorHeadings(String label, String[] headings) {
    text.append("    ").append(label);
    right("", widths[0] - ERROR_LABEL);
    for (int i = 0; i < headings.length; i++) {
      text.append(' ');
      right(headings[i], widths[i + 1]);
    }
  }

  private void errorNumbers(long[] numbers) {
    out.newline();
    right("", widths[0] + 5);
    for (int i = 1; i < numbers.length; i++) {
      number(numbers[i], widths[i]);
    }
  }

  private void right(String word, int width) {
    for (int i = word.length(); i < width; i++) {
      text.append(' ');
    }
    text.append(word);
  }

  private void number(long count, int width) {
    right(readable(count), width);
    text.append(' ');
  }

  /// The number, or with `-human` three digits of it and a unit.
  private String readable(long count) {
    int base = session.options().iec ? 1024 : 1000;
    if (!session.options().human || count < base) {
      return Long.toUnsignedString(count);
    }
    long unit = base;
    int power = 0;
    while (power < UNITS.length() - 1 && count / base >= unit) {
      unit *= base;
      power++;
    }
    long whole = count / unit;
    int precision = whole < 10 ? 2 : whole < 100 ? 1 : 0;
    BigDecimal exact = new BigDecimal((double) count / unit);
    return exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString()
        + UNITS.charAt(power)
        + (session.options().iec ? "i" : "");
  }

  // ---- JSON

  private void json() {
    out.openObject("stats64");
    out.openObject("rx");
    long[] rx = received();
    rx[4] = counters.rxOverErrors;
    keys(RECEIVED_KEYS, rx, 0);
    if (errors) {
      long[] rxErrors = receiveErrors();
      rxErrors[5] = counters.rxMissedErrors;
      keys(RECEIVE_ERROR_KEYS, rxErrors, 1);
      rareKey("nohandler", counters.rxNohandler);
      rareKey("otherhost", counters.rxOtherhostDropped);
    }
    out.closeObject();
    out.openObject("tx");
    keys(SENT_KEYS, sent(), 0);
    if (errors) {
      keys(SEND_ERROR_KEYS, sendErrors(), 1);
    }
    out.closeObject();
    out.closeObject();
  }

  private void rareKey(String key, long count) {
    if (count != 0) {
      out.jsonNumber(key, count);
    }
  }

  private void keys(String[] keys, long[] numbers, int from) {
    for (int i = from; i < numbers.length; i++) {
      out.jsonNumber(keys[i - from], numbers[i]);
    }
  }
}
