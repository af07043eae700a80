package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A class of hfsc (`hfsc_class`): what it has been given, when it may send by right, and where it
/// stands among its siblings. Times are nanoseconds of the lab's clock, but virtual ones.
final class HfscClass extends TreeClass<HfscClass> {
  final List<HfscClass> children = new ArrayList<>(0);

  Hfsc.Curves curves = new Hfsc.Curves(null, null, null);
  private @Nullable RuntimeCurve deadline;
  private @Nullable RuntimeCurve eligible;
  private @Nullable RuntimeCurve virtual;
  private @Nullable RuntimeCurve upper;

  /// All it has sent, and what of that by right.
  private long total;

  private long byRight;

  /// Whether it waits for its right; since when it may send, and until when it has to.
  boolean claims;

  long eligibleAt;
  long deadlineAt;

  /// Whether it is among its siblings that have something to send.
  boolean shares;

  /// How many of its children are so; itself, for a leaf.
  private int active;

  long virtualTime;
  private long virtualLag;

  /// The earliest time at which it may send, by its own limit, and by its children's.
  long fitsAt;

  private long ownLimit;
  private long limitLag;
  long childrenFitAt;

  /// The virtual time of what has been sent below it, at least, and when it was last left.
  long leastVirtual;

  private long leftVirtual;
  private int period;
  private int parentPeriod;

  HfscClass(int id, @Nullable HfscClass parent) {
    super(id, parent);
  }

  /// Sets its curves, from here on.
  void set(Hfsc.Curves said, long now) {
    boolean isNew = deadline == null && virtual == null;
    ServiceCurve real = said.real() == null ? curves.real() : said.real();
    ServiceCurve share = said.share() == null ? curves.share() : said.share();
    ServiceCurve most = said.upper() == null ? curves.upper() : said.upper();
    if (said.real() != null) {
      deadline = new RuntimeCurve(said.real(), isNew ? 0 : now, byRight);
      eligible = new RuntimeCurve(said.real(), isNew ? 0 : now, byRight);
      skipConvex(said.real(), eligible);
    }
    if (said.share() != null) {
      virtual = new RuntimeCurve(said.share(), isNew ? 0 : virtualTime, total);
    }
    if (said.upper() != null) {
      upper = new RuntimeCurve(said.upper(), now, total);
    }
    curves = new Hfsc.Curves(real, share, most);
  }

  /// A class with a curve that grows steeper may send ahead of it.
  private static void skipConvex(ServiceCurve curve, RuntimeCurve eligible) {
    if (!curve.isConcave()) {
      eligible.skipFirst();
    }
  }

  /// How many bytes its next packet has, 0 when it has none.
  int nextSize() {
    Packet next = leaf == null ? null : leaf.peek();
    return next == null ? 0 : Qdisc.size(next);
  }

  // ---- by right

  /// It has something to send again (`init_ed`).
  void claim(int bytes, long now) {
    ServiceCurve real = curves.real();
    if (real == null || deadline == null) {
      return;
    }
    deadline.least(real, now, byRight);
    eligible = new RuntimeCurve(deadline);
    skipConvex(real, eligible);
    claims = true;
    updateClaim(bytes);
  }

  /// After it has sent (`update_ed`).
  void updateClaim(int bytes) {
    if (eligible != null) {
      eligibleAt = eligible.timeOf(byRight);
    }
    updateDeadline(bytes);
  }

  /// After it has sent its share (`update_d`).
  void updateDeadline(int bytes) {
    if (deadline != null) {
      deadlineAt = deadline.timeOf(byRight + bytes);
    }
  }

  void sentByRight(int bytes) {
    byRight += bytes;
  }

  // ---- by share

  /// It, and those above it, have something to send again (`init_vf`).
  void beginToShare(long now) {
    boolean begins = true;
    HfscClass each = this;
    for (HfscClass above = parent; above != null; above = each.parent) {
      begins = begins && each.active++ == 0;
      if (begins) {
        each.join(above, now);
      }
      each.fitsAt = Math.max(each.ownLimit, each.childrenFitAt);
      above.updateChildrenFit();
      each = above;
    }
  }

  /// Joins its siblings, not ahead of them (`init_vf`).
  private void join(HfscClass above, long now) {
    HfscClass last = null;
    for (HfscClass sibling : above.children) {
      if (sibling.shares && (last == null || sibling.virtualTime >= last.virtualTime)) {
        last = sibling;
      }
    }
    if (last == null) {
      virtualTime = above.leftVirtual;
      above.leastVirtual = 0;
    } else {
      long time = last.virtualTime;
      if (above.leastVirtual != 0) {
        time = (above.leastVirtual + time) / 2;
      }
      if (above.period != parentPeriod || time > virtualTime) {
        virtualTime = time;
      }
    }
    if (virtual != null && curves.share() != null) {
      virtual.least(curves.share(), virtualTime, total);
    }
    virtualLag = 0;
    period++;
    parentPeriod = above.active == 0 ? above.period + 1 : above.period;
    shares = true;
    if (upper != null && curves.upper() != null) {
      upper.least(curves.upper(), now, total);
      ownLimit = upper.timeOf(total);
      limitLag = 0;
    }
  }

  /// It, and those above it, have sent so many bytes (`update_vf`).
  void shared(int bytes, long now) {
    boolean leaves = leaf != null && leaf.statistics().length == 0 && curves.share() != null;
    HfscClass each = this;
    for (HfscClass above = parent; above != null; above = each.parent) {
      each.total += bytes;
      if (each.curves.share() != null && each.active > 0) {
        leaves = leaves && --each.active == 0;
        each.advance(above, leaves, now);
      }
      each = above;
    }
  }

  private void advance(HfscClass above, boolean leaves, long now) {
    if (virtual != null) {
      virtualTime = virtual.timeOf(total) + virtualLag;
    }
    if (virtualTime < above.leastVirtual) {
      // It did not fit, and others went ahead of it.
      virtualLag += above.leastVirtual - virtualTime;
      virtualTime = above.leastVirtual;
    }
    if (leaves) {
      above.leftVirtual = Math.max(above.leftVirtual, virtualTime);
      shares = false;
    } else {
      if (upper != null) {
        ownLimit = upper.timeOf(total) + limitLag;
        long bound = now - 1000;
        if (ownLimit < bound) {
          limitLag += now - ownLimit;
          ownLimit = now;
        }
      }
      fitsAt = Math.max(ownLimit, childrenFitAt);
    }
    above.updateChildrenFit();
  }

  private void updateChildrenFit() {
    long least = Long.MAX_VALUE;
    for (HfscClass child : children) {
      if (child.shares) {
        least = Math.min(least, child.fitsAt);
      }
    }
    childrenFitAt = least == Long.MAX_VALUE ? 0 : least;
  }

  /// The child that is furthest behind and may send, or null.
  @Nullable HfscClass next(long now) {
    HfscClass best = null;
    for (HfscClass child : children) {
      boolean fits = child.shares && child.fitsAt <= now;
      if (fits && (best == null || child.virtualTime < best.virtualTime)) {
        best = child;
      }
    }
    if (best != null) {
      leastVirtual = Math.max(leastVirtual, best.virtualTime);
    }
    return best;
  }

  /// It has nothing to send any more, whatever it was.
  void stop() {
    claims = false;
    shares = false;
    active = 0;
  }

  boolean isActive() {
    return active > 0;
  }

  // ---- shows

  @Override
  public void show(Page page) {
    ServiceCurve real = curves.real();
    ServiceCurve share = curves.share();
    if (real != null && real.equals(share)) {
      real.show(page, "sc");
    } else {
      if (real != null) {
        real.show(page, "rt");
      }
      if (share != null) {
        share.show(page, "ls");
      }
    }
    if (curves.upper() != null) {
      curves.upper().show(page, "ul");
    }
  }

  @Override
  public boolean showStatistics(Page page) {
    page.out().text(" period " + Integer.toUnsignedString(period) + " ");
    if (total != 0) {
      page.out().text("work " + total + " bytes ");
    }
    if (byRight != 0) {
      page.out().text("rtwork " + byRight + " bytes ");
    }
    page.out().text("level " + level + " \n");
    return true;
  }
}
