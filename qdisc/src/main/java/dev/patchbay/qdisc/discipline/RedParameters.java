package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;

/// What random early detection is set to, as `tc` reckons it (`tc_red_eval_…`).
///
/// @param min below this average nothing is marked: bytes, or packets for choke
/// @param max above it all are
/// @param weight a new length counts for 2^-weight of the average
/// @param probability the share of 2^32 at which packets are marked near `max`
/// @param cell in how many microseconds, as a power of two, an idle queue's average falls a step
/// @param fading how many times it is halved in a microsecond
record RedParameters(
    long limit,
    long min,
    long max,
    int weight,
    long probability,
    int cell,
    double fading,
    boolean ecn,
    boolean hardDrop,
    boolean adaptive,
    boolean noDrop) {
  /// The status of a command that was sent `SIGFPE`.
  private static final int KILLED = 136;

  private static final int MOST = 32;
  private static final int STEPS = 256;
  private static final int MOST_STEP = 31;
  private static final int LARGE_WEIGHT = 10;

  /// The flags, as words.
  record Flags(boolean ecn, boolean hardDrop, boolean adaptive, boolean noDrop) {
    static final Flags NONE = new Flags(false, false, false, false);

    /// With the flag of this word; null when it is none.
    Flags with(String word) {
      return switch (word) {
        case "ecn" -> new Flags(true, hardDrop, adaptive, noDrop);
        case "harddrop" -> new Flags(ecn, true, adaptive, noDrop);
        case "adaptive", "adaptative" -> new Flags(ecn, hardDrop, true, noDrop);
        case "nodrop" -> new Flags(ecn, hardDrop, adaptive, true);
        default -> this;
      };
    }
  }

  /// Reckons weight, probability and steps.
  ///
  /// @param packet the average packet, bytes
  /// @param rate of the link, bytes a second
  /// @throws CommandException what cannot be reckoned, behind the name of the discipline
  static RedParameters of(
      String name,
      long limit,
      long min,
      long max,
      long burst,
      long packet,
      long rate,
      double probability,
      Flags flags) {
    int weight = weight(name, min, burst, packet);
    if (!hasProbability(min, max, probability)) {
      throw new CommandException(1, name + ": failed to calculate probability.");
    }
    double perMicro = -Math.log(1 - 1.0 / (1L << weight)) / Psched.transmitTicks(rate, packet);
    int cell = cell(perMicro);
    if (cell >= MOST) {
      throw new CommandException(1, name + ": failed to calculate idle damping table.");
    }
    return new RedParameters(
        limit,
        min,
        max,
        weight,
        (long) (probability * (1L << 32)) & 0xffff_ffffL,
        cell,
        perMicro,
        flags.ecn,
        flags.hardDrop,
        flags.adaptive,
        flags.noDrop);
  }

  /// The least power of two at which a burst of so many packets does not reach `min`.
  static int weight(String name, long min, long burst, long packet) {
    requirePacket(packet);
    double needed = burst + 1 - (double) min / packet;
    if (needed < 1) {
      throw new CommandException(
          1,
          "tc_red_eval_ewma() burst %d is too small ? Try burst %d\n%s: failed to calculate EWMA constant."
              .formatted(burst, 1 + min / packet, name));
    }
    double share = 0.5;
    for (int weight = 1; weight < MOST; weight++, share /= 2) {
      if (needed <= (1 - Math.pow(1 - share, (double) burst)) / share) {
        return weight;
      }
    }
    throw new CommandException(1, name + ": failed to calculate EWMA constant.");
  }

  private static boolean hasProbability(long min, long max, double probability) {
    int span = (int) (max - min);
    if (span <= 0) {
      return span == 0;
    }
    double share = probability / span;
    int power = 0;
    while (power < MOST && share <= 1) {
      share *= 2;
      power++;
    }
    return power < MOST;
  }

  private static int cell(double perMicro) {
    int cell = 0;
    while (cell < MOST && MOST_STEP / perMicro / (1L << cell) >= 2 * STEPS) {
      cell++;
    }
    return cell;
  }

  /// How many times the average is halved after so many cells.
  int steps(int cells) {
    if (cells >= STEPS - 1) {
      return MOST_STEP;
    }
    return Math.min(MOST_STEP, (int) (((long) cells << cell) * fading) & 0xff);
  }

  /// A burst of `packet` bytes a packet when none was said.
  static long usualBurst(long min, long max, long packet) {
    requirePacket(packet);
    return (2 * min + max) / (3 * packet);
  }

  /// The real command divides by it, and is killed for that.
  private static void requirePacket(long packet) {
    if (packet == 0) {
      throw new CommandException(KILLED, "Floating point exception");
    }
  }

  /// The same between other averages.
  RedParameters within(long least, long most) {
    return new RedParameters(
        limit, least, most, weight, probability, cell, fading, ecn, hardDrop, adaptive, noDrop);
  }

  /// What the discipline of that name says of a burst that makes the average slow, or nothing.
  String tooLarge(String name, long burst) {
    return weight < LARGE_WEIGHT
        ? ""
        : name + ": WARNING. Burst " + burst + " seems to be too large.";
  }

  // ---- showing

  void showFlags(Output out) {
    showFlag(out, "ecn", ecn);
    showFlag(out, "harddrop", hardDrop);
    showFlag(out, "adaptive", adaptive);
    showFlag(out, "nodrop", noDrop);
  }

  private static void showFlag(Output out, String word, boolean value) {
    if (value) {
      out.flag(word, word + " ", true);
    } else {
      out.jsonBoolean(word, false);
    }
  }

  /// The probability, from 0 to 1.
  double share() {
    return probability / (double) (1L << 32);
  }

  /// Weight, probability and cell.
  void showDetails(Page page) {
    page.out().number("ewma", "ewma ", weight, " ");
    page.fraction("probability", "probability ", share(), " ");
    page.out().number("Scell_log", "Scell_log ", cell, "");
  }
}
