package dev.patchbay.stack.ip6;

import dev.patchbay.core.RandomStream;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourTable;

/// The search for another node with the same address (RFC 4862 section 5.4; `addrconf_dad_work`): a
/// solicitation for the address itself, after a random delay, `dad_transmits` times; when nobody
/// has answered a retransmission time later, the address may be used.
final class DuplicateDetection {
  private static final long SECOND = 1_000_000_000L;

  /// The nonce's bits (RFC 7527 section 4.1).
  private static final long NONCE = 0xffff_ffff_ffffL;

  private final Addrconf addrconf;
  private final Inet6Device inet;
  private final InterfaceAddress address;
  private final EventLoop loop;
  private final Timer timer;
  private int probes;
  private long nonce;

  DuplicateDetection(Addrconf addrconf, Inet6Device inet, InterfaceAddress address) {
    this.addrconf = addrconf;
    this.inet = inet;
    this.address = address;
    this.loop = inet.netns().world().loop();
    this.timer = new Timer(inet.netns().machine().number(), this::step);
    this.probes = inet.setting(Ipv6Setting.DAD_TRANSMITS);
  }

  InterfaceAddress address() {
    return address;
  }

  /// The number by which the node knows its own solicitations when they come back (RFC 7527), or 0.
  long nonce() {
    return nonce;
  }

  /// Begins, after a random part of `router_solicitation_delay` (`addrconf_dad_kick`).
  void begin() {
    RandomStream random = Ip6Netns.of(inet.netns()).random();
    long most = inet.setting(Ipv6Setting.ROUTER_SOLICITATION_DELAY) * SECOND;
    long delay = most <= 0 ? 0 : random.between(0, most - 1);
    if (inet.either(Ipv6Setting.ENHANCED_DAD)) {
      nonce = Math.max(random.nextLong() & NONCE, 1);
    }
    loop.arm(timer, loop.now() + delay);
  }

  void stop() {
    loop.disarm(timer);
  }

  private void step() {
    if (probes <= 0) {
      addrconf.succeeded(inet, this);
      return;
    }
    probes--;
    loop.arm(timer, loop.now() + Math.max(retransmitTime(), NeighbourSetting.JIFFY));
    addrconf
        .discovery()
        .solicit(
            inet.device(),
            address.localHi(),
            address.localLo(),
            Ipv6.LINK_MULTICAST_HI,
            Ipv6.solicitedNodeLo(address.localLo()),
            null,
            nonce);
  }

  private long retransmitTime() {
    return NeighbourTable.of(inet.netns().machine(), Family.IPV6)
        .parameters(inet.device())
        .nanos(NeighbourSetting.RETRANS_TIME);
  }
}
