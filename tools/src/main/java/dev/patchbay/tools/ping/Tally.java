package dev.patchbay.tools.ping;

import dev.patchbay.core.text.General;
import java.util.BitSet;

/// What was sent, answered and lost, and how long the answers took, in microseconds.
final class Tally {
  /// How many sequence numbers there are.
  private static final int NUMBERS = 0x10000;

  private static final int HALF = NUMBERS / 2;

  private final BitSet answered = new BitSet(NUMBERS);
  private long transmitted;
  private long received;
  private long repeats;
  private long corrupted;
  private long errors;
  private int acknowledged;
  private int pipe;
  private long shortest = Long.MAX_VALUE;
  private long longest;
  private long sum;
  private double squares;
  private long smoothed;

  long transmitted() {
    return transmitted;
  }

  long received() {
    return received;
  }

  long errors() {
    return errors;
  }

  /// The longest time of a reply.
  long longest() {
    return longest;
  }

  /// Eight times the smoothed time of a reply; 0 before the first.
  long smoothed() {
    return smoothed;
  }

  // ---- counting

  /// The number of the next request, which has not been answered yet.
  int nextSequence() {
    int next = (int) (transmitted + 1) & NUMBERS - 1;
    answered.clear(next);
    return next;
  }

  void sent() {
    transmitted++;
  }

  /// Whether the request sent last has been answered.
  boolean isLastAnswered() {
    return answered.get((int) transmitted & NUMBERS - 1);
  }

  /// The request of that number is not under way any more.
  void acknowledge(int sequence) {
    int behind = (int) transmitted - sequence & NUMBERS - 1;
    if (behind < HALF) {
      pipe = Math.max(pipe, behind + 1);
      if ((short) (sequence - acknowledged) > 0
          || ((int) transmitted & NUMBERS - 1) - acknowledged >= HALF) {
        acknowledged = sequence;
      }
    }
  }

  /// How many requests are under way.
  long inFlight() {
    int behind = (int) transmitted - acknowledged & NUMBERS - 1;
    return behind < HALF ? behind : transmitted - received - errors;
  }

  void error() {
    errors++;
  }

  /// A reply came whose checksum is wrong.
  void corrupted() {
    corrupted++;
  }

  /// A reply came; returns whether it is a duplicate.
  boolean reply(int sequence) {
    acknowledge(sequence);
    if (answered.get(sequence)) {
      repeats++;
      return true;
    }
    answered.set(sequence);
    received++;
    return false;
  }

  /// A reply took so many microseconds.
  void took(long micros) {
    sum += micros;
    squares += (double) micros * micros;
    shortest = Math.min(shortest, micros);
    longest = Math.max(longest, micros);
    smoothed = smoothed == 0 ? micros * 8 : smoothed + micros - smoothed / 8;
  }

  // ---- telling

  private boolean isTimed() {
    return shortest != Long.MAX_VALUE;
  }

  /// The lines at the end.
  ///
  /// @param nanos from the first request to the last
  /// @param paced whether the pace is told: that of a flood or an adaptive ping
  String summary(String host, long nanos, boolean paced) {
    StringBuilder text = new StringBuilder("\n--- " + host + " ping statistics ---\n");
    text.append(transmitted).append(" packets transmitted, ").append(received).append(" received");
    count(text, repeats, " duplicates");
    count(text, corrupted, " corrupted");
    count(text, errors, " errors");
    if (transmitted > 0) {
      text.append(", ").append(loss()).append("% packet loss");
      text.append(", time ").append((nanos + 500_000) / 1_000_000).append("ms");
    }
    text.append('\n');
    String comma = "";
    if (received > 0 && isTimed()) {
      text.append("rtt min/avg/max/mdev = ").append(times()).append(" ms");
      comma = ", ";
    }
    if (pipe > 1) {
      text.append(comma).append("pipe ").append(pipe);
      comma = ", ";
    }
    if (received > 0 && paced && transmitted > 1) {
      long gap = nanos / 1000 / (transmitted - 1);
      text.append(comma).append("ipg/ewma ").append(millis(gap)).append('/');
      text.append(millis(smoothed / 8)).append(" ms");
    }
    return text.append('\n').toString();
  }

  private static void count(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", +").append(count).append(what);
    }
  }

  /// The share that was lost, as C's `%g` prints it.
  private String loss() {
    float percent = (float) ((transmitted - received) * 100.0 / transmitted);
    return General.text(percent);
  }

  private String times() {
    long total = received + repeats;
    long average = sum / total;
    return String.join(
        "/", millis(shortest), millis(average), millis(longest), millis(deviation()));
  }

  private long deviation() {
    long total = received + repeats;
    long average = sum / total;
    // iputils rounds in this order, so that small times keep what they have of precision.
    long meanSquare = sum * sum / total;
    double variance =
        sum < Integer.MAX_VALUE
            ? (squares - meanSquare) / total
            : squares / total - (double) average * average;
    return (long) Math.sqrt(Math.floor(Math.max(variance, 0)));
  }

  /// The line at a `SIGQUIT`.
  String status() {
    long loss = transmitted == 0 ? 0 : (transmitted - received) * 100 / transmitted;
    String counts = "%d/%d packets, %d%% loss".formatted(received, transmitted, loss);
    if (received == 0 || !isTimed()) {
      return counts;
    }
    long average = sum / (received + repeats);
    return counts
        + ", min/avg/ewma/max = "
        + String.join("/", millis(shortest), millis(average), millis(smoothed / 8), millis(longest))
        + " ms";
  }

  /// Microseconds as milliseconds with three digits. Formatters take long to load.
  static String millis(long micros) {
    return micros / 1000 + "." + Long.toString(1000 + micros % 1000).substring(1);
  }

  /// Microseconds as milliseconds with about three significant digits.
  static String rounded(long micros) {
    if (micros >= 99_950) {
      return String.valueOf((micros + 500) / 1000);
    }
    if (micros >= 9_995) {
      return (micros + 50) / 1000 + "." + (micros + 50) % 1000 / 100;
    }
    if (micros >= 1000) {
      String hundredths = millis(micros + 5);
      return hundredths.substring(0, hundredths.length() - 1);
    }
    return millis(micros);
  }
}
