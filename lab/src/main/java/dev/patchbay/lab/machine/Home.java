package dev.patchbay.lab.machine;

import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the first processes of a machine start.
///
/// @param files what they see: the machine's own `/proc /sys /dev /tmp /run`, and `/etc` as it has
///   changed it, with its own `hosts`, `resolv.conf` and `hostname`; the folder and the rest are
///   the host's, and every machine sees the same
/// @param folder where they start, their `HOME`
public record Home(Machine machine, Files files, String folder) {
  /// A process in the initial namespace that is nobody's child.
  public Process process(Descriptors descriptors) {
    return process(machine.initialNetns(), files, folder, descriptors);
  }

  /// As [#process(Descriptors)], elsewhere.
  public Process process(Netns netns, Files view, String start, Descriptors descriptors) {
    return machine.processes().first(netns, view, start, environment(start), descriptors);
  }

  private static Map<String, String> environment(String home) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", home);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TERM", "dumb");
    environment.put("COLUMNS", "200");
    environment.put("SHELL", "/bin/bash");
    environment.put("USER", "root");
    return environment;
  }
}
