package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.text.Psched;
import dev.patchbay.qdisc.text.RateConfig;
import dev.patchbay.qdisc.text.ShareOfSpeed;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;

/// Reads the words of tbf.
final class TbfWords {
  private static final String USAGE =
      """
      Usage: ... tbf limit BYTES burst BYTES[/BYTES] rate KBPS [ mtu BYTES[/BYTES] ]
      	[ peakrate KBPS ] [ latency TIME ] [ overhead BYTES ] [ linklayer TYPE ]\
      """;

  private final Args args;
  private final NetDevice device;
  private final StringBuilder missing = new StringBuilder();
  private long limit;
  private long latency;
  private long burst;
  private long mtu;
  private int mpu;
  private long rate;
  private long peak;
  private int overhead;
  private boolean atm;

  TbfWords(Args args, NetDevice device) {
    this.args = args;
    this.device = device;
  }

  TbfOptions read() {
    while (args.hasNext()) {
      take(args.next());
    }
    require(rate != 0, "the \"rate\" parameter is mandatory.");
    require(burst != 0, "the \"burst\" parameter is mandatory.");
    require(
        peak == 0 || mtu != 0, "when \"peakrate\" is specified, \"mtu\" must also be specified.");
    require(limit != 0 || latency != 0, "either \"limit\" or \"latency\" is required.");
    if (!missing.isEmpty()) {
      throw new CommandException(1, missing + USAGE);
    }
    return new TbfOptions(
        RateConfig.of(rate, overhead, mpu, atm),
        RateConfig.of(peak, overhead, mpu, atm),
        burst,
        mtu,
        limit == 0 ? limitOfLatency() : limit);
  }

  private void require(boolean given, String message) {
    if (!given) {
      missing.append("tbf: ").append(message).append('\n');
    }
  }

  private long limitOfLatency() {
    double most = rate * (double) latency / 1e6 + burst;
    return (long) (peak == 0 ? most : Math.min(most, peak * (double) latency / 1e6 + mtu));
  }

  private void take(String word) {
    if (Args.matches(word, "limit")) {
      once(limit, "limit");
      both(latency, "latency", "limit");
      limit = size(word);
    } else if (Args.matches(word, "latency")) {
      once(latency, "latency");
      both(limit, "limit", "/latency");
      latency = value(word, Psched.micros(args.next()));
    } else if (Args.matches(word, "burst") || word.equals("buffer") || word.equals("maxburst")) {
      once(burst, "buffer/burst/maxburst");
      burst = sizeAndCell(word);
    } else if (word.equals("mtu") || word.equals("minburst")) {
      once(mtu, "mtu/minburst");
      mtu = sizeAndCell(word);
    } else {
      takeRate(word);
    }
  }

  private void takeRate(String word) {
    switch (Args.matches(word, "overhead") ? "overhead" : word) {
      case "mpu" -> mpu = (int) size(word);
      case "rate" -> {
        once(rate, "rate");
        rate = rate(word);
      }
      case "peakrate" -> {
        once(peak, "peakrate");
        peak = rate(word);
      }
      case "overhead" -> {
        once(overhead, "overhead");
        overhead = (int) value(word, Numbers.u16(args.next(), 0));
      }
      case "linklayer" -> linkLayer();
      case "help" -> throw new CommandException(1, USAGE);
      default -> throw refused("unknown parameter \"" + word + "\"\n" + USAGE);
    }
  }

  private static CommandException refused(String message) {
    return new CommandException(1, "tbf: " + message);
  }

  private static void once(long before, String name) {
    if (before != 0) {
      throw refused("duplicate \"" + name + "\" specification");
    }
  }

  private static void both(long other, String first, String second) {
    if (other != 0) {
      throw refused("specifying both \"" + first + "\" and \"" + second + "\" is not allowed");
    }
  }

  private long value(String key, OptionalLong number) {
    if (number.isEmpty()) {
      args.back();
      throw refused("illegal value for \"" + key + "\": \"" + args.next() + "\"");
    }
    return number.getAsLong();
  }

  private long rate(String key) {
    String word = args.next();
    CommandException refusal = refused("illegal value for \"" + key + "\": \"" + word + "\"");
    return ShareOfSpeed.rate(word, device, refusal);
  }

  private long size(String key) {
    return value(key, Words.size(args.next()));
  }

  /// A size, and behind a slash a power of two, which no kernel asks for any more.
  private long sizeAndCell(String key) {
    String word = args.next();
    int slash = word.indexOf('/');
    if (slash < 0) {
      return value(key, Words.size(word));
    }
    OptionalLong cell = Numbers.integer(word.substring(slash + 1), 0);
    boolean isPower = cell.isPresent() && Long.bitCount(cell.getAsLong()) == 1;
    return value(key, isPower ? Words.size(word.substring(0, slash)) : OptionalLong.empty());
  }

  private void linkLayer() {
    String word = args.next();
    atm = Args.matches(word, "atm") || Args.matches(word, "adsl");
    if (!atm && !Args.matches(word, "ethernet")) {
      throw refused("illegal value for \"linklayer\": \"" + word + "\"");
    }
  }
}
