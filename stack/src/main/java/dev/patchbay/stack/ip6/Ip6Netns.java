package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.ip.IpFlags;
import org.jspecify.annotations.Nullable;

/// What IPv6 keeps for a namespace (`netns_ipv6`): its settings, its random numbers, the packets of
/// which pieces are missing.
public final class Ip6Netns implements NetnsPart {
  private static final Key<Ip6Netns> KEY = new Key<>(Ip6Netns::new);

  private final Netns netns;
  private final int[] settings = new int[Ip6Setting.values().length];
  private final Ip6Counters otherCounters = new Ip6Counters();
  private final Ip6PathMtu pathMtu;
  private @Nullable RandomStream random;
  private @Nullable Ip6Reassembly reassembly;
  private @Nullable Ip6Reassembly gathering;
  private @Nullable Ip defaultSecret;
  private int lastFragmentId;
  private long labelSeed;

  private Ip6Netns(Netns netns) {
    this.netns = netns;
    this.pathMtu = new Ip6PathMtu(netns);
    for (Ip6Setting setting : Ip6Setting.values()) {
      settings[setting.ordinal()] = setting.initial();
    }
  }

  /// IPv6 in the namespace.
  public static Ip6Netns of(Netns netns) {
    return netns.part(KEY);
  }

  /// The value of a setting.
  public int setting(Ip6Setting setting) {
    return settings[setting.ordinal()];
  }

  void setting(Ip6Setting setting, int value) {
    settings[setting.ordinal()] = value;
  }

  /// What has been counted in the namespace up to now.
  public Ip6Counters counters() {
    Ip6Counters all = new Ip6Counters();
    all.add(otherCounters);
    for (int i = 0; i < netns.deviceCount(); i++) {
      Inet6Device inet = Inet6Device.of(netns.deviceAt(i));
      if (inet != null) {
        all.add(inet.counters());
      }
    }
    return all;
  }

  /// What was counted on devices that are gone or have no IPv6.
  Ip6Counters otherCounters() {
    return otherCounters;
  }

  /// How large packets may be on their ways.
  public Ip6PathMtu pathMtu() {
    return pathMtu;
  }

  /// The secret that new devices make stable addresses of (`conf/default/stable_secret`), or null.
  @Nullable Ip defaultSecret() {
    return defaultSecret;
  }

  void defaultSecret(Ip value) {
    defaultSecret = value;
  }

  /// For delays, nonces, interface identifiers.
  RandomStream random() {
    RandomStream known = random;
    if (known == null) {
      known = netns.random("ipv6");
      random = known;
    }
    return known;
  }

  /// The label of a packet made here, the same for all of one flow (`ip6_make_flowlabel`, RFC
  /// 6437).
  int flowLabel(Packet packet, Ip6Header header) {
    if (header.flowLabel != 0 || setting(Ip6Setting.AUTO_FLOWLABELS) == 0) {
      return header.flowLabel;
    }
    if (labelSeed == 0) {
      labelSeed = random().nextLong() | 1;
    }
    long mixed = header.sourceHi * 31 + header.sourceLo;
    mixed = (mixed ^ labelSeed) * 0x9e3779b97f4a7c15L + header.destinationHi;
    mixed = (mixed ^ header.destinationLo) * 0xc2b2ae3d27d4eb4fL + header.protocol;
    if (IpProtocol.hasPorts(header.protocol) && packet.tail() - packet.transport() >= 4) {
      mixed = (mixed ^ mixed >>> 32) + Udp.ports(packet.bytes(), packet.transport());
    }
    return (int) ((mixed * 0x9e3779b97f4a7c15L) >>> 44);
  }

  /// The number that the pieces of the next packet have in common.
  int nextFragmentId() {
    if (lastFragmentId == 0) {
      lastFragmentId = (int) random().nextLong();
    }
    return ++lastFragmentId;
  }

  Ip6Reassembly reassembly() {
    Ip6Reassembly known = reassembly;
    if (known == null) {
      known = new Ip6Reassembly(this, netns);
      reassembly = known;
    }
    return known;
  }

  /// Puts the pieces of packets together before anybody looks at them (`nf_ct_frag6_gather`):
  /// returns the packet itself when it is no piece; the whole one, which may be cut again, when no
  /// piece is missing any more; null as long as one is.
  public @Nullable Packet gather(Packet packet, NetDevice device) {
    int fragment = Ip6Input.fragmentHeader(packet.bytes(), packet.network(), packet.tail());
    if (fragment < 0) {
      return packet;
    }
    Ip6Reassembly known = gathering;
    if (known == null) {
      known = new Ip6Reassembly(this, netns);
      gathering = known;
    }
    packet.transport(fragment + Ipv6Fragment.HEADER);
    Packet whole = known.add(packet, device);
    if (whole != null) {
      whole.flags(whole.flags() | IpFlags.IGNORE_DF);
    }
    return whole;
  }

  /// How many packets are not whole yet.
  public int incompletePackets() {
    return reassembly == null ? 0 : reassembly.size();
  }

  /// Bytes that the pieces of incomplete packets take.
  public int incompleteBytes() {
    return reassembly == null ? 0 : reassembly.memory();
  }

  @Override
  public void tearDown() {
    if (reassembly != null) {
      reassembly.tearDown();
    }
    if (gathering != null) {
      gathering.tearDown();
    }
  }
}
