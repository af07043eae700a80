package dev.patchbay.tools.ping;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import java.util.Arrays;
import java.util.List;

/// The IP options that `-R` and `-T` ask for, and how those of a reply are shown (RFC 791 section
/// 3.1).
final class RouteOptions {
  private static final int BYTES = 40;
  private static final int ADDRESS = 4;
  private static final int FIRST_ROUTE = 4;
  private static final int FIRST_TIME = 5;
  private static final int LONGEST_WITH_ADDRESSES = 36;
  private static final int FORM_MASK = 0xf;
  private static final long NOT_STANDARD = 0x8000_0000L;

  private final AddressNames names;
  private byte[] lastRoute = {};

  RouteOptions(AddressNames names) {
    this.names = names;
  }

  // ---- asking

  /// Asks who is on the way.
  static byte[] recordRoute() {
    byte[] option = new byte[BYTES];
    option[0] = Ipv4.OPTION_NOP;
    option[1] = Ipv4.OPTION_RECORD_ROUTE;
    option[2] = BYTES - 1;
    option[3] = FIRST_ROUTE;
    return option;
  }

  /// Asks when the packet was where: with `TSPRESPEC` at these addresses.
  static byte[] timestamps(Options.Timestamps kind, List<Ip> addresses) {
    int length =
        switch (kind) {
          case TSONLY -> BYTES;
          case TSANDADDR -> LONGEST_WITH_ADDRESSES;
          case TSPRESPEC -> ADDRESS + addresses.size() * 2 * ADDRESS;
        };
    byte[] option = new byte[length];
    option[0] = Ipv4.OPTION_TIMESTAMP;
    option[1] = (byte) length;
    option[2] = FIRST_TIME;
    option[3] = (byte) kind.form;
    if (kind == Options.Timestamps.TSPRESPEC) {
      for (int i = 0; i < addresses.size(); i++) {
        addresses.get(i).write(option, ADDRESS + i * 2 * ADDRESS);
      }
    }
    return option;
  }

  // ---- showing

  /// The options of a reply, as lines behind its own.
  String show(byte[] options) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < options.length && options[at] != Ipv4.OPTION_END) {
      if (options[at] == Ipv4.OPTION_NOP) {
        text.append("\nNOP");
        at++;
        continue;
      }
      int length = at + 1 < options.length ? options[at + 1] & 0xff : 0;
      if (length < 2 || at + length > options.length) {
        break;
      }
      show(text, Arrays.copyOfRange(options, at, at + length));
      at += length;
    }
    return text.toString();
  }

  private void show(StringBuilder text, byte[] option) {
    switch (option[0] & 0xff) {
      case Ipv4.OPTION_LOOSE_ROUTE -> showSourceRoute(text.append("\nLSRR: "), option);
      case Ipv4.OPTION_STRICT_ROUTE -> showSourceRoute(text.append("\nSSRR: "), option);
      case Ipv4.OPTION_RECORD_ROUTE -> showRoute(text, option);
      case Ipv4.OPTION_TIMESTAMP -> showTimes(text, option);
      default -> text.append("\nunknown option ").append(Integer.toHexString(option[0] & 0xff));
    }
  }

  private void showSourceRoute(StringBuilder text, byte[] option) {
    for (int at = FIRST_ROUTE - 1; at + ADDRESS <= option.length; at += ADDRESS) {
      text.append('\t').append(address(option, at)).append('\n');
    }
  }

  /// How many bytes of the option have been filled, from `first` on (counted from 1).
  private static int filled(byte[] option, int first) {
    return option.length < first - 1 ? 0 : Math.min(option[2] & 0xff, option.length + 1) - first;
  }

  private void showRoute(StringBuilder text, byte[] option) {
    int filled = filled(option, FIRST_ROUTE);
    if (filled <= 0) {
      return;
    }
    byte[] route = Arrays.copyOfRange(option, FIRST_ROUTE - 1, FIRST_ROUTE - 1 + filled);
    if (Arrays.equals(route, lastRoute)) {
      text.append("\t(same route)");
      return;
    }
    lastRoute = route;
    text.append("\nRR: ");
    for (int at = 0; at + ADDRESS <= route.length; at += ADDRESS) {
      text.append('\t').append(address(route, at)).append('\n');
    }
  }

  private String address(byte[] bytes, int at) {
    Ip address = Ip.read(Family.IPV4, bytes, at);
    return address.isUnspecified() ? "0.0.0.0" : names.text(address, 0);
  }

  private void showTimes(StringBuilder text, byte[] option) {
    int end = FIRST_TIME - 1 + filled(option, FIRST_TIME);
    if (end <= FIRST_TIME - 1) {
      return;
    }
    boolean hasAddresses = (option[3] & FORM_MASK) != Options.Timestamps.TSONLY.form;
    text.append("\nTS: ");
    Clock clock = new Clock();
    int entry = hasAddresses ? 2 * ADDRESS : ADDRESS;
    for (int at = FIRST_TIME - 1; at + entry <= end; at += entry) {
      if (hasAddresses) {
        text.append('\t').append(address(option, at));
      }
      text.append('\t').append(clock.show(time(option, at + entry - ADDRESS))).append('\n');
    }
    int missed = (option[3] & 0xff) >> 4;
    if (missed > 0) {
      text.append("Unrecorded hops: ").append(missed).append('\n');
    }
  }

  private static long time(byte[] bytes, int at) {
    return Ip.read(Family.IPV4, bytes, at).hi() >>> 32;
  }

  /// Times are shown as what has passed since the one before, the first of a sort as it is.
  private static final class Clock {
    private long standard;
    private long own;

    String show(long time) {
      if ((time & NOT_STANDARD) != 0) {
        long before = own;
        own = time & ~NOT_STANDARD;
        return before == 0 ? own + " absolute not-standard" : own - before + " not-standard";
      }
      long before = standard;
      standard = time;
      return before == 0 ? time + " absolute" : String.valueOf(time - before);
    }
  }
}
