package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a flower asks of entries of the label stack (`mpls lse depth DEPTH …`).
final class LabelEntries {
  /// The deepest entry that can be asked for (`FLOW_DIS_MPLS_MAX`).
  private static final int DEEPEST = 7;

  /// A field of an entry, where it lies in that, and how many bits it has.
  private enum Field {
    LABEL("label", 12, 20),
    TC("tc", 9, 3),
    BOS("bos", 8, 1),
    TTL("ttl", 0, 8);

    private final String word;
    private final int shift;
    private final int bits;

    Field(String word, int shift, int bits) {
      this.word = word;
      this.shift = shift;
      this.bits = bits;
    }
  }

  private final Map<Integer, Map<Field, Long>> entries = new TreeMap<>();

  static boolean isTooDeep(FlowerKey key) {
    return key.where() == FlowerKey.Where.LABELS && key.at() > DEEPEST;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Reads what is behind `mpls`.
  void read(Args args) {
    while (args.accept("lse")) {
      readEntry(args);
    }
  }

  private void readEntry(Args args) {
    long depth = 0;
    Map<Field, Long> fields = new TreeMap<>();
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("depth")) {
        depth = number(word, args, 8);
        if (depth == 0) {
          throw Words.illegal(word);
        }
        continue;
      }
      Field field = field(word);
      if (field == null) {
        args.back();
        break;
      }
      fields.put(field, number(word, args, field.bits));
    }
    if (depth == 0) {
      throw Args.required("depth");
    }
    entries.computeIfAbsent((int) depth, d -> new TreeMap<>()).putAll(fields);
  }

  private static long number(String word, Args args, int bits) {
    OptionalLong number = Numbers.u32(args.next(), 10);
    if (number.isEmpty() || number.getAsLong() >>> bits != 0) {
      throw Words.illegal(word);
    }
    return number.getAsLong();
  }

  private static @Nullable Field field(String word) {
    for (Field field : Field.values()) {
      if (field.word.equals(word)) {
        return field;
      }
    }
    return null;
  }

  /// The keys that they come to. The first entry alone is asked for as it was before there were
  /// others.
  List<FlowerKey> keys() {
    List<FlowerKey> keys = new ArrayList<>();
    boolean firstAlone = entries.size() == 1 && entries.containsKey(1);
    entries.forEach((depth, fields) -> {
      if (firstAlone) {
        fields.forEach((field, value) -> keys.add(single(field, value)));
      } else {
        keys.add(entry(depth, fields));
      }
    });
    return keys;
  }

  private static FlowerKey single(Field field, long value) {
    return FlowerKey.exact(
        "mpls_" + field.word,
        FlowerKey.Where.NETWORK,
        0,
        4,
        value << field.shift,
        ((1L << field.bits) - 1) << field.shift,
        Long.toString(value));
  }

  private static FlowerKey entry(int depth, Map<Field, Long> fields) {
    int value = 0;
    int mask = 0;
    StringBuilder text = new StringBuilder("depth " + depth);
    for (Map.Entry<Field, Long> one : fields.entrySet()) {
      Field field = one.getKey();
      value |= (int) (one.getValue() << field.shift);
      mask |= (int) (((1L << field.bits) - 1) << field.shift);
      text.append(' ').append(field.word).append(' ').append(one.getValue());
    }
    return FlowerKey.entry(depth, value, mask, text.toString());
  }
}
