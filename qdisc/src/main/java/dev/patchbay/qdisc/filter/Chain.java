package dev.patchbay.qdisc.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chain of filters, by priority.
public final class Chain {
  private final Block block;
  private final int index;
  private final List<Classifier> classifiers = new ArrayList<>(1);
  private boolean explicit;
  private @Nullable Template template;

  Chain(Block block, int index) {
    this.block = block;
    this.index = index;
  }

  public Block block() {
    return block;
  }

  public int index() {
    return index;
  }

  /// Whether a user has made it, so that it stays when it is empty.
  public boolean isExplicit() {
    return explicit;
  }

  public void explicit(boolean value) {
    explicit = value;
  }

  /// What its filters are to be like, or null.
  public @Nullable Template template() {
    return template;
  }

  public void template(@Nullable Template value) {
    template = value;
  }

  /// Its filters, the lowest priority first.
  public List<Classifier> classifiers() {
    return classifiers;
  }

  public boolean isEmpty() {
    return classifiers.isEmpty();
  }

  /// Those of this priority, or null.
  public @Nullable Classifier find(int pref) {
    for (Classifier each : classifiers) {
      if (each.pref() == pref) {
        return each;
      }
    }
    return null;
  }

  /// A priority for filters that came without one: before all others that did (`tcf_auto_prio`).
  public int freePref() {
    for (Classifier each : classifiers) {
      if (each.pref() >= 0x8000) {
        return each.pref() - 1;
      }
    }
    return 0xc000;
  }

  public void add(Classifier added) {
    int at = 0;
    while (at < classifiers.size() && classifiers.get(at).pref() < added.pref()) {
      at++;
    }
    classifiers.add(at, added);
    block.changed();
  }

  public void remove(Classifier removed) {
    classifiers.remove(removed);
    removed.end();
    block.changed();
  }

  /// Removes all.
  public void flush() {
    while (!classifiers.isEmpty()) {
      remove(classifiers.getLast());
    }
  }
}
