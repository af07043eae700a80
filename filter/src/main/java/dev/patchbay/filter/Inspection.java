package dev.patchbay.filter;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import org.jspecify.annotations.Nullable;

/// One packet at one hook, as rules look at it (the kernel's `xt_action_param`): made once a depth
/// of nesting, and used again for each packet.
public final class Inspection {
  private static final int FIRST_DEPTH = 16;

  private final Netns netns;
  private @Nullable Packet packet;
  private Family family = Family.IPV4;
  private HookPoint point = HookPoint.PREROUTING;
  private @Nullable NetDevice in;
  private @Nullable NetDevice out;
  private int network;
  private int transport;
  private int protocol;
  private int fragment;
  private boolean hotDrop;

  /// Where the traversal goes on when a user chain ends.
  Program.Block[] callers = new Program.Block[FIRST_DEPTH];

  int[] returns = new int[FIRST_DEPTH];

  /// The index whose hashes of the packet are at hand.
  @Nullable RuleIndex indexed;

  int[] hashes = new int[FIRST_DEPTH];

  /// The packet's fields that the index reads.
  final long[] fields = new long[RuleSieve.FIELDS];

  /// Whether the index cannot be asked, as the packet's ports cannot be read.
  boolean isOdd;

  private final RuleKey.Flow flow = new RuleKey.Flow();
  private boolean hasFlow;

  Inspection(Netns netns) {
    this.netns = netns;
  }

  void begin(
      Packet looked, Family of, HookPoint at, @Nullable NetDevice from, @Nullable NetDevice to) {
    packet = looked;
    family = of;
    point = at;
    in = from;
    out = to;
    hotDrop = false;
    indexed = null;
    hasFlow = false;
    network = looked.network();
    locate();
  }

  /// A target may have changed what was known of the packet.
  void forget() {
    indexed = null;
    hasFlow = false;
  }

  /// The packet's fields that rules are found by.
  RuleKey.Flow flow() {
    if (!hasFlow) {
      hasFlow = true;
      fillFlow(packet().bytes());
    }
    return flow;
  }

  private void fillFlow(byte[] bytes) {
    if (family == Family.IPV4) {
      flow.sourceHi = Ip.hi(Ipv4.source(bytes, network));
      flow.destinationHi = Ip.hi(Ipv4.destination(bytes, network));
    } else {
      flow.sourceHi = Ipv6.sourceHi(bytes, network);
      flow.sourceLo = Ipv6.sourceLo(bytes, network);
      flow.destinationHi = Ipv6.destinationHi(bytes, network);
      flow.destinationLo = Ipv6.destinationLo(bytes, network);
    }
    flow.protocol = protocol;
    boolean hasPorts = fragment == 0 && hasTransport(4);
    flow.sourcePort = hasPorts ? sourcePort() : 0;
    flow.destinationPort = hasPorts ? destinationPort() : 0;
  }

  void end() {
    packet = null;
    in = null;
    out = null;
  }

  /// Finds the transport header again, after a target has changed the packet's headers.
  public void locate() {
    byte[] bytes = packet().bytes();
    fragment = 0;
    if (family == Family.IPV4) {
      transport = Ipv4.payload(bytes, network);
      protocol = Ipv4.protocol(bytes, network);
      fragment = Ipv4.fragmentOffset(bytes, network);
      return;
    }
    take(Ipv6.skipExtensions(bytes, network, packet().tail()));
    if (protocol == IpProtocol.FRAGMENT) {
      locateInFragment(bytes);
    }
  }

  private void locateInFragment(byte[] bytes) {
    if (transport + Ipv6Fragment.HEADER > packet().tail()) {
      return;
    }
    fragment = Ipv6Fragment.offset(bytes, transport);
    int next = Ipv6Fragment.nextHeader(bytes, transport);
    take(Ipv6.skipExtensions(bytes, transport + Ipv6Fragment.HEADER, packet().tail(), next));
  }

  private void take(long skipped) {
    boolean isThere = skipped >= 0;
    transport = isThere ? Ipv6.transportAt(skipped) : packet().tail();
    protocol = isThere ? Ipv6.transportProtocol(skipped) : IpProtocol.NO_NEXT_HEADER;
  }

  /// The namespace whose hook it is.
  public Netns netns() {
    return netns;
  }

  public Packet packet() {
    Packet now = packet;
    if (now == null) {
      throw new IllegalStateException("nothing is inspected");
    }
    return now;
  }

  /// The packet's bytes, to be read.
  public byte[] bytes() {
    return packet().bytes();
  }

  public Family family() {
    return family;
  }

  public HookPoint point() {
    return point;
  }

  /// Where it came in, or null.
  public @Nullable NetDevice in() {
    return in;
  }

  /// Where it goes out, or null.
  public @Nullable NetDevice out() {
    return out;
  }

  /// Where the IP header begins.
  public int network() {
    return network;
  }

  /// Where the transport header begins, behind IPv6's extension headers (`thoff`).
  public int transport() {
    return transport;
  }

  /// The transport protocol, behind IPv6's extension headers.
  public int protocol() {
    return protocol;
  }

  /// Which part of the whole the packet is, in units of eight bytes: 0 unless it is a fragment that
  /// is not the first one.
  public int fragment() {
    return fragment;
  }

  /// Whether `count` bytes of the transport header are there.
  public boolean hasTransport(int count) {
    return transport + count <= packet().tail();
  }

  /// Whether a transport header of `count` bytes is there, so that it can be read. It is not in a
  /// later fragment; a fragment that could overwrite it, and a header cut off, are dropped at once.
  public boolean hasWholeHeader(int count) {
    if (fragment != 0) {
      hotDrop |= fragment == 1;
      return false;
    }
    if (!hasTransport(count)) {
      hotDrop = true;
      return false;
    }
    return true;
  }

  /// The source port of a transport header that is there.
  public int sourcePort() {
    return Udp.sourcePort(bytes(), transport);
  }

  /// The destination port of a transport header that is there.
  public int destinationPort() {
    return Udp.destinationPort(bytes(), transport);
  }

  /// The type of service, or the traffic class.
  public int tos() {
    return family == Family.IPV4 ? Ipv4.tos(bytes(), network) : Ipv6.trafficClass(bytes(), network);
  }

  /// Bytes from the IP header on, as its length says.
  public int length() {
    return family == Family.IPV4
        ? Ipv4.totalLength(bytes(), network)
        : Ipv6.payloadLength(bytes(), network) + Ipv6.HEADER;
  }

  /// Where the Ethernet header begins, or -1 when there is none.
  public int link() {
    Packet now = packet();
    int link = now.link();
    boolean isThere = link >= 0 && link + Ethernet.HEADER <= network;
    return isThere ? link : -1;
  }

  /// Drops the packet at once, whatever the rules say: a header that a match must read is
  /// malformed.
  public void hotDrop() {
    hotDrop = true;
  }

  boolean isHotDropped() {
    return hotDrop;
  }
}
