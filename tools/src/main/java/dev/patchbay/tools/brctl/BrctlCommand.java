package dev.patchbay.tools.brctl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The commands of `brctl`, in the order of its help.
enum BrctlCommand {
  ADDBR(1, "<bridge>\t\tadd bridge"),
  DELBR(1, "<bridge>\t\tdelete bridge"),
  ADDIF(2, "<bridge> <device>\tadd interface to bridge"),
  DELIF(2, "<bridge> <device>\tdelete interface from bridge"),
  HAIRPIN(3, "<bridge> <port> {on|off}\tturn hairpin on/off"),
  SETAGEING(2, "<bridge> <time>\t\tset ageing time"),
  SETBRIDGEPRIO(2, "<bridge> <prio>\t\tset bridge priority"),
  SETFD(2, "<bridge> <time>\t\tset bridge forward delay"),
  SETHELLO(2, "<bridge> <time>\t\tset hello time"),
  SETMAXAGE(2, "<bridge> <time>\t\tset max message age"),
  SETPATHCOST(3, "<bridge> <port> <cost>\tset path cost"),
  SETPORTPRIO(3, "<bridge> <port> <prio>\tset port priority"),
  SHOW(0, "[ <bridge> ]\t\tshow a list of bridges"),
  SHOWMACS(1, "<bridge>\t\tshow a list of mac addrs"),
  SHOWSTP(1, "<bridge>\t\tshow bridge stp info"),
  STP(2, "<bridge> {on|off}\tturn stp on/off");

  private final String word = name().toLowerCase(Locale.ROOT);
  private final int leastWords;
  private final String help;

  BrctlCommand(int leastWords, String help) {
    this.leastWords = leastWords;
    this.help = help;
  }

  /// The command called so, or null.
  static @Nullable BrctlCommand of(String word) {
    for (BrctlCommand command : values()) {
      if (command.word.equals(word)) {
        return command;
      }
    }
    return null;
  }

  String word() {
    return word;
  }

  /// How many words have to come behind it.
  int leastWords() {
    return leastWords;
  }

  String help() {
    return help;
  }
}
