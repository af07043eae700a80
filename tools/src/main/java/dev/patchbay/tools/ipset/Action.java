package dev.patchbay.tools.ipset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands, in the order in which words are tried as abbreviations of them.
enum Action {
  CREATE(2, "create", "new", "-N"),
  ADD(2, "add", "-A"),
  DEL(2, "del", "-D"),
  TEST(2, "test", "-T"),
  DESTROY(1, "destroy", "x", "-X"),
  LIST(1, "list", "-L"),
  SAVE(1, "save", "-S"),
  RESTORE(0, "restore", "-R"),
  FLUSH(1, "flush", "-F"),
  RENAME(2, "rename", "e", "-E"),
  SWAP(2, "swap", "w", "-W"),
  HELP(1, "help", "-h", "-H"),
  VERSION(0, "version", "-v", "-V"),
  QUIT(0, "quit");

  private final int arguments;
  private final String words;

  Action(int arguments, String... words) {
    this.arguments = arguments;
    this.words = String.join(" ", words);
  }

  /// How many words stand behind it: one may be missing, two may not.
  int arguments() {
    return arguments;
  }

  String word() {
    return words().getFirst();
  }

  private List<String> words() {
    return List.of(words.split(" ", -1));
  }

  /// The command that a word abbreviates, or null.
  static @Nullable Action find(String given) {
    String bare = given.startsWith("--") ? given.substring(2) : given;
    if (bare.isEmpty() || bare.equals("-")) {
      return null;
    }
    for (Action action : values()) {
      if (action.words().stream().anyMatch(word -> word.startsWith(bare))) {
        return action;
      }
    }
    return null;
  }
}
