package dev.patchbay.lab.command;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Units;
import dev.patchbay.device.segment.ConditionChange;
import dev.patchbay.device.segment.Limit;
import dev.patchbay.device.segment.Probability;
import dev.patchbay.tools.iproute.Keywords;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words for what happens to frames, as tc-netem(8) has them.
final class ConditionWords {
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;
  private static final Keywords WORDS =
      new Keywords(
          "delay",
          "jitter",
          "rate",
          "limit",
          "queue",
          "loss",
          "duplicate",
          "corrupt",
          "reorder",
          "mtu");

  /// What they say.
  final ConditionChange change = new ConditionChange();

  /// Takes `word` and what belongs to it, if it is one of them; returns whether it is.
  boolean take(String word, Args args) {
    String keyword = WORDS.find(word);
    if (keyword == null) {
      return false;
    }
    switch (keyword) {
      case "delay" -> delay(args);
      case "jitter" -> change.jitter = time(keyword, args.next());
      case "rate" -> change.rate = rate(args.next());
      case "limit", "queue" -> change.limit = limit(args.next());
      case "loss" -> change.loss = share(keyword, args.next());
      case "duplicate" -> change.duplicate = share(keyword, args.next());
      case "corrupt" -> change.corrupt = share(keyword, args.next());
      case "reorder" -> change.reorder = share(keyword, args.next());
      default -> change.mtu = mtu(args);
    }
    return true;
  }

  /// A delay, and a jitter that may stand right behind it. A delay of zero has none.
  private void delay(Args args) {
    long delay = time("delay", args.next());
    change.delay = delay;
    String next = args.peek();
    if (next != null && Units.time(next).isPresent()) {
      change.jitter = time("jitter", args.next());
    } else if (delay == 0) {
      change.jitter = 0L;
    }
  }

  private static long time(String key, String word) {
    return value(key, word, Units.time(word));
  }

  private static long rate(String word) {
    return value("rate", word, Units.rate(word));
  }

  private static long value(String key, String word, OptionalLong value) {
    return value.orElseThrow(() -> Args.invarg("invalid " + key, word));
  }

  /// A number alone, or with `p`, counts frames; with a unit, bytes.
  private static Limit limit(String word) {
    String number = word.endsWith("p") ? word.substring(0, word.length() - 1) : word;
    boolean frames = !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
    long amount = value("limit", word, Units.size(number));
    boolean fits = frames ? amount <= 1_000_000 : amount <= 1L << 30;
    if (amount == 0 || !fits || (!frames && !number.equals(word))) {
      throw Args.invarg("invalid limit", word);
    }
    return new Limit(amount, !frames);
  }

  private static Probability share(String key, String word) {
    OptionalDouble share = Units.percent(word);
    if (share.isEmpty()) {
      throw Args.invarg("invalid " + key, word);
    }
    return Probability.of(share.getAsDouble());
  }

  private static @Nullable Integer mtu(Args args) {
    String word = args.peek();
    int mtu = args.integer("invalid mtu");
    if (mtu != 0 && (mtu < LEAST_MTU || mtu > MOST_MTU)) {
      throw Args.invarg("invalid mtu", String.valueOf(word));
    }
    return mtu;
  }
}
