package dev.patchbay.stack.route;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The buckets of a resilient group: a flow stays with its bucket, and a bucket with its next hop
/// until that is gone, or has more buckets than its weight is worth and this one has been idle
/// (`nh_res_table`).
final class ResilientTable {
  private final @Nullable Nexthop[] owners;
  private final long[] used;

  /// When each got its owner: one that no packet has used since is idle.
  private final long[] moved;

  private Nexthop.Member[] members;

  /// How long a bucket must have been idle to change its owner, in nanoseconds.
  private long idleTimer;

  /// How long buckets may be spread wrongly before none is waited for, in nanoseconds; 0 for ever.
  private long unbalancedTimer;

  /// Since when they are, or -1.
  private long unbalancedSince = -1;

  ResilientTable(
      int size, Nexthop.Member[] members, long idleTimer, long unbalancedTimer, long now) {
    this.owners = new @Nullable Nexthop[size];
    this.used = new long[size];
    this.moved = new long[size];
    this.members = members;
    this.idleTimer = idleTimer;
    this.unbalancedTimer = unbalancedTimer;
    Arrays.fill(used, now);
    Arrays.fill(moved, now);
    keepUp(now);
  }

  int size() {
    return owners.length;
  }

  @Nullable Nexthop owner(int bucket) {
    return owners[bucket];
  }

  long idle(int bucket, long now) {
    return now - used[bucket];
  }

  long idleTimer() {
    return idleTimer;
  }

  long unbalancedTimer() {
    return unbalancedTimer;
  }

  long unbalanced(long now) {
    return unbalancedSince < 0 ? 0 : now - unbalancedSince;
  }

  /// The next hop of the flow with this hash.
  @Nullable Nexthop choose(long hash, long now) {
    int bucket = (int) Long.remainderUnsigned(hash, owners.length);
    keepUp(now);
    used[bucket] = now;
    return owners[bucket];
  }

  /// Other members from now on.
  void take(ResilientTable other) {
    idleTimer = other.idleTimer;
    unbalancedTimer = other.unbalancedTimer;
    members = other.members;
  }

  void members(Nexthop.Member[] left) {
    members = left;
  }

  /// Moves the buckets that may move to those members that have too few, the last one first.
  void keepUp(long now) {
    int[] wanted = wanted();
    int[] had = had();
    Deque<Integer> poor = new ArrayDeque<>();
    for (int i = 0; i < members.length; i++) {
      if (had[i] < wanted[i]) {
        poor.push(i);
      }
    }
    for (int bucket = 0; bucket < owners.length && !poor.isEmpty(); bucket++) {
      int owner = indexOf(owners[bucket]);
      if (owner < 0 || (had[owner] > wanted[owner] && mayMove(bucket, now))) {
        int taker = poor.peek();
        owners[bucket] = members[taker].nexthop();
        used[bucket] = now;
        moved[bucket] = now;
        had[taker]++;
        if (owner >= 0) {
          had[owner]--;
        }
        if (had[taker] == wanted[taker]) {
          poor.pop();
        }
      }
    }
    unbalancedSince = poor.isEmpty() ? -1 : unbalancedSince < 0 ? now : unbalancedSince;
  }

  private boolean mayMove(int bucket, long now) {
    boolean overdue =
        unbalancedTimer != 0 && unbalancedSince >= 0 && now - unbalancedSince >= unbalancedTimer;
    return overdue || used[bucket] == moved[bucket] || now - used[bucket] >= idleTimer;
  }

  private int[] wanted() {
    long total = 0;
    for (Nexthop.Member member : members) {
      total += member.weight();
    }
    int[] wanted = new int[members.length];
    long weight = 0;
    int before = 0;
    for (int i = 0; i < members.length; i++) {
      weight += members[i].weight();
      int bound = (int) ((owners.length * weight + total / 2) / total);
      wanted[i] = bound - before;
      before = bound;
    }
    return wanted;
  }

  private int[] had() {
    int[] had = new int[members.length];
    for (int bucket = 0; bucket < owners.length; bucket++) {
      int owner = indexOf(owners[bucket]);
      if (owner >= 0) {
        had[owner]++;
      }
    }
    return had;
  }

  private int indexOf(@Nullable Nexthop nexthop) {
    for (int i = 0; i < members.length; i++) {
      if (members[i].nexthop() == nexthop) {
        return i;
      }
    }
    return -1;
  }
}
