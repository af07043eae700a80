package dev.patchbay.tools.iproute;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a command calls a namespace: a name of `/run/netns`, a path to one, or a process that is in
/// it.
public final class NetnsNames {
  private NetnsNames() {}

  /// The namespace of this name, or at this path; null when there is none (`netns_get_fd`).
  public static @Nullable Netns find(Process process, String word) {
    Machine machine = process.machine();
    if (word.indexOf('/') < 0) {
      return machine.netns(word);
    }
    for (String folder : new String[] {"/run/netns/", "/var/run/netns/"}) {
      if (word.startsWith(folder)) {
        return machine.netns(word.substring(folder.length()));
      }
    }
    if (word.startsWith("/proc/") && word.endsWith("/ns/net")) {
      String pid = word.substring("/proc/".length(), word.length() - "/ns/net".length());
      return pid.equals("self") ? process.netns() : ofPid(machine, pid);
    }
    return null;
  }

  private static @Nullable Netns ofPid(Machine machine, String word) {
    OptionalLong pid = Numbers.integer(word, 10);
    Process process = pid.isPresent() ? machine.processes().find((int) pid.getAsLong()) : null;
    return process == null ? null : process.netns();
  }

  /// The namespace of this name; ends the command when there is none (`netns_switch`).
  public static Netns open(Process process, String word, int status) {
    Netns netns = find(process, word);
    if (netns == null) {
      throw new CommandException(
          status, "Cannot open network namespace \"" + word + "\": No such file or directory");
    }
    return netns;
  }
}
