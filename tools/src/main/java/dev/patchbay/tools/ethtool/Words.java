package dev.patchbay.tools.ethtool;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.Map;

/// The words behind the options that set something: each with the values it takes, as a pattern.
final class Words {
  private static final String NUMBER = "0[xX][0-9a-fA-F]+|[0-9]+";
  private static final String ON_OFF = "on|off";

  private static final Map<String, Map<String, String>> OF =
      Map.of(
          "-s",
          Map.ofEntries(
              Map.entry("speed", NUMBER),
              Map.entry("lanes", NUMBER),
              Map.entry("duplex", "half|full"),
              Map.entry("port", "tp|aui|bnc|mii|fibre|da"),
              Map.entry("mdix", "auto|on|off"),
              Map.entry("autoneg", ON_OFF),
              Map.entry("advertise", ".*"),
              Map.entry("phyad", NUMBER),
              Map.entry("wol", "[pumbagsfd]+"),
              Map.entry("sopass", ".*"),
              Map.entry("master-slave", ".*"),
              Map.entry("msglvl", ".*")),
          "--set-module",
          Map.of("power-mode-policy", "high|auto"),
          "-A",
          Map.of("autoneg", ON_OFF, "rx", ON_OFF, "tx", ON_OFF),
          "-L",
          Map.of("rx", NUMBER, "tx", NUMBER, "other", NUMBER, "combined", NUMBER),
          "-G",
          Map.of(
              "rx",
              NUMBER,
              "rx-mini",
              NUMBER,
              "rx-jumbo",
              NUMBER,
              "tx",
              NUMBER,
              "rx-buf-len",
              NUMBER,
              "cqe-size",
              NUMBER,
              "tx-push",
              ON_OFF));

  /// What the first word behind some options must be.
  private static final Map<String, String> FIRST =
      Map.of("-p", NUMBER, "-t", "online|offline|external_lb");

  private Words() {}

  /// Reads the words behind an option's device; ends the command at the first that is wrong.
  static void check(String option, Args args) {
    if (option.equals("-C") && args.hasNext() && !args.rest().getFirst().contains("-")) {
      throw unknown(option, args.next());
    }
    String only = FIRST.get(option);
    boolean isOther = only != null && args.hasNext() && !args.rest().getFirst().matches(only);
    if (isOther || (option.equals("-X") && !args.hasNext())) {
      throw new CommandException(
          1, "ethtool: bad command line argument(s)\nFor more information run ethtool -h");
    }
    Map<String, String> known = OF.get(option);
    int before = args.remaining();
    for (int i = 0; known != null && i < before; i += 2) {
      String word = args.rest().get(i);
      String values = known.get(word);
      if (values == null) {
        // msglvl goes on with names of messages.
        if (args.rest().contains("msglvl")) {
          return;
        }
        if (word.equals("xcvr") && option.equals("-s")) {
          throw wrong(option, "deprecated parameter 'xcvr' not supported by kernel");
        }
        throw unknown(option, word);
      }
      if (i + 1 == before) {
        throw wrong(option, "no value for parameter '" + word + "'");
      }
      value(option, word, args.rest().get(i + 1), values);
    }
  }

  private static void value(String option, String word, String value, String values) {
    if (value.matches(values)) {
      return;
    }
    if (word.equals("wol")) {
      throw wrong(
          option, "invalid char '" + value.charAt(0) + "' in '" + value + "' for parameter 'wol'");
    }
    throw wrong(option, "invalid value '" + value + "' for parameter '" + word + "'");
  }

  private static CommandException unknown(String option, String word) {
    return wrong(option, "unknown parameter '" + word + "'");
  }

  private static CommandException wrong(String option, String message) {
    return new CommandException(1, "ethtool (" + option + "): " + message);
  }
}
