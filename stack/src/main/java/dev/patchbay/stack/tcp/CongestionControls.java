package dev.patchbay.stack.tcp;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.List;

/// The congestion controls there are, and which of them everybody may choose on a machine
/// (`tcp_allowed_congestion_control`); root may choose any.
final class CongestionControls implements MachinePart {
  private static final Key<CongestionControls> KEY = new Key<>(machine -> new CongestionControls());
  private static final List<String> ALL = List.of(Reno.NAME, Cubic.NAME);
  private static final String ALLOWED = "tcp_allowed_congestion_control";

  private List<String> allowed = ALL;

  private CongestionControls() {}

  static CongestionControls of(Netns netns) {
    return netns.machine().part(KEY);
  }

  /// Adds the files; who may choose what is said in the initial namespace.
  static void add(Machine machine) {
    Sysctl<CongestionControls> all =
        Sysctl.readOnly("tcp_available_congestion_control", controls -> String.join(" ", ALL));
    machine
        .sysctls()
        .add(
            "net/ipv4",
            List.of(all, Sysctl.of(ALLOWED, CongestionControls::shown, CongestionControls::allow)),
            netns -> netns == machine.initialNetns() ? of(netns) : null);
    machine
        .sysctls()
        .add(
            "net/ipv4",
            List.of(all, Sysctl.readOnly(ALLOWED, CongestionControls::shown)),
            CongestionControls::of);
  }

  private String shown() {
    return String.join(" ", allowed);
  }

  private void allow(String text) throws FileException {
    List<String> names = List.of(text.strip().split("\\s+", -1));
    for (String name : names) {
      if (!exists(name)) {
        throw new FileException(Errno.ENOENT);
      }
    }
    allowed = ALL.stream().filter(names::contains).toList();
  }

  /// Whether everybody may choose it.
  boolean isAllowed(String name) {
    return allowed.contains(name);
  }

  static boolean exists(String name) {
    return ALL.contains(name);
  }

  /// A new one of that name, which exists.
  static CongestionControl make(String name) {
    return name.equals(Reno.NAME) ? new Reno() : new Cubic();
  }
}
