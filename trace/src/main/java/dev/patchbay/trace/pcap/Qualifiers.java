package dev.patchbay.trace.pcap;

import java.util.Locale;

/// The words before an address or a number, which tell what it is. They hold on for the ones that
/// follow without any.
record Qualifiers(Protocol protocol, Direction direction, Kind kind) {
  /// There have been none to hold on.
  static final Qualifiers NONE =
      new Qualifiers(Protocol.DEFAULT, Direction.DEFAULT, Kind.UNDEFINED);

  /// Which of a packet's two addresses or ports.
  enum Direction {
    DEFAULT,
    SRC,
    DST,
    SRC_OR_DST,
    SRC_AND_DST,
    ADDR1,
    ADDR2,
    ADDR3,
    ADDR4,
    RA,
    TA;

    /// Its words in a refusal.
    String refusal(String of) {
      return switch (this) {
        case RA, TA -> "'" + text() + "' is not a valid qualifier for " + of;
        default -> {
          String number = text().substring(4);
          yield "'addr"
              + number
              + "' and 'address"
              + number
              + "' are not valid qualifiers for "
              + of;
        }
      };
    }

    /// Its words where stations are meant, but not those of 802.11.
    String refusalOfStation() {
      if (this == RA || this == TA) {
        return "'" + text() + "' is only supported on 802.11 with 802.11 headers";
      }
      String number = text().substring(4);
      return "'addr"
          + number
          + "' and 'address"
          + number
          + "' are only supported on 802.11 with 802.11 headers";
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What kind of thing is named.
  enum Kind {
    DEFAULT,
    HOST,
    NET,
    PORT,
    PORTRANGE,
    GATEWAY,
    PROTO,
    PROTOCHAIN,
    UNDEFINED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
