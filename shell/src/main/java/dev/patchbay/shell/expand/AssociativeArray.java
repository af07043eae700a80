package dev.patchbay.shell.expand;

import dev.patchbay.shell.text.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// An array whose subscripts are texts. Its order is that of bash's hash table, the FNV-1 hash of
/// the subscript, which scripts show.
public final class AssociativeArray implements ArrayValue {
  private static final int BUCKETS = 1024;
  private static final int GROWTH = 4;

  /// A table grows when it has so many entries a bucket.
  private static final int FULL = 2;

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 16777619;

  private final SequencedMap<String, String> elements;

  public AssociativeArray() {
    this(new LinkedHashMap<>());
  }

  private AssociativeArray(SequencedMap<String, String> elements) {
    this.elements = elements;
  }

  @Override
  public @Nullable String get(String subscript) {
    return elements.get(subscript);
  }

  @Override
  public void set(String subscript, String value) {
    elements.put(subscript, value);
  }

  @Override
  public void remove(String subscript) {
    elements.remove(subscript);
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public List<String> keys() {
    List<String> keys = new ArrayList<>(elements.sequencedKeySet().reversed());
    int mask = buckets() - 1;
    Map<String, Integer> bucket = LinkedHashMap.newLinkedHashMap(keys.size());
    keys.forEach(key -> bucket.put(key, hash(key) & mask));
    keys.sort(Comparator.comparing(bucket::get));
    return keys;
  }

  private int buckets() {
    int buckets = BUCKETS;
    while (elements.size() > buckets * FULL) {
      buckets *= GROWTH;
    }
    return buckets;
  }

  private static int hash(String key) {
    int hash = FNV_OFFSET;
    for (byte b : Bytes.encode(key)) {
      hash *= FNV_PRIME;
      hash ^= b;
    }
    return hash;
  }

  @Override
  public List<String> values() {
    return keys().stream().map(key -> elements.getOrDefault(key, "")).toList();
  }

  @Override
  public ArrayValue copy() {
    return new AssociativeArray(new LinkedHashMap<>(elements));
  }
}
