package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.List;

/// `-m connlimit`: how many connections a host or network has.
public final class Connlimit implements MatchKind {
  private static final Option<Long> UP_TO =
      Option.of("connlimit-upto", Values.u32()).invertible().excludes("connlimit-above");
  private static final Option<Long> ABOVE =
      Option.of("connlimit-above", Values.u32()).invertible().excludes("connlimit-upto");
  private static final Option<Ip> MASK = Option.of("connlimit-mask", Values.prefixMask());
  private static final Option<Void> SOURCE =
      Option.flag("connlimit-saddr").excludes("connlimit-daddr");
  private static final Option<Void> DESTINATION =
      Option.flag("connlimit-daddr").excludes("connlimit-saddr");

  @Override
  public String name() {
    return "connlimit";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(UP_TO, ABOVE, MASK, SOURCE, DESTINATION);
  }

  @Override
  public Match build(Chosen chosen) {
    boolean above = chosen.has(ABOVE);
    if (!above && !chosen.has(UP_TO)) {
      throw new Refusal("You must specify \"--connlimit-above\" or \"--connlimit-upto\".");
    }
    Option<Long> option = above ? ABOVE : UP_TO;
    Family family = chosen.family();
    Ip all = family == Family.IPV4 ? Ip.v4(-1) : Ip.v6(-1, -1);
    return new Limit(
        chosen.required(option).intValue(),
        above == chosen.inverted(option),
        chosen.get(MASK, all),
        chosen.has(DESTINATION));
  }

  record Limit(int limit, boolean upTo, Ip mask, boolean destination) implements Match {
    @Override
    public String name() {
      return "connlimit";
    }

    @Override
    public boolean matches(Inspection packet) {
      throw new IllegalStateException("not in a table");
    }

    private int length() {
      return Long.bitCount(mask.hi()) + Long.bitCount(mask.lo());
    }

    @Override
    public void save(StringBuilder out) {
      out.append(upTo ? " --connlimit-upto " : " --connlimit-above ");
      out.append(Integer.toUnsignedString(limit)).append(" --connlimit-mask ").append(length());
      out.append(destination ? " --connlimit-daddr" : " --connlimit-saddr");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" #conn ").append(destination ? "dst/" : "src/").append(length());
      out.append(upTo ? " <= " : " > ").append(Integer.toUnsignedString(limit));
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return ClaimedMatch.of(new ConnectionCount(this), place);
    }
  }
}
