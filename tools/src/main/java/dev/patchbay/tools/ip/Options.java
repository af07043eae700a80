package dev.patchbay.tools.ip;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.ColorChoice;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.NetnsNames;
import org.jspecify.annotations.Nullable;

/// The words in front of the object: how to print, which family, where. Set once, while they are
/// read.
final class Options {
  /// The order in which `ip` compares a word with its options. `-4` and its like come behind
  /// `-family`.
  private static final Keywords WORDS =
      new Keywords(
          "-loops",
          "-family",
          "=-4",
          "=-6",
          "=-0",
          "=-M",
          "=-B",
          "-human-readable",
          "-iec",
          "-statistics",
          "-stats",
          "-details",
          "-resolve",
          "-oneline",
          "-timestamp",
          "-tshort",
          "-Version",
          "-force",
          "-batch",
          "-brief",
          "-json",
          "-pretty",
          "-rcvbuf",
          "-color",
          "-help",
          "-netns",
          "-Numeric",
          "-all",
          "=-echo");

  ProtocolFamily family = ProtocolFamily.UNSPEC;
  boolean human;
  boolean iec;
  int statistics;
  boolean details;
  boolean oneline;
  boolean timestamp;
  boolean shortTimestamp;
  boolean force;
  boolean brief;
  boolean json;
  boolean pretty;
  boolean numeric;
  boolean all;

  /// How often a flush may have to be repeated, as it was given.
  int loops = 10;

  /// The file of commands, or null.
  @Nullable String batch;

  /// Where it works.
  Netns netns;

  private final Process process;
  private final ColorChoice color = new ColorChoice();

  Options(Process process) {
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
    if (ColorChoice.hasValue(word)) {
      if (!color.take(word)) {
        throw unknown(word);
      }
      return;
    }
    String keyword = WORDS.find(word);
    if (keyword == null) {
      throw unknown(word);
    }
    switch (keyword) {
      case "-loops" -> loops = Atoi.of(value(args));
      case "-family" -> family(value(args));
      case "-4" -> family = ProtocolFamily.INET;
      case "-6" -> family = ProtocolFamily.INET6;
      case "-0" -> family = ProtocolFamily.LINK;
      case "-M" -> family = ProtocolFamily.MPLS;
      case "-B" -> family = ProtocolFamily.BRIDGE;
      case "-human-readable" -> human = true;
      case "-iec" -> iec = true;
      case "-statistics", "-stats" -> statistics++;
      case "-details" -> details = true;
      case "-oneline" -> oneline = true;
      case "-timestamp" -> timestamp = true;
      case "-tshort" -> {
        timestamp = true;
        shortTimestamp = true;
      }
      case "-Version" -> version();
      case "-force" -> force = true;
      case "-batch" -> batch = value(args);
      case "-brief" -> brief = true;
      case "-json" -> json = true;
      case "-pretty" -> pretty = true;
      case "-rcvbuf" -> receiveBuffer(value(args));
      case "-color" -> color.take(keyword);
      case "-help" -> throw Usage.of("ip");
      case "-netns" -> netns(args);
      case "-Numeric" -> numeric = true;
      case "-all" -> all = true;
      default -> {
        // -resolve and -echo change nothing: there is no name service, and nothing is sent back.
      }
    }
  }

  private static String value(Args args) {
    if (!args.hasNext()) {
      throw Usage.of("ip");
    }
    return args.next();
  }

  private static CommandException unknown(String word) {
    return new CommandException(255, "Option \"" + word + "\" is unknown, try \"ip -help\".");
  }

  private void family(String word) {
    if (word.equals("help")) {
      throw Usage.of("ip");
    }
    ProtocolFamily named = ProtocolFamily.of(word);
    if (named == null) {
      throw Args.invarg("invalid protocol family", word);
    }
    family = named;
  }

  private void version() throws FileException {
    process.out().println("ip utility, iproute2-6.1.0, libbpf 1.1.2");
    throw new CommandException(0, "");
  }

  private static void receiveBuffer(String size) {
    if (Numbers.u32(size, 0).isEmpty()) {
      throw new CommandException(255, "Invalid rcvbuf size '" + size + "'");
    }
  }

  private void netns(Args args) {
    String name = args.hasNext() ? args.next() : "(null)";
    netns = NetnsNames.open(process, name, 255);
  }

  /// How `ip` prints with these options.
  Output.Options output() throws FileException {
    return new Output.Options(json, pretty, oneline, color.background(process, json));
  }
}
