package dev.patchbay.stack.socket;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which ports of a namespace are for whom: the range from which the kernel chooses, those it
/// leaves out, those that only root may take (`ip_local_port_range`, `ip_local_reserved_ports`,
/// `ip_unprivileged_port_start`).
public final class LocalPorts implements NetnsPart {
  private static final Key<LocalPorts> KEY = new Key<>(netns -> new LocalPorts());
  private static final int MOST = 0xffff;

  private int low = 32_768;
  private int high = 60_999;
  private int unprivilegedStart = 1024;
  private final BitSet reserved = new BitSet(0);

  private LocalPorts() {}

  /// The ports of the namespace.
  public static LocalPorts of(Netns netns) {
    return netns.part(KEY);
  }

  /// The first port that the kernel may choose.
  public int low() {
    return low;
  }

  /// The last port that the kernel may choose.
  public int high() {
    return high;
  }

  /// Whether the kernel never chooses the port.
  public boolean isReserved(int port) {
    return reserved.get(port);
  }

  /// Whether only root may take the port.
  public boolean isPrivileged(int port) {
    return port < unprivilegedStart;
  }

  static void add(Machine machine) {
    List<Sysctl<LocalPorts>> files =
        List.of(
            Sysctl.of("ip_local_port_range", p -> p.low + "\t" + p.high, LocalPorts::writeRange),
            Sysctl.of("ip_local_reserved_ports", LocalPorts::reserved, LocalPorts::writeReserved),
            Sysctl.of(
                "ip_unprivileged_port_start",
                p -> Integer.toString(p.unprivilegedStart),
                LocalPorts::writeUnprivileged));
    machine.sysctls().add("net/ipv4", files, LocalPorts::of);
  }

  /// `ipv4_local_port_range`: one number changes the first only.
  private void writeRange(String text) throws FileException {
    String[] words = text.strip().split("\\s+", 3);
    int first = Sysctl.parse(words[0], 1, MOST);
    int last = words.length < 2 ? high : Sysctl.parse(words[1], 1, MOST);
    if (words.length > 2 || last < first || first < unprivilegedStart) {
      throw new FileException(Errno.EINVAL);
    }
    low = first;
    high = last;
  }

  private void writeUnprivileged(String text) throws FileException {
    int start = Sysctl.parse(text, 0, MOST);
    if (low < start) {
      throw new FileException(Errno.EINVAL);
    }
    unprivilegedStart = start;
  }

  /// `proc_do_large_bitmap`: numbers and ranges with commas between them.
  private String reserved() {
    List<String> parts = new ArrayList<>();
    int from = reserved.nextSetBit(0);
    while (from >= 0) {
      int to = reserved.nextClearBit(from);
      parts.add(to - from == 1 ? Integer.toString(from) : from + "-" + (to - 1));
      from = reserved.nextSetBit(to);
    }
    return String.join(",", parts);
  }

  private void writeReserved(String text) throws FileException {
    BitSet ports = new BitSet();
    for (String part : text.strip().split(",", -1)) {
      if (!part.isEmpty()) {
        addRange(ports, part.split("-", 2));
      }
    }
    reserved.clear();
    reserved.or(ports);
  }

  private static void addRange(BitSet ports, String[] ends) throws FileException {
    int from = Sysctl.parse(ends[0], 0, MOST);
    int to = ends.length < 2 ? from : Sysctl.parse(ends[1], 0, MOST);
    if (to < from) {
      throw new FileException(Errno.EINVAL);
    }
    ports.set(from, to + 1);
  }
}
