package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a program works out, numbered: what is worked out in the same way of the same has the same
/// number, so it need not be worked out twice.
final class Values {
  /// Not known.
  static final int UNKNOWN = 0;

  private record Key(int code, int first, int second) {}

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<@Nullable Integer> constants = new ArrayList<>();

  Values() {
    constants.add(null);
  }

  /// The number of what an instruction makes of two things.
  int of(int code, int first, int second) {
    Key key = new Key(code, first, second);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    int number = constants.size();
    constants.add(code == (Bpf.LD | Bpf.IMM) ? first : null);
    numbers.put(key, number);
    return number;
  }

  /// The number of a constant.
  int ofConstant(int constant) {
    return of(Bpf.LD | Bpf.IMM, constant, 0);
  }

  boolean isConstant(int number) {
    return constants.get(number) != null;
  }

  /// The constant of that number.
  int constant(int number) {
    Integer constant = constants.get(number);
    return constant == null ? 0 : constant;
  }
}
