package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import java.util.List;

/// `-m frag`: fields of IPv6's fragment header (net/ipv6/netfilter/ip6t_frag.c).
public final class Frag implements MatchKind {
  private static final Option<Range> ID =
      Option.of("fragid", Values.range(Numbers.MOST)).invertible();
  private static final Option<Long> LENGTH = Option.of("fraglen", Values.u32()).invertible();
  private static final Option<Void> RESERVED = Option.flag("fragres");
  private static final Option<Void> FIRST = Option.flag("fragfirst");
  private static final Option<Void> MORE = Option.flag("fragmore").excludes("fraglast");
  private static final Option<Void> LAST = Option.flag("fraglast").excludes("fragmore");

  @Override
  public String name() {
    return "frag";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public String module(Family family) {
    return "ip6t_frag";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(ID, LENGTH, RESERVED, FIRST, MORE, LAST);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Fragment(
        Numbers.of(chosen, ID),
        Sought.of(chosen, LENGTH),
        chosen.has(RESERVED),
        chosen.has(FIRST),
        chosen.has(MORE),
        chosen.has(LAST));
  }

  /// @param length shown, and never looked at: the header has no length
  record Fragment(
      Numbers id, Sought length, boolean reserved, boolean first, boolean more, boolean last)
      implements Match {
    @Override
    public String name() {
      return "frag";
    }

    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int tail = packet.packet().tail();
      int at = Ipv6.find(bytes, packet.network(), tail, IpProtocol.FRAGMENT);
      if (at < 0) {
        return false;
      }
      if (!Ipv6Fragment.fits(bytes, at, tail)) {
        packet.hotDrop();
        return false;
      }
      boolean follows = Ipv6Fragment.moreFragments(bytes, at);
      return id.matches(Integer.toUnsignedLong(Ipv6Fragment.identification(bytes, at)))
          && !(reserved && Ipv6Fragment.reserved(bytes, at) != 0)
          && !(first && Ipv6Fragment.offset(bytes, at) != 0)
          && !(more && !follows)
          && !(last && follows);
    }

    @Override
    public void save(StringBuilder out) {
      id.save(out, "fragid");
      length.save(out, "fraglen");
      show(out, " --fragres", " --fragfirst", " --fragmore", " --fraglast");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      id.list(out.append(" frag "), "id");
      length.list(out, "length");
      show(out, " reserved", " first", " more", " last");
    }

    private void show(StringBuilder out, String res, String fst, String mf, String nmf) {
      out.append(reserved ? res : "").append(first ? fst : "");
      out.append(more ? mf : "").append(last ? nmf : "");
    }
  }
}
