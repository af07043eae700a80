package dev.patchbay.filter.set;

import dev.patchbay.filter.Inspection;

/// A place in the table of sets, which rules and lists refer to: swapping changes the set in it.
public final class Slot {
  private NamedSet set;
  private int references;

  Slot(NamedSet set) {
    this.set = set;
  }

  public NamedSet set() {
    return set;
  }

  void set(NamedSet other) {
    set = other;
  }

  /// How many rules and lists refer to it.
  public int references() {
    return references;
  }

  void references(int count) {
    references = count;
  }

  /// A rule or a list begins to refer to it.
  public void hold() {
    references++;
  }

  /// One does not refer to it any more.
  public void release() {
    references--;
  }

  /// Whether the packet is in the set.
  public boolean test(Inspection packet, Question question) {
    return set.test(packet, question);
  }

  /// The packet's element comes to the set; false when it does not.
  public boolean add(Inspection packet, Question question) {
    return set.put(packet, question);
  }

  /// The packet's element goes from the set; false when it was not there.
  public boolean remove(Inspection packet, Question question) {
    return set.take(packet, question);
  }
}
