package dev.patchbay.tools.tc;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// Reads how a rate is to be estimated (`parse_estimator`).
final class EstimatorWords {
  private static final int EXITS = 255;

  private static final String HELP =
      """
      Usage: ... estimator INTERVAL TIME-CONST
        INTERVAL is interval between measurements
        TIME-CONST is averaging time constant
      Example: ... est 1sec 8sec
      Error: argument "invalid estimator interval" is wrong: estimator\
      """;

  private EstimatorWords() {}

  static Estimator read(Args args, @Nullable Estimator before) {
    String word = args.next();
    if (before != null) {
      throw Args.duplicate("estimator", word);
    }
    if (Args.matches(word, "help")) {
      throw new CommandException(EXITS, HELP);
    }
    long interval = time(word, "interval");
    Estimator read = Estimator.of(interval, time(args.next(), "time constant"));
    if (read == null) {
      throw new CommandException(EXITS, "Error: estimator parameters are out of range.");
    }
    return read;
  }

  private static long time(String word, String what) {
    return Psched.micros(word)
        .orElseThrow(() -> Args.invarg("estimator", "invalid estimator " + what));
  }
}
