package dev.patchbay.stack.tcp;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of one socket, the newest first (`md5sig_info`).
final class Md5Keys {
  private final List<Md5Key> keys = new ArrayList<>();

  Md5Keys() {}

  Md5Keys(Md5Key only) {
    keys.add(only);
  }

  List<Md5Key> all() {
    return List.copyOf(keys);
  }

  /// The key of the longest prefix that the address is in, or null (`tcp_md5_do_lookup`).
  @Nullable Md5Key find(Family family, long hi, long lo) {
    Md5Key best = null;
    for (int i = 0; i < keys.size(); i++) {
      Md5Key key = keys.get(i);
      Prefix of = key.addresses();
      boolean fits = of.family() == family && of.contains(hi, lo);
      if (fits && (best == null || of.length() > best.addresses().length())) {
        best = key;
      }
    }
    return best;
  }

  void put(Prefix addresses, byte[] secret) {
    keys.removeIf(key -> key.addresses().equals(addresses));
    keys.addFirst(new Md5Key(addresses, secret));
  }

  /// @throws SocketException `ENOENT` when there is none
  void remove(Prefix addresses) throws SocketException {
    if (!keys.removeIf(key -> key.addresses().equals(addresses))) {
      throw new SocketException(Errno.ENOENT);
    }
  }
}
