package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m osf`: the operating system that a SYN looks like. The kernel compares it with fingerprints
/// that a program has loaded (`nfnl_osf`); a lab has none, so that nothing is known
/// (net/netfilter/nfnetlink_osf.c).
public final class Osf implements MatchKind {
  private static final Option<String> GENRE =
      Option.of("genre", Values.cut(31)).mandatory().invertible();
  private static final Option<Long> TTL = Option.of("ttl", Values.number(0, 2));
  private static final Option<Long> LOG = Option.of("log", Values.number(0, 2));

  @Override
  public String name() {
    return "osf";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(GENRE, TTL, LOG);
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV4;
  }

  @Override
  public Match build(Chosen chosen) {
    return new Genre(
        chosen.required(GENRE), chosen.inverted(GENRE), chosen.get(TTL), chosen.get(LOG));
  }

  record Genre(String genre, boolean inverted, @Nullable Long ttl, @Nullable Long log)
      implements Match {
    @Override
    public String name() {
      return "osf";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.TCP);
      place.onlyAt(HookPoint.PREROUTING, HookPoint.INPUT, HookPoint.FORWARD);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      return false;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --genre " : " --genre ").append(genre);
      out.append(ttl == null ? "" : " --ttl " + ttl).append(log == null ? "" : " --log " + log);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" OS fingerprint match ").append(inverted ? "! " : "").append(genre);
    }
  }
}
