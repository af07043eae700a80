package dev.patchbay.shell.expand;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The elements of a variable that is an array, by subscript.
public sealed interface ArrayValue permits IndexedArray, AssociativeArray {
  /// The element, or null when it is not set.
  @Nullable String get(String subscript);

  /// Sets an element.
  void set(String subscript, String value);

  /// Forgets an element.
  void remove(String subscript);

  /// How many elements are set.
  int size();

  /// The subscripts that are in use, in the order in which bash shows them.
  List<String> keys();

  /// The elements, in the same order.
  List<String> values();

  /// The same elements, for another variable.
  ArrayValue copy();

  /// The subscript that a value without one means.
  default String first() {
    return "0";
  }
}
