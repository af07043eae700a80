package dev.patchbay.shell.expand;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An array whose subscripts are numbers from 0, with gaps.
public final class IndexedArray implements ArrayValue {
  private final NavigableMap<Long, String> elements;

  public IndexedArray() {
    this(new TreeMap<>());
  }

  private IndexedArray(NavigableMap<Long, String> elements) {
    this.elements = elements;
  }

  /// These values from subscript 0 on.
  public static IndexedArray of(List<String> values) {
    IndexedArray array = new IndexedArray();
    values.forEach(array::append);
    return array;
  }

  /// Sets the element behind the last one.
  public void append(String value) {
    elements.put(end(), value);
  }

  /// One more than the largest subscript.
  public long end() {
    return elements.isEmpty() ? 0 : elements.lastKey() + 1;
  }

  /// Sets an element.
  public void set(long subscript, String value) {
    elements.put(subscript, value);
  }

  @Override
  public @Nullable String get(String subscript) {
    return elements.get(Long.valueOf(subscript));
  }

  @Override
  public void set(String subscript, String value) {
    elements.put(Long.valueOf(subscript), value);
  }

  @Override
  public void remove(String subscript) {
    elements.remove(Long.valueOf(subscript));
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public List<String> keys() {
    return elements.keySet().stream().map(String::valueOf).toList();
  }

  @Override
  public List<String> values() {
    return List.copyOf(elements.values());
  }

  @Override
  public ArrayValue copy() {
    return new IndexedArray(new TreeMap<>(elements));
  }
}
