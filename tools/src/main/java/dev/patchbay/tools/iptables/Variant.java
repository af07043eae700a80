package dev.patchbay.tools.iptables;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Family;

/// Which of the programs runs: what it calls itself, its family, and which back end its version
/// names.
///
/// @param name as messages begin: `iptables`, `ip6tables-restore`
/// @param backEnd `legacy` or `nf_tables`
record Variant(String name, Family family, String backEnd) {
  static final String VERSION = "1.8.9";
  private static final int PARAMETER = 2;
  private static final int WRONG_VERSION = 3;

  static Variant legacy(Family family, String suffix) {
    return new Variant(base(family) + suffix, family, "legacy");
  }

  static Variant nft(Family family, String suffix) {
    String name = suffix.isEmpty() ? base(family) : base(family) + "-nft" + suffix;
    return new Variant(name, family, "nf_tables");
  }

  /// What is told of a table that there is not.
  Refusal noTable(String table) {
    String text =
        backEnd.equals("legacy")
            ? "can't initialize "
                + base()
                + " table `"
                + table
                + "': Table does not exist (do you need to insmod?)"
            : "table '" + table + "' does not exist";
    return new Refusal(Refusal.Problem.VERSION, text);
  }

  private static String base(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  /// The program without `-save` or `-restore`.
  String base() {
    return base(family);
  }

  /// `iptables v1.8.9 (legacy)`
  String version() {
    return name + " v" + backEndVersion();
  }

  /// `1.8.9 (legacy)`
  String backEndVersion() {
    return VERSION + " (" + backEnd + ")";
  }

  /// How a refusal ends the program.
  ///
  /// @param line of the input it came from, or -1
  CommandException end(Refusal refusal, int line) {
    String text = version() + ": " + refusal.message();
    return switch (refusal.problem()) {
      case OTHER -> new CommandException(1, text);
      case PARAMETER -> new CommandException(PARAMETER, text + "\n" + hint(line));
      case VERSION ->
          new CommandException(
              WRONG_VERSION, text + "\nPerhaps " + name + " or your kernel needs to be upgraded.");
    };
  }

  /// Ends with a message of its own form, and the hint.
  CommandException tryHelp(String message, int line) {
    return new CommandException(PARAMETER, message + hint(line));
  }

  private String hint(int line) {
    String where = line < 0 ? "" : "Error occurred at line: " + line + "\n";
    return where + "Try `" + name + " -h' or '" + name + " --help' for more information.";
  }
}
