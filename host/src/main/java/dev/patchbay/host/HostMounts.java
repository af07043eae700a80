package dev.patchbay.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where the host's kernel shows itself as files: places that no script may reach.
final class HostMounts {
  /// File systems through which a kernel is asked and told, wherever they are mounted.
  private static final Set<String> KERNELS_OWN =
      Set.of(
          "proc",
          "sysfs",
          "devtmpfs",
          "devpts",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "configfs",
          "bpf",
          "nsfs",
          "pstore",
          "efivarfs",
          "fusectl",
          "mqueue",
          "binfmt_misc",
          "resctrl");

  private HostMounts() {}

  static List<Path> closed() throws IOException {
    List<Path> closed = new ArrayList<>();
    for (String name : List.of("/proc", "/sys", "/dev", "/run")) {
      closed.add(Path.of(name));
    }
    Path table = Path.of("/proc/self/mountinfo");
    if (Files.isReadable(table)) {
      for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
        addKernelsOwn(line, closed);
      }
    }
    return closed;
  }

  /// A line of `mountinfo`: `id parent device root POINT options [tags] - TYPE source options`
  /// (proc_pid_mountinfo(5)).
  private static void addKernelsOwn(String line, List<Path> closed) {
    String point = line.split(" ", 6)[4];
    String type = line.substring(line.indexOf(" - ") + 3).split(" ", 2)[0];
    if (KERNELS_OWN.contains(type) && closed.stream().noneMatch(Path.of(point)::startsWith)) {
      closed.add(Path.of(unescaped(point)));
    }
  }

  /// Blanks and backslashes are written as three octal digits.
  private static String unescaped(String point) {
    byte[] bytes = point.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean escape = bytes[i] == '\\' && i + 3 < bytes.length;
      bytes[length++] =
          escape ? (byte) Integer.parseInt(point.substring(i + 1, i + 4), 8) : bytes[i];
      i += escape ? 3 : 0;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
