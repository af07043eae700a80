package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.RandomStream;

/// The average length of a queue, and what follows from it for the next packet (`red_vars`,
/// include/net/red.h).
final class RedAverage {
  /// What is to be done.
  enum Advice {
    NOTHING,
    MARK,
    MARK_ALL
  }

  private static final long MICRO = 1000;

  /// The probability of an adaptive one is kept between 1 % and 50 %.
  private static final long LEAST_PROBABILITY = (1L << 32) / 100;

  private static final long MOST_PROBABILITY = (1L << 32) / 2;

  private final RedParameters parameters;
  private final RandomStream random;
  private long probability;

  /// The average times 2^weight.
  private long average;

  /// How many packets have passed since the last mark; -1 for none yet.
  private long passed = -1;

  private long threshold;
  private long idleSince = -1;

  RedAverage(RedParameters parameters, RandomStream random) {
    this.parameters = parameters;
    this.random = random;
    this.probability = parameters.probability();
  }

  /// The queue is empty from now on.
  void idle(long now) {
    if (idleSince < 0) {
      idleSince = now;
    }
  }

  /// Takes the length of the queue into account, and says what to do.
  Advice next(long length, long now) {
    observe(length, now);
    return advice();
  }

  /// Takes the length of the queue into account (`red_calc_qavg`).
  void observe(long length, long now) {
    if (idleSince < 0) {
      average += length - (average >> parameters.weight());
    } else {
      average = faded(now);
      idleSince = -1;
    }
  }

  /// Whether some packets are to be marked at all.
  boolean isAboveMin() {
    return average > parameters.min() << parameters.weight();
  }

  /// The average after the queue has been empty for a while (`red_calc_qavg_from_idle_time`).
  private long faded(long now) {
    long most = 255L << parameters.cell();
    long micros = Math.min((now - idleSince) / MICRO, most);
    int step = parameters.steps((int) (micros >> parameters.cell()));
    if (step > 0) {
      return average >> step;
    }
    long fall = (average * micros) >> parameters.cell();
    return fall < average >> 1 ? average - fall : average >> 1;
  }

  /// What is to be done with the next packet.
  Advice advice() {
    if (average < parameters.min() << parameters.weight()) {
      passed = -1;
      return Advice.NOTHING;
    }
    if (average >= parameters.max() << parameters.weight()) {
      passed = -1;
      return Advice.MARK_ALL;
    }
    if (++passed == 0) {
      threshold = newThreshold();
      return Advice.NOTHING;
    }
    long above = (average - (parameters.min() << parameters.weight())) >> parameters.weight();
    if (above * passed < threshold) {
      return Advice.NOTHING;
    }
    passed = 0;
    threshold = newThreshold();
    return Advice.MARK;
  }

  private long newThreshold() {
    long span = Math.max(1, parameters.max() - parameters.min());
    long share = Math.max(1, probability / span);
    return (random.nextLong() >>> 32) / share;
  }

  /// Moves the probability so that the average stays about the middle (`red_adaptative_algo`).
  void adapt(long now) {
    long length = (idleSince < 0 ? average : faded(now)) >> parameters.weight();
    long span = (parameters.max() - parameters.min()) / 10;
    if (length > parameters.min() + span * 6 && probability <= MOST_PROBABILITY) {
      probability += Math.min(LEAST_PROBABILITY, probability / 4);
    } else if (length < parameters.min() + span * 4 && probability >= LEAST_PROBABILITY) {
      probability = probability / 10 * 9;
    }
  }
}
