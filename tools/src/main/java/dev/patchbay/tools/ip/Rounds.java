package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;

/// The rounds of a flush: what is found is removed, until nothing is found any more; `-s` tells of
/// them.
final class Rounds {
  private final Session session;
  private final String what;
  private final boolean tells;
  private int round;

  /// Rounds that remove `what`: "addresses", "entries".
  Rounds(Session session, String what) {
    this.session = session;
    this.what = what;
    this.tells = session.options().statistics > 0;
  }

  /// Begins a round, when so many have been found and there may be another.
  boolean begin(int found) throws FileException {
    if (found == 0 || (session.options().loops > 0 && round >= session.options().loops)) {
      return false;
    }
    round++;
    if (tells) {
      session.output().text("\n*** Round " + round + ", deleting " + found + " " + what + " ***\n");
      session.flush();
    }
    return true;
  }

  /// Ends it, when so many are left; returns the status.
  int end(int left) throws FileException {
    if (left > 0) {
      session.complain("*** Flush remains incomplete after " + round + " rounds. ***");
      return 1;
    }
    if (tells) {
      session
          .output()
          .text(
              round == 0
                  ? "Nothing to flush.\n"
                  : "*** Flush is complete after "
                      + round
                      + " round"
                      + (round > 1 ? "s" : "")
                      + " ***\n");
      session.flush();
    }
    return 0;
  }
}
