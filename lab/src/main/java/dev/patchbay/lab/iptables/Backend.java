package dev.patchbay.lab.iptables;

import dev.patchbay.lab.Ran;
import java.io.IOException;
import java.util.List;

/// Where the programs of the suite run: `iptables` and `ip6tables`, each with `-save` and
/// `-restore`.
public interface Backend {
  /// Runs the program to its end.
  ///
  /// @param words its name and arguments
  /// @param input what it reads on standard input
  /// @throws IOException when it cannot be run
  Ran run(List<String> words, String input) throws IOException;
}
