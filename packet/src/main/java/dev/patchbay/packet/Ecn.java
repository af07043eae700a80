package dev.patchbay.packet;

/// How tunnels carry congestion notification between the inner and the outer header (RFC 6040).
public final class Ecn {
  /// The two bits of the type of service, or traffic class (RFC 3168).
  public static final int MASK = 3;

  public static final int NOT_ECT = 0;
  public static final int ECT_1 = 1;
  public static final int ECT_0 = 2;
  public static final int CE = 3;

  /// What comes of a packet at the end of a tunnel.
  public enum Arrival {
    /// All is well.
    SOUND,
    /// The outer header says that congestion can be marked, the inner one that it cannot.
    SUSPECT,
    /// Congestion was marked on a packet whose sender does not understand that: it is dropped.
    BROKEN
  }

  private Ecn() {}

  /// The outer field for a packet with this inner one: the upper six bits are those of `outer`
  /// (`INET_ECN_encapsulate`).
  public static int encapsulate(int outer, int inner) {
    int bits = inner & MASK;
    return (outer & ~MASK) | (bits == CE ? ECT_0 : bits);
  }

  /// How a packet arrives with these two fields (`__INET_ECN_decapsulate`).
  public static Arrival arrival(int outer, int inner) {
    if ((inner & MASK) != NOT_ECT) {
      return Arrival.SOUND;
    }
    return switch (outer & MASK) {
      case CE -> Arrival.BROKEN;
      case NOT_ECT -> Arrival.SOUND;
      default -> Arrival.SUSPECT;
    };
  }

  /// The inner bits after the outer header is gone: congestion that was marked there is kept, and
  /// so is ECT(1).
  public static int decapsulate(int outer, int inner) {
    int bits = inner & MASK;
    if (bits == NOT_ECT) {
      return inner;
    }
    if ((outer & MASK) == CE) {
      return inner | CE;
    }
    return (outer & MASK) == ECT_1 && bits == ECT_0 ? (inner & ~MASK) | ECT_1 : inner;
  }

  /// The field of the packet of this EtherType whose network header is at `at`; 0 where there is
  /// none, or no whole header before `tail`.
  public static int field(byte[] bytes, int at, int tail, int etherType) {
    return hasField(bytes, at, tail, etherType) ? read(bytes, at, etherType) : 0;
  }

  /// The same of a header that is known to be whole.
  public static int read(byte[] bytes, int at, int etherType) {
    return etherType == EtherType.IPV4 ? Ipv4.tos(bytes, at) : Ipv6.trafficClass(bytes, at);
  }

  /// Whether a whole header of that EtherType, which has the field, stands at `at`.
  public static boolean hasField(byte[] bytes, int at, int tail, int etherType) {
    return etherType == EtherType.IPV4
        ? Ipv4.headerFits(bytes, at, tail)
        : etherType == EtherType.IPV6 && Ipv6.headerFits(bytes, at, tail);
  }

  /// Makes the upper six bits of the packet's field, whose network header of this EtherType is at
  /// `at`, those of `outer`.
  public static void copyDscp(Packet packet, int at, int etherType, int outer) {
    if (hasField(packet.bytes(), at, packet.tail(), etherType)) {
      int inner = field(packet.bytes(), at, packet.tail(), etherType);
      write(packet, at, etherType, (outer & ~MASK) | (inner & MASK));
    }
  }

  /// Marks congestion on an IP packet whose sender understands it; returns whether it is marked now
  /// (`INET_ECN_set_ce`).
  public static boolean mark(Packet packet) {
    int at = packet.network();
    int type = packet.protocol();
    if (at == Packet.UNSET || !hasField(packet.bytes(), at, packet.tail(), type)) {
      return false;
    }
    int before = field(packet.bytes(), at, packet.tail(), type);
    if ((before & MASK) == ECT_0 || (before & MASK) == ECT_1) {
      write(packet, at, type, before | CE);
    }
    return (before & MASK) != NOT_ECT;
  }

  private static void write(Packet packet, int at, int etherType, int field) {
    byte[] bytes = packet.edit();
    if (etherType == EtherType.IPV4) {
      Ipv4.tos(bytes, at, field);
      Ipv4.fillChecksum(bytes, at);
    } else {
      Ipv6.trafficClass(bytes, at, field);
    }
  }

  /// Takes what the outer field says over into the packet, whose network header of this EtherType
  /// is at `at`, and says how it arrives.
  public static Arrival decapsulate(Packet packet, int at, int etherType, int outer) {
    // What says nothing of congestion leaves every packet as it is.
    boolean says = (outer & MASK) != NOT_ECT;
    if (!says || !hasField(packet.bytes(), at, packet.tail(), etherType)) {
      return Arrival.SOUND;
    }
    int inner = field(packet.bytes(), at, packet.tail(), etherType);
    int after = decapsulate(outer, inner);
    if (after != inner) {
      write(packet, at, etherType, after);
    }
    return arrival(outer, inner);
  }
}
