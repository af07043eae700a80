package dev.patchbay.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the system's own programs, whatever the `PATH` of a script says.
final class SystemTools {
  static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

  /// [#FOLDERS] as a `PATH`.
  static final String PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

  private SystemTools() {}

  /// The absolute path of a tool.
  static String find(String name) throws IOException {
    Path found = look(name);
    if (found == null) {
      throw new IOException("there is no " + name);
    }
    return found.toString();
  }

  /// As [#find]; null when there is none.
  static @Nullable Path look(String name) {
    for (Path folder : FOLDERS) {
      if (Files.isExecutable(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    return null;
  }

  /// The names of all programs in the system's folders and in those on this process's `PATH`.
  static Set<String> installed() {
    Set<String> folders = new LinkedHashSet<>(List.of("/usr/local/bin", "/usr/local/sbin"));
    FOLDERS.forEach(folder -> folders.add(folder.toString()));
    folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
    Set<String> names = new HashSet<>();
    for (String folder : folders) {
      String[] here = new File(folder).list();
      names.addAll(here == null ? List.of() : List.of(here));
    }
    return names;
  }

  /// Something to start, with nothing of this process's environment but the tools' `PATH`: a
  /// script's `LD_PRELOAD` must not work before the walls stand.
  static ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    return builder;
  }
}
