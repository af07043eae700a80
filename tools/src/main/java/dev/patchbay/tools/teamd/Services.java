package dev.patchbay.tools.teamd;

import dev.patchbay.core.MachinePart;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The daemons of a machine that can be spoken with, by the path of their socket.
public final class Services implements MachinePart {
  /// Where a machine's services are found.
  public static final Key<Services> KEY = new Key<>(machine -> new Services());

  private final Map<String, Service> listening = new LinkedHashMap<>();

  private Services() {}

  /// The daemon that listens for the device of that name, or null.
  public @Nullable Service find(String device) {
    return listening.get(path(device));
  }

  void add(String device, Service daemon) {
    listening.put(path(device), daemon);
  }

  void remove(String device, Service daemon) {
    listening.remove(path(device), daemon);
  }

  static String path(String device) {
    return RunFiles.DIRECTORY + device + ".sock";
  }
}
