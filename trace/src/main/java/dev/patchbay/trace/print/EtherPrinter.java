package dev.patchbay.trace.print;

import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import org.jspecify.annotations.Nullable;

/// Ethernet: addresses, VLAN tags, and a type or the length of an LLC packet.
final class EtherPrinter {
  private static final int JUMBO = 0x8870;
  private static final int TAG = 4;

  private EtherPrinter() {}

  /// The stations of a frame, where their addresses stand.
  record Stations(int destination) {
    int source() {
      return destination + Mac.BYTES;
    }

    /// `source > destination` as tcpdump begins a line with.
    void print(Dissection d, String behind) {
      d.put(d.mac(source())).put(" > ").put(d.mac(destination)).put(behind);
    }

    static void print(Dissection d, @Nullable Stations stations, String behind) {
      if (stations != null) {
        stations.print(d, behind);
      }
    }
  }

  /// A frame of that length; returns how many bytes its headers have.
  static int print(Dissection d, int at, int length) {
    d.protocol("ether");
    int captured = d.left(at);
    if (length < captured) {
      d.print("[length %d < caplen %d]", length, captured);
      d.invalid();
      return length;
    }
    if (captured < Ethernet.HEADER) {
      d.cut();
      return captured;
    }
    d.enter();
    int header = new Frame(d, at, length).print();
    d.leave();
    return header;
  }

  /// One frame, read from its addresses to its payload.
  private static final class Frame {
    private final Dissection d;
    private final int start;
    private final int whole;
    private final Stations stations;

    /// Where the type stands that was read last, and what follows it.
    private int at;

    private int length;
    private boolean saidLength;

    Frame(Dissection d, int at, int length) {
      this.d = d;
      this.start = at;
      this.whole = length;
      this.stations = new Stations(at);
      this.at = at + 2 * Mac.BYTES + 2;
      this.length = length - 2 * Mac.BYTES - 2;
    }

    int print() {
      if (d.options.link()) {
        stations.print(d, ", ");
      }
      int type = d.u2(at - 2);
      while (EtherTypes.isVlan(type)) {
        if (length < TAG || d.left(at) < TAG) {
          d.protocol("vlan");
          d.cut();
          return at - start + Math.min(length, d.left(at));
        }
        tag(type);
        type = d.u2(at + 2);
        at += TAG;
        length -= TAG;
      }
      if (type <= EtherTypes.LONGEST_LENGTH) {
        return logicalLink(type);
      }
      if (type == JUMBO) {
        return llc();
      }
      payload(type);
      return at - start;
    }

    private void tag(int type) {
      if (d.options.link()) {
        EtherTypes.put(d, type);
        sayLength(whole);
        d.put(EtherTypes.tag(d.u2(at))).put(", ");
      }
    }

    private void sayLength(int bytes) {
      if (saidLength) {
        d.put(", ");
      } else {
        d.print(", length %d: ", bytes);
      }
      saidLength = true;
    }

    private int logicalLink(int announced) {
      length = Math.min(length, announced);
      int before = d.limit(at, length);
      if (d.options.link()) {
        d.put("802.3");
        if (!saidLength) {
          d.print(", length %d: ", length);
        }
      }
      int header = llc();
      d.end(before);
      return header;
    }

    private int llc() {
      int header = LlcPrinter.print(d, at, length, stations);
      if (header < 0) {
        d.unknown(at);
      }
      return at - start + Math.abs(header);
    }

    private void payload(int type) {
      if (d.options.link()) {
        EtherTypes.put(d, type);
        sayLength(whole);
      }
      if (!EtherTypes.print(d, type, at, length)) {
        if (!d.options.link()) {
          stations.print(d, ", ");
          EtherTypes.put(d, type);
          d.print(", length %d: ", whole);
        }
        d.unknown(at);
      }
    }
  }
}
