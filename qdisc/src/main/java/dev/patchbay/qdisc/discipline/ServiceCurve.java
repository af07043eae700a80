package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// How much service a class gets in how much time, in two straight pieces (`tc_service_curve`).
///
/// @param first the slope of the first piece, bytes a second
/// @param micros how long that is, microseconds
/// @param second the slope of the rest, bytes a second
record ServiceCurve(long first, long micros, long second) {
  private static final double SECOND = 1e6;

  /// Whether it is steeper at first than later.
  boolean isConcave() {
    return first > second;
  }

  static CommandException illegal(String what) {
    return new CommandException(1, "HFSC: Illegal \"" + what + "\"");
  }

  /// Reads the words behind `kind`: slopes, or a burst and its delay.
  static ServiceCurve read(String kind, Args args) {
    ServiceCurve curve = bySlopes(args.next(), args);
    if (curve == null) {
      curve = byDelay(args.next(), args);
    }
    if (curve == null) {
      throw illegal(kind);
    }
    if (curve.first == 0 && curve.second == 0) {
      throw new CommandException(
          1, "HFSC: Service Curve has two zero slopes\nHFSC: Illegal \"" + kind + "\"");
    }
    return curve;
  }

  /// `m1 BPS d SEC m2 BPS`; null, and nothing taken, when it is not that.
  private static @Nullable ServiceCurve bySlopes(String start, Args args) {
    String word = start;
    int taken = 1;
    long first = 0;
    long micros = 0;
    if (Args.matches(word, "m1")) {
      first = take("m1", Psched.rate(args.next()));
      word = args.next();
      taken += 2;
    }
    if (Args.matches(word, "d")) {
      micros = take("d", Psched.micros(args.next()));
      word = args.next();
      taken += 2;
    }
    if (Args.matches(word, "m2")) {
      return new ServiceCurve(first, micros, take("m2", Psched.rate(args.next())));
    }
    for (int i = 0; i < taken; i++) {
      args.back();
    }
    return null;
  }

  /// `umax BYTE dmax SEC rate BPS`; null when it is not that.
  private static @Nullable ServiceCurve byDelay(String start, Args args) {
    String word = start;
    long most = 0;
    long delay = 0;
    if (Args.matches(word, "umax")) {
      most = take("umax", Words.size(args.next()));
      word = args.next();
    }
    if (Args.matches(word, "dmax")) {
      delay = take("dmax", Psched.micros(args.next()));
      word = args.next();
    }
    if (!Args.matches(word, "rate")) {
      return null;
    }
    long rate = take("rate", Psched.rate(args.next()));
    if (most != 0 && delay == 0) {
      throw new CommandException(1, "HFSC: umax given but dmax is zero.");
    }
    double steep = delay == 0 ? 0 : Math.ceil(SECOND * most / delay);
    if (steep > rate) {
      return new ServiceCurve((long) steep, delay, rate);
    }
    return new ServiceCurve(0, delay - (rate == 0 ? 0 : most * 1_000_000 / rate), rate);
  }

  private static long take(String what, OptionalLong number) {
    return number.orElseThrow(() -> illegal(what));
  }

  void show(Page page, String kind) {
    page.out()
        .text(
            "%s m1 %s d %s m2 %s "
                .formatted(
                    kind,
                    Psched.showRate(first, page.iec()),
                    Psched.showTime(micros),
                    Psched.showRate(second, page.iec())));
  }
}
