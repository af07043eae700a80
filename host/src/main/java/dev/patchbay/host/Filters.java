package dev.patchbay.host;

import dev.patchbay.core.text.CommandException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What runs where the system allows no namespaces: text filters that are known to do nothing but
/// read and print, from the system's own folders, and with no argument that could lead to the
/// host's kernel. In doubt they do not run.
final class Filters implements Confinement {
  private static final List<String> READERS =
      List.of(
          """
          base32 base64 bc cat cksum cmp column comm cut diff egrep expand expr factor fgrep fmt fold grep head hexdump join jq
          md5sum nl numfmt od paste rev seq sha1sum sha256sum sha512sum sort sum tac tail tr tsort unexpand wc\
          """
              .split("\\s+", -1));

  private static final List<String> KERNELS = List.of("/proc", "/sys", "/dev/net");

  private static final String AWK_OPTIONS =
      "-[^-]*[dopDliE].*|--(dump|pretty|profile|debug|load|include|exec).*";
  private static final List<String> AWK_SCRIPTS =
      List.of(
          "BEGIN { exit }",
          "BEGIN { system(\"true\") }",
          "BEGIN { \"true\" | getline }",
          "BEGIN { getline < \"/dev/null\" }",
          "BEGIN { print > \"/dev/null\" }");

  /// Their second file is written.
  private static final Set<String> ONE_FILE = Set.of("uniq", "xxd");

  /// Options that write files or run programs.
  private static final Map<String, String> DANGEROUS =
      Map.of(
          "sort",
          "-[^-]*[oT].*|--(o|co|t|files).*",
          "sed",
          "-[^-]*i.*|--i.*",
          "awk",
          AWK_OPTIONS,
          "gawk",
          AWK_OPTIONS);

  /// Programs in a language that can start programs, unless this option is understood and meant:
  /// then the first script of [#SCRIPTS] runs and none of the others does.
  private static final String SANDBOX = "--sandbox";

  private static final Map<String, List<String>> SCRIPTS =
      Map.of(
          "sed", List.of("p", "1e true", "1w /dev/null", "1r /dev/null"),
          "awk", AWK_SCRIPTS,
          "gawk", AWK_SCRIPTS);

  private final String reason;
  private final Map<String, Boolean> sandboxed = new LinkedHashMap<>();

  /// `reason` is why there are no walls.
  Filters(String reason) {
    this.reason = reason;
  }

  @Override
  public ProcessBuilder confine(
      List<String> words, String folder, Map<String, String> environment) {
    String name = NetworkCommands.name(words.getFirst());
    List<String> arguments = words.subList(1, words.size());
    for (String argument : arguments) {
      if (leadsToKernel(argument, folder)) {
        throw refused(name, "could reach the host's kernel with " + argument);
      }
    }
    if (!isHarmless(name, arguments)) {
      throw refused(name, "could do more than read and print");
    }
    List<String> all = new ArrayList<>();
    all.add(systemProgram(name));
    if (SCRIPTS.containsKey(name)) {
      all.add(SANDBOX);
    }
    all.addAll(arguments);
    ProcessBuilder builder = SystemTools.builder(all).directory(directory(folder));
    builder.environment().putAll(environment);
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("LD_") || key.startsWith("GCONV"));
    return builder;
  }

  /// The root where the folder is one of the lab's own.
  private static File directory(String folder) {
    boolean there = Files.isDirectory(Path.of(folder)) && !leadsToKernel(folder, "/");
    return new File(there ? folder : "/");
  }

  private CommandException refused(String name, String why) {
    return new CommandException(
        126,
        "patchbay: %s: not run: it %s, and the system allows no namespaces (%s)"
            .formatted(name, why, reason));
  }

  private String systemProgram(String name) {
    try {
      return SystemTools.find(name);
    } catch (IOException e) {
      throw refused(name, "is not one of the system's own text filters");
    }
  }

  private boolean isHarmless(String name, List<String> arguments) {
    String dangerous = DANGEROUS.get(name);
    if (dangerous != null && arguments.stream().anyMatch(each -> each.matches(dangerous))) {
      return false;
    }
    if (ONE_FILE.contains(name)) {
      // A number is an option's value.
      return arguments.stream().filter(each -> !each.matches("-.+|[0-9]+")).count() <= 1;
    }
    return READERS.contains(name) || isSandboxed(name);
  }

  private boolean isSandboxed(String name) {
    List<String> scripts = SCRIPTS.get(name);
    return scripts != null && sandboxed.computeIfAbsent(name, key -> staysInside(key, scripts));
  }

  private boolean staysInside(String name, List<String> scripts) {
    String program = systemProgram(name);
    return runs(program, scripts.getFirst())
        && scripts.stream().skip(1).noneMatch(script -> runs(program, script));
  }

  private static boolean runs(String program, String script) {
    try {
      Process process =
          SystemTools.builder(List.of(program, SANDBOX, script))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Whether it could name a file of the kernel's: as it stands, glued to an option, or through
  /// links and `..`.
  private static boolean leadsToKernel(String argument, String folder) {
    String value = argument.substring(argument.indexOf('=') + 1);
    return KERNELS.stream()
        .anyMatch(each ->
            (argument + "/").contains(each + "/")
                || real(folder, argument).startsWith(each)
                || real(folder, value).startsWith(each));
  }

  private static Path real(String folder, String argument) {
    Path from = Path.of(folder);
    try {
      Path path = from.resolve(argument);
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? path.toRealPath() : path.normalize();
    } catch (IOException | InvalidPathException e) {
      return from;
    }
  }

  @Override
  public String nameOf(Path copy) {
    return copy.toString();
  }

  @Override
  public boolean hasOwnTmp() {
    return false;
  }

  @Override
  public void close() {}
}
