package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Routing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m rt`: IPv6's routing header (net/ipv6/netfilter/ip6t_rt.c).
public final class Rt implements MatchKind {
  private static final int MOST = 16;
  private static final Option<Long> TYPE = Option.of("rt-type", Values.u32()).invertible();
  private static final Option<Range> LEFT =
      Option.of("rt-segsleft", Values.range(Numbers.MOST)).invertible();
  private static final Option<Long> LENGTH = Option.of("rt-len", Values.u32()).invertible();
  private static final Option<Void> RESERVED = Option.flag("rt-0-res");
  private static final Option<List<Ip>> HOPS = Option.of("rt-0-addrs", Rt::read);
  private static final Option<Void> LOOSE = Option.flag("rt-0-not-strict");

  @Override
  public String name() {
    return "rt";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public String module(Family family) {
    return "ip6t_rt";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TYPE, LEFT, LENGTH, RESERVED, HOPS, LOOSE);
  }

  private static List<Ip> read(Reading reading, String text) {
    List<Ip> hops = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (hops.size() == MOST) {
        throw new Refusal("too many addresses specified");
      }
      Ip hop = Ip.parse(Family.IPV6, part);
      if (hop == null) {
        throw new Refusal("bad address: " + part);
      }
      hops.add(hop);
    }
    return hops;
  }

  @Override
  public void verify(Chosen chosen) {
    needsTypeZero(chosen, RESERVED);
    needsTypeZero(chosen, HOPS);
    if (chosen.has(LOOSE) && !chosen.isBefore(HOPS, LOOSE)) {
      throw new Refusal("`--rt-0-addr ...' required before `--rt-0-not-strict'");
    }
  }

  private static void needsTypeZero(Chosen chosen, Option<?> option) {
    boolean isZero =
        chosen.isBefore(TYPE, option) && chosen.required(TYPE) == 0 && !chosen.inverted(TYPE);
    if (chosen.has(option) && !isZero) {
      throw new Refusal("`--rt-type 0' required before `--" + option.name() + "'");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    return new Routing(
        Sought.of(chosen, TYPE),
        Numbers.of(chosen, LEFT),
        Sought.of(chosen, LENGTH),
        chosen.has(RESERVED),
        chosen.get(HOPS),
        chosen.has(LOOSE));
  }

  /// @param hops the addresses of the route, or those among them that must be in it
  record Routing(
      Sought type,
      Numbers left,
      Sought length,
      boolean reserved,
      @Nullable List<Ip> hops,
      boolean loose)
      implements Match {
    @Override
    public String name() {
      return "rt";
    }

    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int tail = packet.packet().tail();
      int at = Ipv6.find(bytes, packet.network(), tail, IpProtocol.ROUTING);
      if (at < 0 || !Ipv6Routing.headerFits(bytes, at, tail)) {
        return false;
      }
      int size = Ipv6Routing.length(bytes, at);
      return size <= tail - at
          && left.matches(Ipv6Routing.segmentsLeft(bytes, at))
          && length.matches(size)
          && type.matches(Ipv6Routing.type(bytes, at))
          && !(reserved && Ipv6Routing.reserved(bytes, at) != 0)
          && (hops == null || goesBy(bytes, at, (size - Ipv6Routing.HEADER) / Ipv6.ADDRESS, hops));
    }

    private boolean goesBy(byte[] bytes, int at, int count, List<Ip> wanted) {
      int found = 0;
      for (int i = 0; i < count && found < wanted.size(); i++) {
        Ip hop = wanted.get(found);
        if (Ipv6Routing.addressHi(bytes, at, i) == hop.hi()
            && Ipv6Routing.addressLo(bytes, at, i) == hop.lo()) {
          found++;
        } else if (!loose) {
          return false;
        }
      }
      return found == wanted.size() && (loose || found == count);
    }

    @Override
    public void save(StringBuilder out) {
      type.save(out, "rt-type");
      left.save(out, "rt-segsleft");
      length.save(out, "rt-len");
      show(out, " --rt-0-res", " --rt-0-addrs", " --rt-0-not-strict");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      type.list(out.append(" rt"), "type");
      left.list(out, " segsleft");
      length.list(out, "length");
      show(out, " reserved", " 0-addrs", " 0-not-strict");
    }

    private void show(StringBuilder out, String res, String addresses, String notStrict) {
      out.append(reserved ? res : "");
      if (hops != null) {
        out.append(addresses);
        for (int i = 0; i < hops.size(); i++) {
          out.append(i == 0 ? ' ' : ',').append(hops.get(i).text());
        }
      }
      out.append(loose ? notStrict : "");
    }
  }
}
