package dev.patchbay.filter.match;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import java.util.LinkedHashMap;
import java.util.List;

/// The lists of a namespace by name.
final class RecentLists implements NetnsPart {
  static final Key<RecentLists> KEY = new Key<>(netns -> new RecentLists());

  private final LinkedHashMap<String, RecentList> lists = new LinkedHashMap<>();

  RecentList attach(String name, int hits) {
    RecentList list = lists.computeIfAbsent(name, n -> new RecentList());
    list.attach(hits);
    return list;
  }

  void detach(String name, RecentList list) {
    if (list.detach()) {
      lists.remove(name);
    }
  }

  /// Puts the lists of each namespace under `/proc/net/xt_recent`.
  static void show(Machine machine) {
    machine
        .procFiles()
        .addNetDirectory(
            "xt_recent",
            netns -> List.copyOf(netns.part(KEY).lists.sequencedKeySet()),
            (netns, name) -> {
              RecentList list = netns.part(KEY).lists.get(name);
              return list == null ? null : list.text();
            },
            RecentLists::write);
  }

  /// `+ADDRESS`, `-ADDRESS`, or `/` for all (`recent_mt_proc_write`).
  private static void write(Netns netns, String name, String text) throws FileException {
    RecentList list = netns.part(KEY).lists.get(name);
    String word = text.strip();
    if (list == null || word.isEmpty()) {
      throw new FileException(Errno.EINVAL);
    }
    if (word.equals("/")) {
      list.clear();
      return;
    }
    char sign = word.charAt(0);
    Ip address = Ip.parse(word.substring(1));
    if (sign != '+' && sign != '-') {
      netns.machine().log().print("xt_recent: Need \"+ip\", \"-ip\" or \"/\"");
      throw new FileException(Errno.EINVAL);
    }
    if (address == null) {
      netns.machine().log().print("xt_recent: illegal address written to procfs");
      throw new FileException(Errno.EINVAL);
    }
    list.write(sign == '+', address, netns.world().loop().now());
  }
}
