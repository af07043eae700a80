package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;

/// `-m eui64`: whether the last half of the source address is made of the frame's source address.
public final class Eui64 implements MatchKind {
  @Override
  public String name() {
    return "eui64";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public String module(Family family) {
    return "ip6t_eui64";
  }

  @Override
  public Match build(Chosen chosen) {
    return new Made();
  }

  record Made() implements Match {
    @Override
    public String name() {
      return "eui64";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.PREROUTING, HookPoint.INPUT, HookPoint.FORWARD);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      int link = packet.link();
      if (link < 0) {
        if (packet.fragment() != 0) {
          packet.hotDrop();
        }
        return false;
      }
      byte[] bytes = packet.bytes();
      return Ethernet.type(bytes, link) == EtherType.IPV6
          && Ipv6.sourceLo(bytes, packet.network())
              == Ipv6.interfaceId(Ethernet.source(bytes, link));
    }

    @Override
    public void save(StringBuilder out) {}

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" eui64 ");
    }
  }
}
