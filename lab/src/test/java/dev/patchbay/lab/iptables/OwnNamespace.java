package dev.patchbay.lab.iptables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A user and network namespace of the host that lives as long as this object: its rules are nobody
/// else's.
final class OwnNamespace implements AutoCloseable {
  private static final int LIFE_SECONDS = 60;

  private final Process holder;

  private OwnNamespace(Process holder) {
    this.holder = holder;
  }

  /// A new one, or null where the host has no programs for it or forbids it.
  static @Nullable OwnNamespace openIfPossible() {
    try {
      String hold = "echo ready; exec sleep " + LIFE_SECONDS;
      Process holder = new ProcessBuilder("unshare", "-rn", "sh", "-c", hold).start();
      byte[] ready = holder.getInputStream().readNBytes(6);
      return ready.length == 6 ? new OwnNamespace(holder) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /// What stands in front of a program that runs in it.
  String[] prefix() {
    return new String[] {
      "nsenter", "--preserve-credentials", "-U", "-n", "-t", Long.toString(holder.pid())
    };
  }

  /// Whether the program runs here and succeeds.
  boolean runs(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(prefix()));
    all.addAll(List.of(words));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    holder.destroy();
  }
}
