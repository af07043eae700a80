package dev.patchbay.trace.print;

import dev.patchbay.packet.Ip;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Where TCP connections began that were seen: a sequence number is shown as what has passed since.
final class TcpConversations {
  /// How many are remembered; beyond, the oldest is forgotten.
  private static final int LIMIT = 65_536;

  /// A connection, named from its end with the lower port.
  record Ends(Ip low, Ip high, int lowPort, int highPort) {}

  /// The sequence numbers of both ends when it was first seen.
  record Start(int low, int high) {}

  private final LinkedHashMap<Ends, Start> starts = new LinkedHashMap<>();

  @Nullable Start find(Ends ends) {
    return starts.get(ends);
  }

  void begin(Ends ends, Start start) {
    starts.put(ends, start);
    if (starts.size() > LIMIT) {
      starts.pollFirstEntry();
    }
  }
}
