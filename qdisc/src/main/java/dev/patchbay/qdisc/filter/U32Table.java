package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;

/// A hash table of u32: buckets of filters, by their numbers in each.
final class U32Table extends Rule {
  private static final int FIRST = 0x800;

  private final List<List<U32Rule>> buckets = new ArrayList<>();
  private final int number;

  /// How many filters lead here, the root of a priority being one.
  private int references;

  U32Table(int number, int divisor) {
    super(number << 20, Target.NONE, ActionList.NONE);
    this.number = number;
    for (int i = 0; i < divisor; i++) {
      buckets.add(new ArrayList<>(1));
    }
  }

  int number() {
    return number;
  }

  int divisor() {
    return buckets.size();
  }

  List<U32Rule> bucket(int hash) {
    return buckets.get(hash & (buckets.size() - 1));
  }

  void refer(int more) {
    references += more;
  }

  boolean isReferred() {
    return references > 0;
  }

  /// All filters, as they are listed.
  List<U32Rule> rules() {
    List<U32Rule> all = new ArrayList<>();
    buckets.forEach(all::addAll);
    return all;
  }

  /// The lowest number from 800 on that no filter in the bucket has.
  int freeNode(int hash) {
    int node = FIRST;
    for (U32Rule rule : bucket(hash)) {
      if ((rule.handle() & 0xfff) == node) {
        node++;
      }
    }
    return node;
  }

  void add(U32Rule rule, int hash) {
    List<U32Rule> bucket = bucket(hash);
    int at = 0;
    while (at < bucket.size()
        && Integer.compareUnsigned(bucket.get(at).handle(), rule.handle()) < 0) {
      at++;
    }
    bucket.add(at, rule);
  }

  void remove(U32Rule rule) {
    buckets.forEach(bucket -> bucket.remove(rule));
  }

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.string("fh", "fh ", name(page), " ");
    out.number("ht_divisor", "ht divisor ", divisor(), " ");
  }

  /// Its number as it is shown.
  String name(Page page) {
    return Integer.toHexString(number) + ":" + U32Rule.raw(page, number << 20);
  }
}
