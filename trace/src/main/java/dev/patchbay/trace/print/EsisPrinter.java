package dev.patchbay.trace.print;

import dev.patchbay.packet.Mac;

/// ES-IS (ISO 9542): how end systems and routers of OSI find each other.
final class EsisPrinter {
  private static final int HEADER = 9;
  private static final int PROTOCOL = 0x82;
  private static final int END_SYSTEM = 2;
  private static final int ROUTER = 4;
  private static final int REDIRECT = 6;

  private static final Tokens PACKETS =
      Tokens.of(
          """
          6 redirect
          2 ESH
          4 ISH
          """);

  private static final Tokens OPTIONS =
      Tokens.of(
          """
          129 Protocols supported
          195 QoS Maintenance
          197 Security
          198 ES Configuration Time
          205 Priority
          225 Addressk Mask
          226 SNPA Mask
          """);

  private final Dissection d;
  private int at;
  private int left;

  private EsisPrinter(Dissection d, int at, int left) {
    this.d = d;
    this.at = at;
    this.left = left;
  }

  static void print(Dissection d, int at, int length) {
    d.protocol("esis");
    d.put(d.options.link() ? "" : "ES-IS");
    if (length <= 2) {
      d.put(d.options.quiet() > 0 ? "bad pkt!" : "no header at all!");
      return;
    }
    d.need(at, HEADER);
    int header = d.u1(at + 1);
    if (d.u1(at) != PROTOCOL) {
      d.print(" nlpid 0x%02x packet not supported", d.u1(at));
    } else if (d.u1(at + 2) != 1) {
      d.print(" version %d packet not supported", d.u1(at + 2));
    } else if (header > length) {
      d.print(" length indicator(%d) > PDU size (%d)!", header, length);
    } else if (header < HEADER + 2) {
      d.print(" length indicator %d < min PDU size:", header);
      for (int i = at; i < d.end(); i++) {
        d.print("%02X", d.u1(i));
      }
    } else {
      packet(d, at, length);
    }
  }

  private static void packet(Dissection d, int at, int length) {
    int type = d.u1(at + 4) & 0x1f;
    OsiPrinter.comma(d);
    if (!d.verbose()) {
      d.print("%s, length %d", PACKETS.name(type, "unknown type (%d)"), length);
      return;
    }
    int header = d.u1(at + 1);
    d.print("length %d\n\t%s (%d)", length, PACKETS.name(type, "unknown type: %d"), type);
    d.print(", v: %d, checksum: 0x%04x", d.u1(at + 2), d.u2(at + 7));
    OsiPrinter.checksum(d, at, d.u2(at + 7), 7, header);
    d.print(", holding time: %ds, length indicator: %d", d.u2(at + 5), header);
    if (d.verbose(2)) {
      d.raw(at, "\n\t", HEADER);
    }
    EsisPrinter printer = new EsisPrinter(d, at + HEADER, header - HEADER);
    boolean understood =
        switch (type) {
          case END_SYSTEM -> printer.endSystem();
          case ROUTER -> printer.router();
          case REDIRECT -> printer.redirect();
          default -> {
            if (!d.verbose(2) && d.has(at + HEADER, 1)) {
              d.raw(at + HEADER, "\n\t  ", d.left(at + HEADER));
            }
            yield false;
          }
        };
    if (understood) {
      printer.options();
    }
  }

  /// How long the next address is; -1, and `what` is bad, when it does not fit.
  private int length(String what) {
    d.need(at, 1);
    if (left >= 1) {
      int length = d.u1(at);
      d.need(at + 1, length);
      if (left > length) {
        at += 1 + length;
        left -= 1 + length;
        return length;
      }
    }
    d.put(", bad ").put(what).put("/li");
    return -1;
  }

  private boolean endSystem() {
    int count = d.u1(at++);
    left--;
    d.print("\n\t  Number of Source Addresses: %d", count);
    for (int i = 0; i < count; i++) {
      if (!network("esh")) {
        return false;
      }
    }
    return true;
  }

  private boolean router() {
    return network("ish");
  }

  private boolean network(String what) {
    int length = length(what);
    if (length >= 0) {
      d.print("\n\t  NET (length: %d): %s", length, d.nsap(at - length, length));
    }
    return length >= 0;
  }

  private boolean redirect() {
    int destination = length("redirect");
    if (destination < 0) {
      return false;
    }
    d.put("\n\t  ").put(d.nsap(at - destination, destination));
    int station = length("redirect");
    if (station < 0) {
      return false;
    }
    int place = at - station;
    int network = length("redirect");
    if (network < 0) {
      return false;
    }
    String address = station == Mac.BYTES ? d.mac(place) : d.station(place, station);
    d.print("\n\t  SNPA (length: %d): %s", station, address);
    if (network != 0) {
      d.print("\n\t  NET (length: %d) %s", network, d.nsap(at - network, network));
    }
    return true;
  }

  private void options() {
    while (left != 0) {
      if (left < 2) {
        d.put(", bad opts/li");
        return;
      }
      int type = d.u1(at);
      int length = d.u1(at + 1);
      at += 2;
      left -= 2;
      if (length > left) {
        d.print(", opt (%d) too long", type);
        return;
      }
      d.print("\n\t  %s Option #%d, ", OPTIONS.name(type, "Unknown"), type);
      d.print("length %d, value: ", length);
      switch (type) {
        case 129 -> OsiPrinter.protocols(d, at, length);
        case 198 -> d.put(length == 2 ? d.u2(at) + "s" : "(bad length)");
        default -> d.raw(at, "\n\t  ", length);
      }
      // tcpdump has counted the length down while it named the protocols, and does not move on.
      int told = type == 129 ? 0 : length;
      if (d.verbose(2)) {
        d.raw(at, "\n\t  ", told);
      }
      at += told;
      left -= length;
    }
  }
}
