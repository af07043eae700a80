package dev.patchbay.filter.match;

import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.Values;
import org.jspecify.annotations.Nullable;

/// Ports of a transport protocol: a range, or all but it. Both ends of the range are ports,
/// whatever their order.
record Ports(int low, int high, boolean inverted) {
  static final Ports ANY = new Ports(0, 0xffff, false);

  static Ports of(@Nullable Ports given, boolean inverted) {
    return given == null ? ANY : new Ports(given.low, given.high, inverted);
  }

  /// `5`, `5:9`, `:9`, `5:` as the matches `tcp` and `sctp` read it.
  static Syntax<Ports> of(String protocol) {
    return (reading, text) -> {
      int colon = text.indexOf(':');
      if (colon < 0) {
        int port = Values.port(reading, text, protocol);
        return new Ports(port, port, false);
      }
      int low = colon == 0 ? 0 : Values.port(reading, text.substring(0, colon), protocol);
      String rest = text.substring(colon + 1);
      int high = rest.isEmpty() ? 0xffff : Values.port(reading, rest, protocol);
      if (low > high) {
        throw new Refusal("invalid portrange (min > max)");
      }
      return new Ports(low, high, false);
    };
  }

  /// The same as matches read it whose options are guided (`XTTYPE_PORTRC`).
  static Syntax<Ports> guided() {
    return (reading, text) -> {
      String[] parts = text.split(":", -1);
      if (parts.length > 2) {
        throw new Refusal(
            reading.extension()
                + ": Too many components for option \"--"
                + reading.option()
                + "\" (max: 2)\n");
      }
      int low = parts[0].isEmpty() ? 0 : Values.port().read(reading, parts[0]);
      if (parts.length == 1) {
        return new Ports(low, low, false);
      }
      return new Ports(
          low, parts[1].isEmpty() ? 0xffff : Values.port().read(reading, parts[1]), false);
    };
  }

  boolean contains(int port) {
    return (port >= low && port <= high) != inverted;
  }

  /// The only port that is meant, or -1.
  int only() {
    return low == high && !inverted ? low : -1;
  }

  boolean isAny() {
    return low == 0 && high == 0xffff;
  }

  void save(StringBuilder out, String option) {
    if (!isAny()) {
      out.append(inverted ? " ! " : " ").append(option).append(' ').append(low);
      out.append(low == high ? "" : ":" + high);
    }
  }

  void list(StringBuilder out, String word, Listing listing, String protocol) {
    if (isAny() && !inverted) {
      return;
    }
    out.append(' ').append(word).append(low == high ? ":" : "s:").append(inverted ? "!" : "");
    out.append(listing.port(low, protocol));
    out.append(low == high ? "" : ":" + listing.port(high, protocol));
  }
}
