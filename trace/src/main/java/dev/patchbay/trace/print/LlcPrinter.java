package dev.patchbay.trace.print;

import dev.patchbay.trace.print.EtherPrinter.Stations;
import org.jspecify.annotations.Nullable;

/// IEEE 802.2 logical link control, and SNAP in it.
final class LlcPrinter {
  private static final int SPANNING_TREE = 0x42;
  private static final int IP = 0x06;
  private static final int SNAP = 0xaa;
  private static final int OSI = 0xfe;
  private static final int UNNUMBERED_INFORMATION = 0x03;
  private static final int EXCHANGE = 0xaf;
  private static final int EXCHANGE_FORMAT = 0x81;
  private static final int POLL = 0x10;
  private static final int LONG_POLL = 0x100;

  private static final int SNAP_HEADER = 5;
  private static final int CISCO_BRIDGED = 0x0000f8;
  private static final int APPLETALK = 0x080007;
  private static final int CISCO = 0x00000c;
  private static final int CISCO_DISCOVERY = 0x2000;
  private static final int CISCO_PVST = 0x010b;
  private static final int CISCO_VLAN_BRIDGE = 0x010c;
  private static final int BRIDGED = 0x0080c2;
  private static final int BRIDGED_ETHERNET = 0x0001;
  private static final int BRIDGED_ETHERNET_BARE = 0x0007;
  private static final int BRIDGED_BPDU = 0x000e;
  private static final int BRIDGE_PAD = 2;

  private static final Tokens SERVICES =
      Tokens.of(
          """
          0 Null
          255 Global
          2 802.1B I
          3 802.1B G
          6 IP
          4 SNA
          14 ProWay NM
          66 STP
          78 RS511
          126 ISO8208
          142 ProWay
          170 SNAP
          224 IPX
          240 NetBeui
          254 OSI
          """);

  private static final Tokens UNNUMBERED =
      Tokens.of(
          """
          3 ui
          227 test
          175 xid
          99 ua
          67 disc
          15 dm
          111 sabme
          135 frmr
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0 Command
          1 Response
          16 Poll
          17 Final
          0x100 Poll
          0x101 Final
          """);

  private static final Tokens SUPERVISORY =
      Tokens.of(
          """
          0 Receiver Ready
          1 Receiver not Ready
          2 Reject
          """);

  private static final Tokens CISCO_PROTOCOLS =
      Tokens.of(
          """
          0x2000 CDP
          0x2003 VTP
          0x2004 DTP
          0x111 UDLD
          0x10b PVST
          0x10c VLAN Bridge
          """);

  private static final Tokens BRIDGED_PROTOCOLS =
      Tokens.of(
          """
          1 Ethernet + FCS
          7 Ethernet w/o FCS
          2 802.4 + FCS
          8 802.4 w/o FCS
          3 Token Ring + FCS
          9 Token Ring w/o FCS
          4 FDDI + FCS
          10 FDDI w/o FCS
          5 802.6 + FCS
          11 802.6 w/o FCS
          14 BPDU
          """);

  private static final Tokens NOTHING = Tokens.of("");

  private LlcPrinter() {}

  /// Returns how many bytes the headers have, negative when nobody knows what follows them.
  static int print(Dissection d, int at, int length, @Nullable Stations stations) {
    d.protocol("llc");
    if (Math.min(length, d.left(at)) < 3) {
      return cut(d, at, length);
    }
    boolean unnumbered = (d.u1(at + 2) & 3) == 3;
    int header = unnumbered ? 3 : 4;
    if (Math.min(length, d.left(at)) < header) {
      return cut(d, at, length);
    }
    return new Unit(d, at, length, header, unnumbered, stations).print();
  }

  private static int cut(Dissection d, int at, int length) {
    d.cut();
    HexDump.hexAndText(d, "\n\t", at, d.left(at));
    return Math.min(length, d.left(at));
  }

  /// One LLC packet: its services, its control field, and what follows.
  private record Unit(
      Dissection d,
      int at,
      int length,
      int header,
      boolean unnumbered,
      @Nullable Stations stations) {

    int destination() {
      return d.u1(at) & ~1;
    }

    int source() {
      return d.u1(at + 1) & ~1;
    }

    boolean isResponse() {
      return (d.u1(at + 1) & 1) != 0;
    }

    int control() {
      return unnumbered ? d.u1(at + 2) : d.le2(at + 2);
    }

    int print() {
      if (d.options.link()) {
        services();
      }
      int next = at + header;
      int rest = length - header;
      if (source() == destination() && control() == UNNUMBERED_INFORMATION) {
        switch (source()) {
          case SNAP -> {
            boolean known = snap(d, next, rest, stations);
            return known ? header + SNAP_HEADER : -(header + SNAP_HEADER);
          }
          case SPANNING_TREE -> {
            StpPrinter.print(d, next, rest);
            return header;
          }
          case IP -> {
            Ipv4Printer.print(d, next, rest);
            return header;
          }
          case OSI -> {
            OsiPrinter.print(d, next, rest);
            return header;
          }
          default -> {}
        }
      }
      if (!d.options.link()) {
        ends();
      }
      return unnumbered ? unnumbered(next, rest) : numbered();
    }

    private void services() {
      d.print(
          "LLC, dsap %s (0x%02x) %s, ssap %s (0x%02x) %s, ctrl 0x%0" + (unnumbered ? 2 : 4) + "x: ",
          SERVICES.name(destination(), "Unknown"),
          destination(),
          (d.u1(at) & 1) == 0 ? "Individual" : "Group",
          SERVICES.name(source(), "Unknown"),
          source(),
          isResponse() ? "Response" : "Command",
          control());
    }

    private void ends() {
      String destination = SERVICES.name(destination(), "Unknown DSAP 0x%02x");
      if (source() == destination()) {
        Stations.print(d, stations, " ");
        d.put(destination).put(' ');
        return;
      }
      String source = SERVICES.name(source(), "Unknown SSAP 0x%02x");
      if (stations == null) {
        d.put(source).put(" > ").put(destination).put(' ');
      } else {
        String from = d.mac(stations.source());
        String to = d.mac(stations.destination());
        d.print("%s %s > %s %s ", from, source, to, destination);
      }
    }

    private int unnumbered(int next, int rest) {
      int control = control();
      d.print(
          "Unnumbered, %s, Flags [%s], length %d",
          UNNUMBERED.name(control & ~POLL, "%02x"), flags(control & POLL), length);
      if ((control & ~POLL) != EXCHANGE) {
        return -header;
      }
      if (rest == 0) {
        return header;
      }
      if (d.left(next) < 1) {
        d.cut();
        return header;
      }
      if (d.u1(next) != EXCHANGE_FORMAT) {
        return -header;
      }
      if (Math.min(rest, d.left(next)) < 3) {
        d.cut();
        HexDump.hexAndText(d, "\n\t", next, d.left(next));
      } else {
        d.print(": %02x %02x", d.u1(next + 1), d.u1(next + 2));
      }
      return header;
    }

    private String flags(int poll) {
      return FLAGS.name((isResponse() ? 1 : 0) | poll, "?");
    }

    private int numbered() {
      int control = control();
      String end =
          "rcv seq %d, Flags [%s], length %d"
              .formatted(control >> 9 & 0x7f, flags(control & LONG_POLL), length);
      if ((control & 1) == 1) {
        d.put("Supervisory, ").put(SUPERVISORY.name(control >> 2 & 3, "?")).put(", ").put(end);
        return header;
      }
      d.put("Information, send seq ").put(control >> 1 & 0x7f).put(", ").put(end);
      return -header;
    }
  }

  // ---- SNAP

  /// False when nobody knows what follows.
  static boolean snap(Dissection d, int at, int length, @Nullable Stations stations) {
    d.protocol("snap");
    if (length < SNAP_HEADER || !d.has(at, SNAP_HEADER)) {
      d.cut();
      return true;
    }
    int maker = d.u3(at);
    int type = d.u2(at + 3);
    int rest = length - SNAP_HEADER;
    String name = protocols(maker).name(type, "Unknown");
    if (d.options.link()) {
      d.print("oui %s (0x%06x), ", Dissection.maker(maker), maker);
      d.print("%s %s (0x%04x), ", maker == 0 ? "ethertype" : "pid", name, type);
      d.print("length %d: ", rest);
    }
    if (snapPayload(d, maker, type, at + SNAP_HEADER, rest)) {
      return true;
    }
    if (!d.options.link()) {
      Stations.print(d, stations, " ");
      d.put("SNAP, ");
      if (maker == 0) {
        d.print("ethertype %s (0x%04x), length %d: ", name, type, rest);
      } else {
        d.print("oui %s (0x%06x), ", Dissection.maker(maker), maker);
        d.print("pid %s (0x%04x), length %d: ", name, type, rest);
      }
    }
    return false;
  }

  private static Tokens protocols(int maker) {
    return switch (maker) {
      case 0, CISCO_BRIDGED, APPLETALK -> EtherTypes.NAMES;
      case CISCO -> CISCO_PROTOCOLS;
      case BRIDGED -> BRIDGED_PROTOCOLS;
      default -> NOTHING;
    };
  }

  private static boolean snapPayload(Dissection d, int maker, int type, int at, int length) {
    if (maker == 0 || maker == CISCO_BRIDGED) {
      return EtherTypes.print(d, type, at, length);
    }
    if ((maker == CISCO && (type == CISCO_PVST || type == CISCO_VLAN_BRIDGE))
        || (maker == BRIDGED && type == BRIDGED_BPDU)) {
      StpPrinter.print(d, at, length);
      return true;
    }
    if (maker == CISCO && type == CISCO_DISCOVERY) {
      CdpPrinter.print(d, at, length);
      return true;
    }
    if (maker == BRIDGED && (type == BRIDGED_ETHERNET || type == BRIDGED_ETHERNET_BARE)) {
      d.need(at, BRIDGE_PAD);
      EtherPrinter.print(d, at + BRIDGE_PAD, length - BRIDGE_PAD);
      return true;
    }
    return false;
  }
}
