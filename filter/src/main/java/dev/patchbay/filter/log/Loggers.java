package dev.patchbay.filter.log;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who logs the packets of each protocol family for those that do not say by whom
/// (`net.netfilter.nf_log`; net/netfilter/nf_log.c).
public final class Loggers implements NetnsPart {
  private static final Key<Loggers> KEY = new Key<>(Loggers::new);
  private static final String MODULE = "nf_log_syslog";
  private static final String NOBODY = "NONE";

  /// How many families there can be (`NFPROTO_NUMPROTO`).
  private static final int FAMILIES = 11;

  /// Those that the module can log.
  private static final Map<Integer, String> NAMES =
      Map.of(
          2,
          "nf_log_ipv4",
          3,
          "nf_log_arp",
          5,
          "nf_log_netdev",
          7,
          "nf_log_bridge",
          10,
          "nf_log_ipv6");

  private final Netns netns;

  /// What has been written, by family.
  private final @Nullable String[] chosen = new String[FAMILIES];

  private Loggers(Netns netns) {
    this.netns = netns;
  }

  /// The files of every namespace.
  static void load(Machine machine) {
    List<Sysctl<Loggers>> files = new ArrayList<>();
    for (int i = 0; i < FAMILIES; i++) {
      int family = i;
      files.add(
          Sysctl.of(
              Integer.toString(family),
              loggers -> loggers.logger(family),
              (loggers, name) -> loggers.choose(family, name.strip())));
    }
    machine.sysctls().add("net/netfilter/nf_log", files, netns -> netns.part(KEY));
    machine
        .procFiles()
        .addNetDirectory(
            "netfilter", netns -> List.of("nf_log"), (netns, file) -> netns.part(KEY).listing());
  }

  private String available(int family) {
    String name = NAMES.get(family);
    return name == null || !netns.machine().modules().isLoaded(MODULE) ? "" : name;
  }

  /// Whether somebody in the namespace logs packets of the family.
  public static boolean log(Netns netns, Family family) {
    int number = family == Family.IPV4 ? 2 : 10;
    return !netns.part(KEY).logger(number).equals(NOBODY);
  }

  private String logger(int family) {
    String own = chosen[family];
    String usual = available(family);
    return own != null ? own : usual.isEmpty() ? NOBODY : usual;
  }

  private void choose(int family, String name) throws FileException {
    if (!name.equals(NOBODY) && !name.equals(available(family))) {
      throw new FileException(Errno.ENOENT);
    }
    chosen[family] = name;
  }

  private String listing() {
    StringBuilder text = new StringBuilder();
    for (int family = 0; family < FAMILIES; family++) {
      text.append("%2d %s (%s)\n".formatted(family, logger(family), available(family)));
    }
    return text.toString();
  }
}
