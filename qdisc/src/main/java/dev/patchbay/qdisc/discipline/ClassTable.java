package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.QdiscClass;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Classes by their numbers (`Qdisc_class_hash`): listed by bucket, the newest first in each; the
/// buckets become more as the classes do.
final class ClassTable<C extends QdiscClass> implements Iterable<C> {
  private static final int FIRST_SIZE = 4;

  private List<List<C>> buckets = empty(FIRST_SIZE);
  private int count;

  private static <C> List<List<C>> empty(int size) {
    List<List<C>> made = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      made.add(new ArrayList<>(1));
    }
    return made;
  }

  @Nullable C find(int id) {
    List<C> bucket = buckets.get(hash(id));
    for (int i = 0; i < bucket.size(); i++) {
      C each = bucket.get(i);
      if (each.id() == id) {
        return each;
      }
    }
    return null;
  }

  private int hash(int id) {
    int mixed = id ^ (id >>> 8);
    return (mixed ^ (mixed >>> 4)) & (buckets.size() - 1);
  }

  void add(C added) {
    buckets.get(hash(added.id())).addFirst(added);
    count++;
  }

  /// Makes room for more if it is time to (`qdisc_class_hash_grow`).
  void grow() {
    if (count * 4 <= buckets.size() * 3) {
      return;
    }
    List<List<C>> before = buckets;
    buckets = empty(before.size() * 2);
    for (List<C> bucket : before) {
      for (C each : bucket) {
        buckets.get(hash(each.id())).addFirst(each);
      }
    }
  }

  void remove(C removed) {
    if (buckets.get(hash(removed.id())).remove(removed)) {
      count--;
    }
  }

  /// All of them, as they are listed.
  List<C> all() {
    List<C> all = new ArrayList<>(count);
    buckets.forEach(all::addAll);
    return all;
  }

  @Override
  public Iterator<C> iterator() {
    return all().iterator();
  }
}
