package dev.patchbay.tools.nettools;

import dev.patchbay.packet.Mac;
import org.jspecify.annotations.Nullable;

/// Ethernet addresses as net-tools reads them: bytes that are missing at the end are zero, what
/// comes behind the sixth is passed over.
final class EtherText {
  private static final int HEXADECIMAL = 16;

  private EtherText() {}

  /// The address, or null.
  static @Nullable Mac parse(String word) {
    if (!word.matches("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2})*:?")) {
      return null;
    }
    String[] groups = word.split(":", -1);
    long value = 0;
    for (int i = 0; i < Mac.BYTES; i++) {
      value =
          value << 8
              | (i < groups.length && !groups[i].isEmpty()
                  ? Long.parseLong(groups[i], HEXADECIMAL)
                  : 0);
    }
    return Mac.of(value);
  }
}
