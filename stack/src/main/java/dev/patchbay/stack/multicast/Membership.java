package dev.patchbay.stack.multicast;

import dev.patchbay.core.time.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group that a device listens to and that routers are told of (`ifmcaddr6`): which sources are
/// wanted, and what remains to be told.
///
/// The filter is the union of what each listener wants (RFC 3810 section 4.2): `EXCLUDE` as soon as
/// one of them wants all sources but some.
public final class Membership {
  public final long hi;
  public final long lo;

  /// How many listeners want certain sources, and how many all but certain ones.
  private int including;

  private int excluding;

  /// Whether routers know the group as one of which certain sources are wanted.
  private boolean includes;

  private List<GroupSource> sources = List.of();

  /// Sources that are no longer wanted, of which routers are still to hear.
  private List<GroupSource> gone = List.of();

  /// In how many reports a change of mode is still to be told.
  public int reports;

  /// Whether the device takes frames of the group.
  public boolean isOnLink;

  /// Whether it was this host that told routers last.
  public boolean reportedLast;

  /// Whether a query asked for certain sources only.
  public boolean asksForSources;

  /// When it is to be told, made when it is first needed.
  public @Nullable Timer timer;

  /// How often it is still to be told unasked, where only single groups are told of.
  public int unsolicited;

  /// When the timer runs, in nanoseconds of the lab's clock.
  public long due;

  /// A membership with one listener: to certain sources, or to all of them.
  public Membership(long hi, long lo, boolean includes) {
    this.hi = hi;
    this.lo = lo;
    this.includes = includes;
    this.including = includes ? 1 : 0;
    this.excluding = includes ? 0 : 1;
  }

  /// Whether it is of this group.
  public boolean is(long otherHi, long otherLo) {
    return hi == otherHi && lo == otherLo;
  }

  /// Whether routers know the group as one of which certain sources are wanted.
  public boolean includes() {
    return includes;
  }

  /// Whether somebody wants all sources, or all but some.
  public boolean excludesAnything() {
    return excluding > 0;
  }

  int including() {
    return including;
  }

  int excluding() {
    return excluding;
  }

  /// The sources that somebody filters.
  public List<GroupSource> sources() {
    return sources;
  }

  /// Sources that are no longer wanted, of which routers are still to hear.
  public List<GroupSource> gone() {
    return gone;
  }

  /// Whether packets of the group from this source are wanted (`ipv6_chk_mcast_addr`).
  public boolean wants(long sourceHi, long sourceLo) {
    GroupSource source = find(sources, sourceHi, sourceLo);
    return source == null ? excluding > 0 : source.included > 0 || source.excluded != excluding;
  }

  private static @Nullable GroupSource find(List<GroupSource> list, long hi, long lo) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).is(hi, lo)) {
        return list.get(i);
      }
    }
    return null;
  }

  // ---- changes

  /// Remembers which sources are wanted now, before a change (`sf_markstate`).
  private int mark() {
    for (GroupSource source : sources) {
      source.wasWanted = isWanted(source, excluding);
    }
    return excluding;
  }

  private boolean isWanted(GroupSource source, int exclusions) {
    return excluding > 0
        ? exclusions == source.excluded && source.included == 0
        : source.included > 0;
  }

  /// One more listener, with these sources, halves of addresses in turn; `more` when it listened
  /// before, and only the sources are new (`ip6_mc_add_src`). Returns whether routers are to hear.
  public boolean add(boolean include, long[] addresses, boolean more, int robustness) {
    int exclusions = mark();
    boolean excluded = !includes;
    if (!more) {
      count(include, 1);
    }
    for (int i = 0; i < addresses.length; i += 2) {
      obtain(addresses[i], addresses[i + 1], include);
    }
    if (excluded == (excluding > 0)) {
      return settle(exclusions, robustness);
    }
    if (excluding > 0) {
      includes = false;
    } else if (including > 0) {
      includes = true;
    }
    changeMode(robustness);
    return true;
  }

  /// One listener less, or some of its sources (`ip6_mc_del_src`). Returns whether routers are to
  /// hear.
  public boolean remove(boolean include, long[] addresses, boolean less, int robustness) {
    int exclusions = mark();
    if (!less) {
      count(include, -1);
    }
    boolean told = false;
    for (int i = 0; i < addresses.length; i += 2) {
      told |= release(addresses[i], addresses[i + 1], include, robustness);
    }
    if (!includes && excluding == 0 && including > 0) {
      includes = true;
      changeMode(robustness);
      return true;
    }
    return settle(exclusions, robustness) || told;
  }

  private void count(boolean include, int change) {
    including += include ? change : 0;
    excluding += include ? 0 : change;
  }

  private void changeMode(int robustness) {
    reports = robustness;
    sources.forEach(source -> source.reports = 0);
  }

  private void obtain(long sourceHi, long sourceLo, boolean include) {
    GroupSource source = find(sources, sourceHi, sourceLo);
    if (source == null) {
      source = new GroupSource(sourceHi, sourceLo);
      sources = sources.isEmpty() ? new ArrayList<>(1) : sources;
      sources.add(source);
    }
    source.included += include ? 1 : 0;
    source.excluded += include ? 0 : 1;
  }

  private boolean release(long sourceHi, long sourceLo, boolean include, int robustness) {
    GroupSource source = find(sources, sourceHi, sourceLo);
    if (source == null || (include ? source.included : source.excluded) == 0) {
      return false;
    }
    source.included -= include ? 1 : 0;
    source.excluded -= include ? 0 : 1;
    if (source.isFiltered()) {
      return false;
    }
    sources.remove(source);
    if (source.wasWanted) {
      source.reports = robustness;
      bury(source);
    }
    return source.wasWanted;
  }

  /// Notes what has changed for the next reports (`sf_setstate`).
  private boolean settle(int exclusions, int robustness) {
    boolean changed = false;
    for (GroupSource source : sources) {
      boolean wanted = isWanted(source, exclusions);
      if (wanted && !source.wasWanted) {
        GroupSource old = find(gone, source.hi, source.lo);
        if (old != null) {
          gone.remove(old);
        }
        source.reports = robustness;
        changed = true;
      } else if (!wanted && source.wasWanted) {
        source.reports = 0;
        blockLater(source, robustness);
        changed = true;
      }
    }
    return changed;
  }

  private void blockLater(GroupSource source, int robustness) {
    GroupSource old = find(gone, source.hi, source.lo);
    if (old == null) {
      old = new GroupSource(source.hi, source.lo);
      bury(old);
    }
    old.reports = robustness;
  }

  private void bury(GroupSource source) {
    gone = gone.isEmpty() ? new ArrayList<>(1) : gone;
    gone.addFirst(source);
  }

  /// The group is left or joined again: all its sources are to be named again.
  public void repeat(int robustness) {
    if (includes) {
      sources.forEach(source -> source.reports = robustness);
    } else {
      reports = robustness;
    }
  }

  /// Takes over what a membership of the same group that was left had to tell.
  public void takeOver(Membership left) {
    if (includes) {
      gone = left.gone;
      sources = left.sources;
    }
  }

  /// Marks those of the sources, halves of addresses in turn, that a query asks for; returns
  /// whether there is anything to answer (`mld_marksources`, `igmp_marksources`).
  public boolean ask(long[] asked) {
    int marked = 0;
    for (GroupSource source : sources) {
      boolean active = includes || (source.included == 0 && source.excluded == excluding);
      if (active && isNamed(source, asked)) {
        source.asked |= includes;
        marked++;
      }
    }
    asksForSources = includes && marked > 0;
    return includes ? marked > 0 : 2 * marked < asked.length;
  }

  private static boolean isNamed(GroupSource source, long[] asked) {
    for (int i = 0; i < asked.length; i += 2) {
      if (source.is(asked[i], asked[i + 1])) {
        return true;
      }
    }
    return false;
  }

  /// Drops what has been told often enough (`mld_clear_zeros`).
  public void forgetTold() {
    gone = withoutTold(gone);
    sources = withoutTold(sources);
  }

  private static List<GroupSource> withoutTold(List<GroupSource> list) {
    List<GroupSource> left = new ArrayList<>(list);
    left.removeIf(source -> source.reports == 0);
    return left;
  }
}
