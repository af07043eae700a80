package dev.patchbay.shell.tool;

import java.util.List;
import java.util.regex.Pattern;

/// Where `cp` and `mv` put their sources: in a directory, or at one place.
///
/// @param directory whether `path` is a directory that each source goes into
record Destination(List<String> sources, String path, boolean directory) {
  private static final Pattern SLASHES = Pattern.compile("/+$");

  static Destination of(Program program, Getopt.Parsed options) {
    List<String> operands = options.operands();
    String named = options.value("target-directory");
    if (operands.isEmpty()) {
      throw program.usage(1, "missing file operand");
    }
    if (named == null && operands.size() == 1) {
      throw program.usage(
          1, "missing destination file operand after '" + operands.getFirst() + "'");
    }
    String path = named == null ? operands.getLast() : named;
    List<String> sources = named == null ? operands.subList(0, operands.size() - 1) : operands;
    boolean directory = program.isDirectory(path) && !options.has("no-target-directory");
    if (!directory && (sources.size() > 1 || named != null)) {
      boolean exists = program.statusOf(path, true) != null;
      throw program.refusal(
          1,
          "target '" + path + "': " + (exists ? "Not a directory" : "No such file or directory"));
    }
    return new Destination(sources, path, directory);
  }

  /// The place of this source.
  String of(String source) {
    if (!directory) {
      return path;
    }
    String plain = SLASHES.matcher(source).replaceFirst("");
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    return path.endsWith("/") ? path + name : path + "/" + name;
  }
}
