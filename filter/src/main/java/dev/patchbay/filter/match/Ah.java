package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m ah`: the index of an authentication header's security association; for IPv6 its length and
/// its reserved field, too.
public final class Ah implements MatchKind {
  private static final int LEAST = dev.patchbay.packet.Ah.HEADER;
  private static final Option<Range> INDEX =
      Option.of("ahspi", Values.range(Numbers.MOST)).invertible();
  private static final Option<Long> LENGTH = Option.of("ahlen", Values.u32()).invertible();
  private static final Option<Void> RESERVED = Option.flag("ahres");

  @Override
  public String name() {
    return "ah";
  }

  @Override
  public String module(Family family) {
    return family == Family.IPV4 ? "ipt_ah" : "ip6t_ah";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return family == Family.IPV4 ? List.of(INDEX) : List.of(INDEX, LENGTH, RESERVED);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Header(
        Numbers.of(chosen, INDEX),
        chosen.get(LENGTH),
        chosen.inverted(LENGTH),
        chosen.has(RESERVED));
  }

  /// @param reserved whether the reserved field must be zero
  record Header(Numbers index, @Nullable Long length, boolean notLength, boolean reserved)
      implements Match {
    @Override
    public String name() {
      return "ah";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      if (place.family() == Family.IPV4) {
        place.onlyFor(IpProtocol.AH);
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.family() == Family.IPV4) {
        return packet.hasWholeHeader(LEAST)
            && index.matches(dev.patchbay.packet.Ah.index(packet.bytes(), packet.transport()));
      }
      byte[] bytes = packet.bytes();
      int at = Ipv6.find(bytes, packet.network(), packet.packet().tail(), IpProtocol.AH);
      return at >= 0
          && at + LEAST <= packet.packet().tail()
          && index.matches(dev.patchbay.packet.Ah.index(bytes, at))
          && (length == null || (dev.patchbay.packet.Ah.length(bytes, at) == length) != notLength)
          && (!reserved || dev.patchbay.packet.Ah.reserved(bytes, at) == 0);
    }

    @Override
    public void save(StringBuilder out) {
      index.save(out, "ahspi");
      if (length != null) {
        out.append(notLength ? " ! --ahlen " : " --ahlen ").append(length);
      }
      out.append(reserved ? " --ahres" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      index.list(out.append(" ah"), " spi");
      if (length != null) {
        out.append("length:").append(notLength ? "!" : "").append(length);
      }
      out.append(reserved ? " reserved" : "");
    }
  }
}
