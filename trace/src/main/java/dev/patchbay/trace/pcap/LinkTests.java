package dev.patchbay.trace.pcap;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.trace.pcap.Layers.From;
import dev.patchbay.trace.pcap.Qualifiers.Direction;
import java.util.Map;
import java.util.Objects;

/// Tests of link headers: what they carry, between whom, and logical link control (IEEE 802.2).
final class LinkTests {
  static final int SAP_IP = 0x06;
  static final int SAP_STP = 0x42;
  static final int SAP_SNAP = 0xaa;
  static final int SAP_IPX = 0xe0;
  static final int SAP_NETBEUI = 0xf0;
  static final int SAP_ISO = 0xfe;

  static final int IPX = 0x8137;
  static final int APPLETALK = 0x809b;
  static final int APPLETALK_ARP = 0x80f3;
  static final int DECNET = 0x6003;

  private static final int APPLE = 0x080007;

  /// A length, where the type would be; more is a type.
  private static final int LONGEST = 1500;

  private static final int BSD_IPV6 = 24;
  private static final int FREEBSD_IPV6 = 28;
  private static final int DARWIN_IPV6 = 30;
  private static final int LINUX_IPV4 = 2;
  private static final int LINUX_IPV6 = 10;

  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

  /// What PPP calls the protocols that Ethernet has numbers for.
  private static final Map<Integer, Integer> PPP =
      Map.of(
          EtherType.IPV4,
          0x21,
          EtherType.IPV6,
          0x57,
          DECNET,
          0x27,
          APPLETALK,
          0x29,
          0x0600,
          0x25,
          SAP_ISO,
          0x23,
          SAP_STP,
          0x31,
          SAP_IPX,
          0x2b);

  private final Layers layers;
  private final PacketTests tests;

  LinkTests(Layers layers, PacketTests tests) {
    this.layers = layers;
    this.tests = tests;
  }

  /// Whether the payload is of a type: of Ethernet, or, up to 1500, a service access point.
  Condition carries(int type) {
    if (layers.labels > 0) {
      return carriesBelowLabels(type);
    }
    return switch (layers.link) {
      case ETHERNET -> ethernet(type);
      case COOKED -> cooked(type);
      case RAW -> raw(type);
      case IPV4 -> tests.constant(type == EtherType.IPV4);
      case IPV6 -> tests.constant(type == EtherType.IPV6);
      case PPP -> type(PPP.getOrDefault(type, type));
      case LOOPBACK, LOOPBACK_NET -> loopback(type);
      case CISCO_HDLC -> type(type == SAP_ISO ? SAP_ISO << 8 | SAP_ISO : type);
      case FRAME_RELAY -> frameRelay(type);
      case COOKED2 -> type(type);
    };
  }

  private Condition type(int type) {
    return tests.equal(From.LINK_TYPE, 0, Bpf.H, type);
  }

  private Condition isLength() {
    return tests.greater(From.LINK_TYPE, 0, Bpf.H, LONGEST).not();
  }

  /// Below labels nothing tells the protocol but its own version, once the last label is reached.
  private Condition carriesBelowLabels(int type) {
    int version =
        switch (type) {
          case EtherType.IPV4 -> 0x40;
          case EtherType.IPV6 -> 0x60;
          default -> throw new FilterRefusal("unsupported protocol over mpls");
        };
    Condition last = tests.masked(From.PAYLOAD, -2, Bpf.B, 0x01, 0x01);
    return last.and(tests.masked(From.PAYLOAD, 0, Bpf.B, version, 0xf0));
  }

  private Condition ethernet(int type) {
    return switch (type) {
      case SAP_ISO, SAP_IP, SAP_NETBEUI -> isLength().and(bothServicePoints(type));
      case SAP_IPX -> {
        Condition llc =
            tests.equal(From.LLC, 0, Bpf.B, SAP_IPX).or(tests.equal(From.LLC, 0, Bpf.H, 0xffff));
        Condition short802 = snap(0, IPX).or(llc);
        Condition length = isLength();
        yield type(IPX).or(length.and(short802));
      }
      case APPLETALK, APPLETALK_ARP -> {
        Condition length = isLength();
        Condition short802 = length.and(appleSnap(type));
        yield type(type).or(short802);
      }
      default ->
          Integer.compareUnsigned(type, LONGEST) <= 0
              ? isLength().and(tests.equal(From.LINK_TYPE, 2, Bpf.B, type))
              : type(type);
    };
  }

  private Condition cooked(int type) {
    return switch (type) {
      case SAP_ISO, SAP_IP, SAP_NETBEUI -> type(EtherType.P_802_2).and(bothServicePoints(type));
      case SAP_IPX -> {
        Condition llc = tests.equal(From.LLC, 0, Bpf.B, SAP_IPX).or(snap(0, IPX));
        Condition short802 = type(EtherType.P_802_2).and(llc);
        Condition all802 = type(EtherType.P_802_3).or(short802);
        yield type(IPX).or(all802);
      }
      case APPLETALK, APPLETALK_ARP -> {
        Condition short802 = type(EtherType.P_802_2).and(appleSnap(type));
        yield type(type).or(short802);
      }
      default ->
          Integer.compareUnsigned(type, LONGEST) <= 0
              ? type(EtherType.P_802_2)
                  .and(tests.equal(From.LINK_HEADER, layers.payload.constant, Bpf.B, type))
              : type(type);
    };
  }

  private Condition bothServicePoints(int point) {
    return tests.equal(From.LLC, 0, Bpf.H, point << 8 | point);
  }

  private Condition appleSnap(int type) {
    return snap(type == APPLETALK ? APPLE : 0, type);
  }

  private Condition snap(int organization, int type) {
    byte[] header = {
      (byte) SAP_SNAP,
      (byte) SAP_SNAP,
      0x03,
      (byte) (organization >> 16),
      (byte) (organization >> 8),
      (byte) organization,
      (byte) (type >> 8),
      (byte) type
    };
    return tests.bytes(From.LLC, 0, header);
  }

  private Condition raw(int type) {
    return switch (type) {
      case EtherType.IPV4 -> tests.masked(From.LINK_HEADER, 0, Bpf.B, 0x40, 0xf0);
      case EtherType.IPV6 -> tests.masked(From.LINK_HEADER, 0, Bpf.B, 0x60, 0xf0);
      default -> tests.constant(false);
    };
  }

  private Condition loopback(int type) {
    return switch (type) {
      case EtherType.IPV4 -> family(LINUX_IPV4);
      case EtherType.IPV6 ->
          layers.target.isFile()
              ? family(DARWIN_IPV6).or(family(BSD_IPV6).or(family(FREEBSD_IPV6)))
              : family(LINUX_IPV6);
      default -> tests.constant(false);
    };
  }

  /// Behind an address of two bytes and a control byte stands what ISO calls the protocol.
  private Condition frameRelay(int type) {
    return switch (type) {
      case EtherType.IPV4 -> relayed(0xcc);
      case EtherType.IPV6 -> relayed(0x8e);
      case SAP_ISO -> relayed(0x81).or(relayed(0x82).or(relayed(0x83)));
      default -> tests.constant(false);
    };
  }

  private Condition relayed(int protocol) {
    int control = 0x03;
    return tests.equal(From.LINK_HEADER, 2, Bpf.H, control << 8 | protocol);
  }

  /// The family in the byte order of the host that captured, or the network's; a program reads the
  /// latter.
  private Condition family(int family) {
    boolean swapped =
        layers.link == Link.LOOPBACK_NET
            || layers.target.source() == FilterTarget.Source.SWAPPED_FILE;
    int value = swapped ? family : Integer.reverseBytes(family);
    return tests.equal(From.LINK_HEADER, 0, Bpf.W, value);
  }

  /// Whether the packet is between stations: `ether host`.
  Condition station(byte[] address, Direction direction) {
    return switch (direction) {
      case SRC -> tests.bytes(From.LINK_HEADER, 6, address);
      case DST -> tests.bytes(From.LINK_HEADER, 0, address);
      case SRC_AND_DST -> station(address, Direction.SRC).and(station(address, Direction.DST));
      case DEFAULT, SRC_OR_DST ->
          station(address, Direction.SRC).or(station(address, Direction.DST));
      default -> throw new FilterRefusal(direction.refusalOfStation());
    };
  }

  /// The same on a link that has stations, if it has any.
  Condition stationOnLink(byte[] address, Direction direction) {
    Condition station = station(address, direction);
    return layers.insideGeneve ? hasLinkHeader().and(station) : station;
  }

  /// Whether what Geneve carries has a link header at all.
  private Condition hasLinkHeader() {
    Statement header = new Statement(Bpf.LD | Bpf.MEM, layers.header.word);
    Statement payload = new Statement(Bpf.LDX | Bpf.MEM, layers.payload.word);
    return new Block(PacketTests.list(header, payload), Bpf.JMP | Bpf.JEQ | Bpf.X, 0).not();
  }

  /// `ether broadcast` and `ip broadcast`.
  Condition broadcast(Protocol protocol) {
    return switch (protocol) {
      case DEFAULT, LINK -> {
        if (layers.link != Link.ETHERNET) {
          throw new FilterRefusal("not a broadcast link");
        }
        yield stationOnLink(BROADCAST, Direction.DST);
      }
      case IP -> {
        int hosts = ~layers.target.netmask();
        Condition ip = carries(EtherType.IPV4);
        Condition zeros = tests.masked(From.PAYLOAD, 16, Bpf.W, 0, hosts);
        Condition ones = tests.masked(From.PAYLOAD, 16, Bpf.W, hosts, hosts);
        yield ip.and(zeros.or(ones));
      }
      default -> throw new FilterRefusal("only link-layer/IP broadcast filters supported");
    };
  }

  /// `ether multicast`, `ip multicast` and `ip6 multicast`.
  Condition multicast(Protocol protocol) {
    return switch (protocol) {
      case DEFAULT, LINK -> {
        if (layers.link != Link.ETHERNET) {
          throw withoutMulticast();
        }
        Condition group = tests.hasAnyOf(From.LINK_HEADER, 0, Bpf.B, 1);
        yield layers.insideGeneve ? hasLinkHeader().and(group) : group;
      }
      case IP -> carries(EtherType.IPV4).and(tests.atLeast(From.PAYLOAD, 16, Bpf.B, 224));
      case IP6 -> carries(EtherType.IPV6).and(tests.equal(From.PAYLOAD, 24, Bpf.B, 255));
      default -> throw withoutMulticast();
    };
  }

  private static FilterRefusal withoutMulticast() {
    return new FilterRefusal(
        "link-layer multicast filters supported only on ethernet/FDDI/token ring/ARCNET/802.11/ATM"
            + " LANE/Fibre Channel");
  }

  private static final Map<String, Integer> SUPERVISORY = Map.of("rr", 1, "rnr", 5, "rej", 9);

  private static final Map<String, Integer> UNNUMBERED =
      Map.of(
          "ui", 0x03, "ua", 0x63, "disc", 0x43, "dm", 0x0f, "sabme", 0x6f, "test", 0xe3, "xid",
          0xaf, "frmr", 0x87);

  /// `llc`: any frame with logical link control.
  Condition llc() {
    if (layers.link != Link.ETHERNET) {
      throw layers.refusal("'llc' not supported for %s");
    }
    return isLength().and(tests.equal(From.LLC, 0, Bpf.H, 0xffff).not());
  }

  /// `llc` with a kind of control field.
  Condition llc(String kind) {
    Condition any = llc();
    return switch (kind) {
      case "i" -> any.and(tests.hasAnyOf(From.LLC, 2, Bpf.B, 0x01).not());
      case "s" -> any.and(tests.masked(From.LLC, 2, Bpf.B, 0x01, 0x03));
      case "u" -> any.and(tests.masked(From.LLC, 2, Bpf.B, 0x03, 0x03));
      default -> {
        if (SUPERVISORY.containsKey(kind)) {
          int code = Objects.requireNonNull(SUPERVISORY.get(kind));
          yield any.and(tests.masked(From.LLC, 2, Bpf.B, code, 0x0f));
        }
        Integer code = UNNUMBERED.get(kind);
        if (code == null) {
          throw new FilterRefusal("unknown LLC type name \"" + kind + "\"");
        }
        yield any.and(tests.masked(From.LLC, 2, Bpf.B, code, 0xef));
      }
    };
  }
}
