package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m limit`: so many packets in a time, with a burst before (a token bucket).
public final class Limit implements MatchKind {
  private static final int BURST = 5;
  private static final Option<Rate> LIMIT = Option.of("limit", Rate.syntax());
  private static final Option<Long> LIMIT_BURST =
      Option.of("limit-burst", Values.number(0, 10_000));

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(LIMIT, LIMIT_BURST);
  }

  @Override
  public Match build(Chosen chosen) {
    Rate rate = chosen.get(LIMIT, new Rate(3600 * Rate.SCALE / 3));
    return new Bucket(rate, chosen.get(LIMIT_BURST, (long) BURST).intValue());
  }

  /// The words, and in a table what is left in the bucket.
  static final class Bucket implements Match {
    private static final long NANOS = 1_000_000_000 / Rate.SCALE;

    private final Rate rate;
    private final int burst;
    private long credit;
    private long last;

    Bucket(Rate rate, int burst) {
      this.rate = rate;
      this.burst = burst;
    }

    @Override
    public String name() {
      return "limit";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      if (burst == 0) {
        throw new NetlinkException(Errno.ERANGE);
      }
      Bucket fresh = new Bucket(rate, burst);
      fresh.last = place.netns().world().loop().now();
      fresh.credit = fresh.cost() * burst;
      return fresh;
    }

    /// Nanoseconds that a packet uses up.
    private long cost() {
      return rate.period() * NANOS;
    }

    @Override
    public boolean matches(Inspection packet) {
      long now = packet.netns().world().loop().now();
      credit = Math.min(credit + now - last, cost() * burst);
      last = now;
      if (credit < cost()) {
        return false;
      }
      credit -= cost();
      return true;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --limit ").append(rate.text());
      out.append(burst == BURST ? "" : " --limit-burst " + burst);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" limit: avg ").append(rate.text()).append(" burst ").append(burst);
    }
  }
}
