package dev.patchbay.qdisc.discipline;

/// How delays spread about their mean: a table of deviations, in units of 1/8192 of the jitter, of
/// which one is drawn (`disttable`). The tables are those of tc-netem(8), computed.
enum Distribution {
  NORMAL {
    @Override
    double deviation(double share) {
      return normal(share);
    }
  },
  PARETO {
    @Override
    double deviation(double share) {
      return pareto(share);
    }
  },
  PARETONORMAL {
    @Override
    double deviation(double share) {
      return 0.25 * normal(share) + 0.75 * pareto(share);
    }
  };

  private static final int SCALE = 8192;
  private static final int SIZE = 4096;
  private static final double PARETO_MEAN = 1.5;
  private static final double PARETO_DEVIATION = Math.sqrt(0.75);

  /// The deviation below which this share of them is.
  abstract double deviation(double share);

  /// A time about `mean`, as far off as `jitter` says, for a random number and a table.
  static long time(short[] table, long mean, long jitter, long random) {
    long deviation = table[(int) (random % SIZE)];
    long rest = jitter % SCALE * deviation;
    rest += rest >= 0 ? SCALE / 2 : -SCALE / 2;
    return rest / SCALE + jitter / SCALE * deviation + mean;
  }

  /// The table.
  short[] table() {
    short[] made = new short[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double scaled = deviation((i + 0.5) / SIZE) * SCALE;
      made[i] = (short) Math.clamp(Math.round(scaled), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return made;
  }

  /// Pareto of shape 3, about its mean, in its standard deviations.
  private static double pareto(double share) {
    return (Math.pow(1 - share, -1.0 / 3) - PARETO_MEAN) / PARETO_DEVIATION;
  }

  /// The inverse of the normal distribution, by bisection of its integral.
  private static double normal(double share) {
    double low = -5;
    double high = 5;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (normalShare(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// How much of a normal distribution lies below `deviation` (a series for its integral).
  private static double normalShare(double deviation) {
    double term = deviation;
    double sum = deviation;
    for (int i = 1; i < 100 && Math.abs(term) > 1e-12; i++) {
      term *= deviation * deviation / (2 * i + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-deviation * deviation / 2) / Math.sqrt(2 * Math.PI);
  }
}
