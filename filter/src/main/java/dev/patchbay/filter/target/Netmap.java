package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.Nat;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.List;

/// `-j NETMAP`: the network part of an address becomes another, the host part stays.
public final class Netmap implements TargetKind {
  private static final Option<AddressMask> TO = Option.of("to", Values.hostMask()).mandatory();

  @Override
  public String name() {
    return "NETMAP";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TO);
  }

  @Override
  public Target build(Chosen chosen) {
    AddressMask network = chosen.required(TO);
    Ip mask = new Ip(chosen.family(), network.maskHi(), network.maskLo());
    Ip address = network.address();
    long wildLo = chosen.family() == Family.IPV4 ? 0 : ~mask.lo();
    long wildHi = ~mask.hi() & (chosen.family() == Family.IPV4 ? 0xffff_ffffL << 32 : -1);
    Ip first = new Ip(chosen.family(), address.hi() & mask.hi(), address.lo() & mask.lo());
    Ip last = new Ip(chosen.family(), first.hi() | wildHi, first.lo() | wildLo);
    return new Mapping(first, last);
  }

  record Mapping(Ip first, Ip last) implements Target {
    @Override
    public String name() {
      return "NETMAP";
    }

    @Override
    public Verdict judge(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      if (connection != null) {
        NatRange range = NatRange.network(first, last);
        Nat.of(packet.netns()).set(connection, range, Manipulation.at(packet.point()));
      }
      return Verdict.ACCEPT;
    }

    /// `a/N` when the wild bits are all on the right; else the kernel's tool shows the whole as one
    /// address.
    private String text() {
      long wildHi = first.hi() ^ last.hi();
      long wildLo = first.lo() ^ last.lo();
      int bits = first.family().bits();
      int wild = Long.bitCount(wildHi) + Long.bitCount(wildLo);
      AddressMask plain = AddressMask.of(first, bits - wild);
      boolean network =
          (~plain.maskHi() & (first.isV4() ? 0xffff_ffffL << 32 : -1)) == wildHi
              && (first.isV4() || ~plain.maskLo() == wildLo);
      return first.text() + "/" + (network ? bits - wild : bits);
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --to ").append(text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" to:").append(text());
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.NAT);
      place.onlyAt(HookPoint.PREROUTING, HookPoint.INPUT, HookPoint.OUTPUT, HookPoint.POSTROUTING);
      return ClaimedTarget.of(this, place);
    }
  }
}
