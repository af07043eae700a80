package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;

/// What follows from the questions of others (`br_ip4_multicast_query`, `br_ip6_multicast_query`):
/// who asks for all groups is the querier, and a router; a group that is asked for lasts no longer
/// than stations may take to answer.
final class QueryInput {
  private static final long TENTH = 100_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final long VERSION1_DELAY = 100 * TENTH;

  private final Snooping snooping;

  QueryInput(Snooping snooping) {
    this.snooping = snooping;
  }

  void receiveIgmp(Context context, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    int code = Igmp.responseDelay(bytes, at);
    int group = Igmp.group(bytes, at);
    long delay = Igmp.decoded(code) * TENTH;
    if (end - at == Igmp.HEADER) {
      delay = code == 0 ? VERSION1_DELAY : code * TENTH;
      group = code == 0 ? 0 : group;
    } else if (Igmp.sources(bytes, at) != 0
        || (context.bridge().settings().knowsSources(Family.IPV4)
            && group != 0
            && Igmp.suppresses(bytes, at))) {
      return;
    }
    if (!context.isInUse()) {
      return;
    }
    if (group == 0) {
      heard(context, Family.IPV4, Ip.hi(Ipv4.source(bytes, packet.head())), 0, delay);
    } else {
      shorten(context, EtherType.IPV4, vlan, Ip.hi(group), 0, delay);
    }
  }

  void receiveMld(Context context, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    int code = MulticastListener.responseDelay(bytes, at);
    long hi = MulticastListener.groupHi(bytes, at);
    long lo = MulticastListener.groupLo(bytes, at);
    boolean general = hi == 0 && lo == 0;
    long delay = code * MILLISECOND;
    if (end - at == MulticastListener.HEADER) {
      if (code == 0) {
        return;
      }
    } else {
      delay = MulticastListener.millis(code) * MILLISECOND;
      if (MulticastListener.sources(bytes, at) != 0
          || (context.bridge().settings().knowsSources(Family.IPV6)
              && !general
              && MulticastListener.suppresses(bytes, at))) {
        return;
      }
    }
    if (!context.isInUse()) {
      return;
    }
    int ip = packet.head();
    if (general) {
      heard(context, Family.IPV6, Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip), delay);
    } else {
      shorten(context, EtherType.IPV6, vlan, hi, lo, delay);
    }
  }

  private static void heard(
      Context context, Family family, long sourceHi, long sourceLo, long delay) {
    if (context.bridge().querier(family).heard(sourceHi, sourceLo, delay)) {
      context.heardRouter(family);
    }
  }

  private void shorten(Context context, int protocol, int vlan, long hi, long lo, long delay) {
    MdbEntry entry = snooping.mdb().find(protocol, vlan, hi, lo, 0, 0);
    if (entry == null) {
      return;
    }
    long most = delay * context.bridge().settings().lastMemberCount();
    if (entry.hostJoined) {
      entry.timer.startAtMost(most);
    }
    boolean bySources = context.bridge().settings().knowsSources(entry.group().family());
    for (PortGroup member : entry.ports()) {
      if (member.timer().isArmed() || !bySources || member.excludes) {
        member.timer().startAtMost(most);
      }
    }
  }
}
