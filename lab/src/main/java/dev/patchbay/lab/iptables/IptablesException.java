package dev.patchbay.lab.iptables;

import dev.patchbay.lab.Ran;
import java.io.IOException;
import java.util.List;

/// The program refused: with which exit status, and in which words.
public final class IptablesException extends IOException {
  private static final long serialVersionUID = 1L;

  /// What the programs say of a table, chain, rule, match or target that is not there.
  private static final List<String> NOT_THERE =
      List.of(
          "Bad rule (does a matching rule exist in that chain?).",
          "No chain/target/match by that name.",
          "No such file or directory",
          "does not exist");

  private final int status;
  private final String error;

  IptablesException(List<String> words, Ran ran) {
    super(String.join(" ", words) + ": exit status " + ran.status() + ": " + ran.err().strip());
    status = ran.status();
    error = ran.err();
  }

  /// The exit status: 1 a refusal, 2 wrong words, 3 a wrong version, 4 somebody else held the lock.
  public int status() {
    return status;
  }

  /// What the program printed on standard error.
  public String error() {
    return error;
  }

  /// Whether the table, the chain, the rule, or what the rule names, is not there.
  public boolean isNotExist() {
    return NOT_THERE.stream().anyMatch(error::contains);
  }
}
