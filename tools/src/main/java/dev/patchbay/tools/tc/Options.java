package dev.patchbay.tools.tc;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.ColorChoice;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.NetnsNames;
import org.jspecify.annotations.Nullable;

/// The words in front of the object: how to print and where. Set once, while they are read.
final class Options {
  private static final int STATUS = 255;

  /// The order in which `tc` compares a word with its options.
  private static final Keywords WORDS =
      new Keywords(
          "-stats",
          "-statistics",
          "-details",
          "-raw",
          "-pretty",
          "-graph",
          "-Version",
          "-iec",
          "-help",
          "-force",
          "-batch",
          "-netns",
          "-Numeric",
          "-names",
          "=-nm",
          "=-cf",
          "-conf",
          "-color",
          "-timestamp",
          "-tshort",
          "-json",
          "-oneline",
          "-brief");

  boolean statistics;
  boolean details;
  boolean raw;
  boolean pretty;
  boolean graph;
  boolean iec;
  boolean force;
  boolean timestamp;
  boolean brief;
  boolean shortTimestamp;
  boolean json;

  /// The file of commands, or null.
  @Nullable String batch;

  /// Where it works.
  Netns netns;

  private final Process process;
  private final ColorChoice color = new ColorChoice();
  private boolean oneline;

  private Options(Process process) {
    this.process = process;
    this.netns = process.netns();
  }

  /// Reads the options off `args`, up to the object. Prints the version and ends if asked for that.
  static Options read(Process process, Args args) throws FileException {
    Options options = new Options(process);
    while (args.hasNext()) {
      String word = args.next();
      if (!word.startsWith("-")) {
        args.back();
        break;
      }
      options.take(word, args);
    }
    return options;
  }

  private void take(String word, Args args) throws FileException {
    String keyword = ColorChoice.hasValue(word) ? "-color" : WORDS.find(word);
    if (keyword == null) {
      throw unknown(word);
    }
    switch (keyword) {
      case "-stats", "-statistics" -> statistics = true;
      case "-details" -> details = true;
      case "-raw" -> raw = true;
      case "-pretty" -> pretty = true;
      case "-graph" -> graph = true;
      case "-Version" -> version();
      case "-iec" -> iec = true;
      case "-help" -> throw Usage.of("tc", 0);
      case "-force" -> force = true;
      case "-batch" -> batch = value(args);
      case "-netns" -> {
        String name = args.hasNext() ? args.next() : "(null)";
        netns = NetnsNames.open(process, name, STATUS);
      }
      case "-cf", "-conf" -> value(args);
      case "-color" -> {
        if (!color.take(word)) {
          throw unknown(word);
        }
      }
      case "-timestamp" -> timestamp = true;
      case "-tshort" -> {
        timestamp = true;
        shortTimestamp = true;
      }
      case "-json" -> json = true;
      case "-oneline" -> oneline = true;
      case "-brief" -> brief = true;
      default -> {
        // Names and numbers of classes: there are no files of names.
      }
    }
  }

  private static String value(Args args) {
    if (!args.hasNext()) {
      throw Usage.of("tc", 0);
    }
    return args.next();
  }

  private static CommandException unknown(String word) {
    return new CommandException(STATUS, "Option \"" + word + "\" is unknown, try \"tc -help\".");
  }

  private void version() throws FileException {
    process.out().println("tc utility, iproute2-6.1.0, libbpf 1.1.2");
    throw new CommandException(0, "");
  }

  /// How `tc` prints with these options.
  Output.Options output() throws FileException {
    return new Output.Options(json, pretty, oneline, color.background(process, json));
  }
}
