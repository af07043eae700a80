package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.RateConfig;
import dev.patchbay.qdisc.text.Words;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words of police (`act_parse_police`).
final class PoliceWords {
  /// The words of its own, in the order in which a word is compared with them, and whether they may
  /// be abbreviated.
  private static final List<Map.Entry<String, Boolean>> KEYS =
      List.of(
          Map.entry("index", true),
          Map.entry("burst", true),
          Map.entry("buffer", false),
          Map.entry("maxburst", false),
          Map.entry("mtu", false),
          Map.entry("minburst", false),
          Map.entry("mpu", false),
          Map.entry("rate", false),
          Map.entry("avrate", false),
          Map.entry("peakrate", true),
          Map.entry("reclassify", true),
          Map.entry("drop", true),
          Map.entry("shot", true),
          Map.entry("continue", true),
          Map.entry("pass", true),
          Map.entry("ok", true),
          Map.entry("pipe", true),
          Map.entry("goto", true),
          Map.entry("conform-exceed", false),
          Map.entry("overhead", true),
          Map.entry("linklayer", true),
          Map.entry("pkts_rate", true),
          Map.entry("pkts_burst", true),
          Map.entry("help", false));

  private final Args args;
  private final String usage;
  private long rate;
  private long peak;
  private long average;
  private long burst;
  private long mtu;
  private long mpu;
  private long packetRate;
  private long packetBurst;
  private int overhead;
  private boolean atm;
  private int exceed = Control.RECLASSIFY;
  private int conform = Control.OK;
  private int index;

  PoliceWords(Args args, String usage) {
    this.args = args;
    this.usage = usage;
  }

  Parsed read() {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    boolean any = false;
    for (String key = key(); key != null; key = key()) {
      take(key);
      any = true;
    }
    if (!any) {
      throw refused("");
    }
    check();
    Police.Said said =
        new Police.Said(
            RateConfig.of(rate, overhead, (int) mpu, atm),
            RateConfig.of(peak, overhead, (int) mpu, atm),
            burst,
            mtu,
            packetRate,
            packetBurst,
            average,
            exceed,
            conform);
    return new Parsed(said, index);
  }

  private void check() {
    if (rate != 0 && average != 0) {
      throw refused("");
    }
    if (rate == 0 && average == 0 && index == 0 && mtu == 0 && packetRate == 0) {
      throw refused("'rate' or 'avrate' or 'mtu' or 'pkts_rate' MUST be specified.");
    }
    if (rate != 0 && burst == 0) {
      throw refused("'burst' requires 'rate'.");
    }
    if (packetRate != 0 && packetBurst == 0) {
      throw refused("'pkts_burst' requires 'pkts_rate'.");
    }
    if (packetRate != 0 && rate != 0) {
      throw refused("'rate' and 'pkts_rate' are not allowed in same action.");
    }
    if (peak != 0 && rate == 0) {
      throw refused("'peakrate' requires 'rate'.");
    }
    if (peak != 0 && mtu == 0) {
      throw refused("'mtu' is required, if 'peakrate' is requested.");
    }
  }

  /// The key that is next, or null.
  private @Nullable String key() {
    String word = args.peek();
    if (word == null) {
      return null;
    }
    for (Map.Entry<String, Boolean> each : KEYS) {
      String key = each.getKey();
      if (each.getValue() ? Args.matches(word, key) : word.equals(key)) {
        return key;
      }
    }
    return null;
  }

  private void take(String key) {
    switch (key) {
      case "reclassify", "drop", "shot", "continue", "pass", "ok", "pipe", "goto" -> {
        exceed = Control.parse(args);
        return;
      }
      case "help" -> throw new CommandException(255, usage);
      default -> args.skip();
    }
    switch (key) {
      case "index" -> index = (int) number(Numbers.u32(args.next(), 10), "index");
      case "burst", "buffer", "maxburst" -> burst = once("buffer/burst", burst, size("buffer"));
      case "mtu", "minburst" -> mtu = once("mtu/minburst", mtu, size("mtu"));
      case "mpu" -> mpu = once("mpu", mpu, number(Words.size(args.next()), "mpu"));
      case "rate" -> rate = once("rate", rate, rate("rate"));
      case "avrate" -> average = once("avrate", average, rate("avrate"));
      case "peakrate" -> peak = once("peakrate", peak, rate("peakrate"));
      case "pkts_rate" ->
          packetRate = once(key, packetRate, number(Numbers.u64(args.next(), 10), key));
      case "pkts_burst" ->
          packetBurst = once(key, packetBurst, number(Numbers.u64(args.next(), 10), key));
      case "overhead" -> overhead = (int) number(Numbers.u16(args.next(), 10), key);
      case "linklayer" -> linkLayer(args.next());
      default -> conformExceed(args.next());
    }
  }

  /// What was read last; when the same had been said before, that is refused.
  private long once(String key, long before, long read) {
    if (before != 0) {
      args.back();
      throw Args.duplicate(key, args.next());
    }
    return read;
  }

  /// The number of the word that was read last.
  private long number(OptionalLong number, String what) {
    if (number.isEmpty()) {
      args.back();
      throw Args.invarg(what, args.next());
    }
    return number.getAsLong();
  }

  private long rate(String what) {
    return number(Psched.rate(args.next()), what);
  }

  /// A size, and behind a stroke a power of two that no kernel asks for any longer.
  private long size(String what) {
    String[] parts = args.next().split("/", 2);
    long size = number(Words.size(parts[0]), what);
    if (parts.length > 1) {
      OptionalLong cell = Numbers.integer(parts[1], 0);
      boolean fits = cell.isPresent() && Integer.bitCount((int) cell.getAsLong()) == 1;
      number(fits ? cell : OptionalLong.empty(), what);
    }
    return size;
  }

  private void linkLayer(String word) {
    atm = Args.matches(word, "atm") || Args.matches(word, "adsl");
    if (!atm && !Args.matches(word, "ethernet")) {
      throw Args.invarg("linklayer", word);
    }
  }

  private void conformExceed(String word) {
    if (word.indexOf('/') < 0) {
      args.back();
      exceed = control();
      if (args.accept("/")) {
        conform = control();
      }
      return;
    }
    String[] parts = word.split("/", 2);
    exceed = control(parts[0], "");
    conform = control(parts[1], "");
  }

  /// A control, or the number of one.
  private int control() {
    String word = args.peek();
    if (word == null || Control.find(word) != null) {
      return Control.parse(args);
    }
    args.skip();
    return control(word, "Bad action type " + word);
  }

  private static int control(String word, String refusal) {
    Integer control = Control.find(word);
    if (control != null) {
      return control;
    }
    return (int) Numbers.integer(word, 10).orElseThrow(() -> refused(refusal));
  }

  private static CommandException refused(String message) {
    return new CommandException(1, message);
  }
}
