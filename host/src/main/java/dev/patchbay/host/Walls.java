package dev.patchbay.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Namespaces in which programs of the host see nothing of its network and cannot get back to it.
///
/// One process holds them while the lab lives (`walls.sh`, see there what is covered), and every
/// program enters them: its own network namespace is empty, `/sys`, `/dev`, `/run` and `/tmp` are
/// not the host's, `/proc` shows only what runs behind the walls, files can be written in the
/// current folder only, no privilege can be gained, and all capabilities are gone except, for root
/// itself, those over files. When the lab's process ends, however it ends, the holder's input ends,
/// and with it every program.
///
/// Entering takes `setsid`, `nsenter`, `setpriv`, `sh` and `env`, which replace each other: about
/// five milliseconds.
final class Walls implements Confinement {
  private static final long MOST_MILLIS_TO_END = 2000;

  private final Process holder;
  private final List<String> entry;

  private Walls(Process holder, List<String> entry) {
    this.holder = holder;
    this.entry = entry;
  }

  /// Builds the walls around `folder`, as root or as any user who may make user namespaces.
  ///
  /// @throws IOException what stands in the way
  static Walls build(PrivateFolder own, Path folder) throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (root) {
      try {
        return build(own, folder, false);
      } catch (IOException e) {
        // Root without CAP_SYS_ADMIN, as in a container, is a user like any other.
        return build(own, folder, true);
      }
    }
    return build(own, folder, true);
  }

  /// As [#build(PrivateFolder, Path)], with a user namespace or without.
  static Walls build(PrivateFolder own, Path folder, boolean asUser) throws IOException {
    List<String> check = new ArrayList<>(privileges(asUser));
    check.add("true");
    List<String> words = new ArrayList<>();
    // Ctrl-C at a terminal is for the lab to hand on.
    words.add(SystemTools.find("setsid"));
    words.add(SystemTools.find("unshare"));
    if (asUser) {
      words.add("--map-root-user");
    }
    words.addAll(List.of("--net", "--mount", "--pid", "--fork", "--kill-child", "sh"));
    words.addAll(List.of(own.path("walls.sh").toString(), own.toString(), folder.toString()));
    words.add(Path.of(SystemTools.find("mount")).toRealPath().toString());
    words.addAll(check);
    Process holder = SystemTools.builder(words).redirectErrorStream(true).start();
    try {
      return new Walls(holder, entry(awaitReady(holder), asUser));
    } catch (IOException e) {
      end(holder);
      throw e;
    }
  }

  /// The holder's pid. Whatever it says before it is ready is a tool's complaint, of interest when
  /// it does not get ready.
  private static String awaitReady(Process holder) throws IOException {
    BufferedReader reader = holder.inputReader(StandardCharsets.UTF_8);
    String complaint = "unshare ended";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
      complaint = line;
    }
    throw new IOException(complaint);
  }

  private static List<String> entry(String pid, boolean asUser) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(SystemTools.find("setsid"));
    words.addAll(
        List.of(SystemTools.find("nsenter"), "--target", pid, "--net", "--mount", "--pid"));
    if (asUser) {
      words.addAll(List.of("--user", "--preserve-credentials"));
    }
    words.addAll(privileges(asUser));
    words.addAll(
        List.of("sh", "-c", "cd \"$1\" 2>/dev/null || cd /; shift; exec env -i \"$@\"", "sh"));
    return words;
  }

  /// Gives up what could undo the walls. Root keeps its way with files, which the mounts bound.
  private static List<String> privileges(boolean asUser) throws IOException {
    String kept = asUser ? "-all" : "-all,+chown,+dac_override,+fowner";
    return List.of(
        SystemTools.find("setpriv"),
        "--no-new-privs",
        "--bounding-set=" + kept,
        "--inh-caps=-all",
        "--ambient-caps=-all",
        "--pdeathsig=KILL");
  }

  @Override
  public ProcessBuilder confine(
      List<String> words, String folder, Map<String, String> environment) {
    List<String> all = new ArrayList<>(entry);
    all.add(folder);
    environment.forEach((name, value) -> {
      boolean path = name.equals("PATH");
      all.add(name + "=" + (path ? PrivateFolder.INSIDE + "/bin:" : "") + value);
    });
    all.addAll(words);
    return SystemTools.builder(all);
  }

  @Override
  public String nameOf(Path copy) {
    return PrivateFolder.INSIDE + "/" + copy.subpath(copy.getNameCount() - 3, copy.getNameCount());
  }

  @Override
  public boolean hasOwnTmp() {
    return true;
  }

  @Override
  public void close() {
    end(holder);
  }

  private static void end(Process holder) {
    try {
      holder.getOutputStream().close();
      if (!holder.waitFor(Duration.ofMillis(MOST_MILLIS_TO_END))) {
        holder.destroyForcibly();
      }
    } catch (IOException e) {
      holder.destroyForcibly();
    } catch (InterruptedException e) {
      holder.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
