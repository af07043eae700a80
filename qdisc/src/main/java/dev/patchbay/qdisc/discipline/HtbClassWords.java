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

/// Reads the words of a class of htb.
final class HtbClassWords {
  /// What the kernel says of its clock, by which a usual burst is reckoned.
  private static final long HZ = 1_000_000_000;

  private static final long USUAL_MTU = 1600;

  private final Args args;
  private final NetDevice device;
  private long rate;
  private long ceil;
  private long burst;
  private long ceilBurst;
  private long mtu = USUAL_MTU;
  private int mpu;
  private int overhead;
  private boolean atm;
  private long prio;
  private long quantum;

  HtbClassWords(Args args, NetDevice device) {
    this.args = args;
    this.device = device;
  }

  HtbClassOptions read() {
    while (args.hasNext()) {
      take(args.next());
    }
    if (rate == 0) {
      throw new CommandException(1, "\"rate\" is required.");
    }
    long most = ceil == 0 ? rate : ceil;
    return new HtbClassOptions(
        RateConfig.of(rate, overhead, mpu, atm),
        RateConfig.of(most, overhead, mpu, atm),
        Psched.transmitTicks(rate, burst == 0 ? rate / HZ + mtu : burst),
        Psched.transmitTicks(most, ceilBurst == 0 ? most / HZ + mtu : ceilBurst),
        (int) prio,
        quantum);
  }

  private void take(String word) {
    if (Args.matches(word, "prio")) {
      prio = Htb.number(args.next(), 10, "prio");
    } else if (Args.matches(word, "mtu")) {
      mtu = Htb.number(args.next(), 10, "mtu");
    } else if (Args.matches(word, "mpu")) {
      mpu = half("mpu");
    } else if (Args.matches(word, "overhead")) {
      overhead = half("overhead");
    } else if (Args.matches(word, "linklayer")) {
      linkLayer(args.next());
    } else if (Args.matches(word, "quantum")) {
      quantum = Htb.number(args.next(), 10, "quantum");
    } else {
      takeBurst(word);
    }
  }

  private void takeBurst(String word) {
    if (Args.matches(word, "burst") || word.equals("buffer") || word.equals("maxburst")) {
      burst = size(word);
    } else if (Args.matches(word, "cburst") || word.equals("cbuffer") || word.equals("cmaxburst")) {
      ceilBurst = size(word);
    } else if (word.equals("ceil")) {
      ceil = rate("ceil", ceil);
    } else if (word.equals("rate")) {
      rate = rate("rate", rate);
    } else if (word.equals("help")) {
      throw new CommandException(1, Htb.USAGE);
    } else {
      throw Htb.unknown(word);
    }
  }

  private int half(String what) {
    return (int) Numbers.u16(args.next(), 10).orElseThrow(() -> Htb.illegal(what));
  }

  private long rate(String what, long before) {
    String word = args.next();
    if (before != 0) {
      throw new CommandException(1, "Double \"" + what + "\" spec");
    }
    return ShareOfSpeed.rate(word, device, Htb.illegal(what));
  }

  private long size(String what) {
    String word = args.next();
    int slash = word.indexOf('/');
    OptionalLong bytes = Words.size(slash < 0 ? word : word.substring(0, slash));
    OptionalLong cell =
        slash < 0 ? OptionalLong.of(1) : Numbers.integer(word.substring(slash + 1), 0);
    boolean cellFits = cell.isPresent() && Integer.bitCount((int) cell.getAsLong()) == 1;
    if (bytes.isEmpty() || !cellFits) {
      throw Htb.illegal(what);
    }
    return bytes.getAsLong();
  }

  private void linkLayer(String word) {
    atm = Args.matches(word, "atm") || Args.matches(word, "adsl");
    if (!atm && !Args.matches(word, "ethernet")) {
      throw Htb.illegal("linklayer");
    }
  }
}
