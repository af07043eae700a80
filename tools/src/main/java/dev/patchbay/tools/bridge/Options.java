package dev.patchbay.tools.bridge;

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

  /// The order in which `bridge` compares a word with its options.
  private static final Keywords WORDS =
      new Keywords(
          "-help",
          "-Version",
          "-stats",
          "-statistics",
          "-details",
          "-oneline",
          "-timestamp",
          "-family",
          "=-4",
          "=-6",
          "-netns",
          "-color",
          "-compressvlans",
          "-force",
          "-json",
          "-pretty",
          "-batch");

  boolean statistics;
  boolean details;

  /// Whether VLANs that are alike are shown as a range.
  boolean compressed;

  boolean force;

  /// The file of commands, or null.
  @Nullable String batch;

  /// Where it works.
  Netns netns;

  private final Process process;
  private final ColorChoice color = new ColorChoice();
  boolean timestamp;
  private boolean oneline;
  private boolean json;
  private boolean pretty;

  private Options(Process process) {
    this.process = process;
    this.netns = process.netns();
  }

  /// Reads the options off `args`, up to the object. Prints the version and ends if asked for that.
  static Options read(Process process, Args args) throws FileException {
    Options options = new Options(process);
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("--")) {
        break;
      }
      if (!word.startsWith("-")) {
        args.back();
        break;
      }
      options.take(word.startsWith("--") ? word.substring(1) : word, args);
    }
    return options;
  }

  private void take(String word, Args args) throws FileException {
    String keyword = ColorChoice.hasValue(word) ? "-color" : WORDS.find(word);
    if (keyword == null) {
      throw unknown(word);
    }
    switch (keyword) {
      case "-help" -> throw Usage.of("bridge");
      case "-Version" -> version();
      case "-stats", "-statistics" -> statistics = true;
      case "-details" -> details = true;
      case "-oneline" -> oneline = true;
      case "-family" -> family(value(args));
      case "-netns" -> netns(args);
      case "-color" -> color(word);
      case "-force" -> force = true;
      case "-timestamp" -> timestamp = true;
      case "-json" -> json = true;
      case "-pretty" -> pretty = true;
      case "-batch" -> batch = value(args);
      case "-compressvlans" -> compressed = true;
      default -> {
        // -4 and -6 are for the addresses of tunnels.
      }
    }
  }

  private static String value(Args args) {
    if (!args.hasNext()) {
      throw Usage.of("bridge");
    }
    return args.next();
  }

  private static CommandException unknown(String word) {
    return new CommandException(STATUS, "Option \"" + word + "\" is unknown, try \"bridge help\".");
  }

  private void netns(Args args) {
    String name = args.hasNext() ? args.next() : "(null)";
    netns = NetnsNames.open(process, name, STATUS);
  }

  private void color(String word) {
    if (!color.take(word)) {
      throw unknown(word);
    }
  }

  private static void family(String word) {
    if (!word.equals("inet") && !word.equals("inet6")) {
      throw Args.invarg("invalid protocol family", word);
    }
  }

  private void version() throws FileException {
    process.out().println("bridge utility, 6.1.0");
    throw new CommandException(0, "");
  }

  /// How `bridge` prints with these options.
  Output.Options output() throws FileException {
    return new Output.Options(json, pretty, oneline, color.background(process, json));
  }
}
