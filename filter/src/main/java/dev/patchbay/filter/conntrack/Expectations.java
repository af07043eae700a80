package dev.patchbay.filter.conntrack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections of a namespace that others have called for and that have not come yet. There are
/// few, and they do not wait long.
public final class Expectations {
  private final Conntrack conntrack;
  private final List<Expectation> waiting = new ArrayList<>(0);

  Expectations(Conntrack conntrack) {
    this.conntrack = conntrack;
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Those that are not over, oldest first.
  public List<Expectation> list() {
    waiting.removeIf(this::isOver);
    return List.copyOf(waiting);
  }

  /// How many seconds the expectation waits still.
  public long seconds(Expectation expectation) {
    return Math.max(0, expectation.deadline - conntrack.now()) / Conntrack.SECOND;
  }

  private boolean isOver(Expectation one) {
    return one.deadline <= conntrack.now() || one.master().has(Connection.DYING);
  }

  /// Lets a connection be expected for so many nanoseconds (`nf_ct_expect_related`); false when
  /// there are too many, or another master calls for the same. One of the same master that is like
  /// it begins anew.
  public boolean add(Expectation expectation, long lasts) {
    waiting.removeIf(this::isOver);
    expectation.deadline = conntrack.now() + lasts;
    for (int i = 0; i < waiting.size(); i++) {
      Expectation other = waiting.get(i);
      if (other.clashesWith(expectation)) {
        if (other.master() != expectation.master()) {
          return false;
        }
        waiting.set(i, expectation);
        return true;
      }
    }
    makeRoom(expectation.master());
    if (waiting.size() >= conntrack.limits().expectations()) {
      return false;
    }
    waiting.add(expectation);
    conntrack.count(ConntrackCounter.EXPECT_CREATE);
    return true;
  }

  private void makeRoom(Connection master) {
    List<Expectation> own = waiting.stream().filter(one -> one.master() == master).toList();
    Helper helper = master.needExtras().helper();
    if (helper != null && own.size() >= helper.mostExpected()) {
      remove(own.getFirst());
    }
  }

  /// Does not wait for it any more.
  public void remove(Expectation expectation) {
    if (waiting.remove(expectation)) {
      conntrack.count(ConntrackCounter.EXPECT_DELETE);
    }
  }

  /// Does not wait for any.
  public void clear() {
    waiting.clear();
  }

  /// The expectation that the first packet of a connection meets, which it uses up, or null.
  @Nullable Expectation take(Tuple first) {
    for (int i = 0; i < waiting.size(); i++) {
      Expectation expectation = waiting.get(i);
      if (expectation.meets(first) && !isOver(expectation)) {
        if (!expectation.isPermanent()) {
          waiting.remove(i);
        }
        return expectation;
      }
    }
    return null;
  }

  /// The master ends: nobody calls for them any more.
  void forget(Connection master) {
    if (!waiting.isEmpty()) {
      waiting.removeIf(one -> one.master() == master);
    }
  }
}
