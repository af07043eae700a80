package dev.patchbay.device.tap;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import java.util.BitSet;

/// The numbers of the character devices of one kind of tap (`tap_create_cdev`).
public final class TapClass implements MachinePart {
  private final String name;
  private final int major;
  private final BitSet minors = new BitSet();

  private TapClass(String name, int major) {
    this.name = name;
    this.major = major;
  }

  /// The key of a class; its major number is one that Linux gives out as it goes.
  public static Key<TapClass> key(String name, int major) {
    return new Key<>((Machine machine) -> new TapClass(name, major));
  }

  String name() {
    return name;
  }

  int major() {
    return major;
  }

  int takeMinor() {
    int minor = minors.nextClearBit(1);
    minors.set(minor);
    return minor;
  }

  void giveBack(int minor) {
    minors.clear(minor);
  }
}
