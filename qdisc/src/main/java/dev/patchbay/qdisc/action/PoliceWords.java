package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.text.RateConfig;

/// Reads the words of police.
final class PoliceWords {
  private final Args args;
  private final String usage;
  private long rate;
  private long peak;
  private long burst;
  private long mtu;
  private long packetRate;
  private long packetBurst;
  private int overhead;
  private boolean atm;
  private int exceed = Control.RECLASSIFY;
  private int conform = Control.OK;
  private int index;
  private boolean any;

  PoliceWords(Args args, String usage) {
    this.args = args;
    this.usage = usage;
  }

  Parsed read() {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    while (args.hasNext() && take(args.next())) {
      any = true;
    }
    if (!any) {
      throw new CommandException(255, usage);
    }
    if (rate == 0 && mtu == 0 && packetRate == 0 && index == 0) {
      throw Police.refused("'rate' or 'avrate' or 'mtu' or 'pkts_rate' MUST be specified.");
    }
    if (rate != 0 && burst == 0) {
      throw Police.refused("'burst' requires 'rate'.");
    }
    return new Parsed(
        rate == 0 && mtu == 0 && packetRate == 0
            ? null
            : new Police.Said(
                RateConfig.of(rate, overhead, 0, atm),
                RateConfig.of(peak, overhead, 0, atm),
                burst,
                mtu,
                packetRate,
                packetBurst,
                exceed,
                conform),
        index);
  }

  /// Takes a word; returns false, and takes nothing, when it is none of police's.
  private boolean take(String word) {
    switch (word) {
      case "index" -> index = (int) args.u32("index");
      case "burst", "buffer", "maxburst" -> burst = Police.size(args, "buffer");
      case "mtu", "minburst" -> mtu = Police.size(args, "mtu");
      case "rate" -> rate = Police.rate(args, "rate");
      case "peakrate" -> peak = Police.rate(args, "peakrate");
      case "avrate" -> {
        args.skip();
        throw Police.refused("");
      }
      case "pkts_rate" -> packetRate = args.u64("pkts_rate");
      case "pkts_burst" -> packetBurst = args.u64("pkts_burst");
      case "overhead" -> overhead = args.u16("overhead");
      case "linklayer" -> atm = args.next().equals("atm");
      case "conform-exceed" -> conformExceed(args.next());
      case "help" -> throw new CommandException(255, usage);
      default -> {
        args.back();
        int read = Control.read(args, Integer.MIN_VALUE);
        exceed = read == Integer.MIN_VALUE ? exceed : read;
        return read != Integer.MIN_VALUE;
      }
    }
    return true;
  }

  private void conformExceed(String word) {
    String[] parts = word.split("/", 2);
    exceed = control(parts[0]);
    if (parts.length > 1) {
      conform = control(parts[1]);
    }
  }

  private static int control(String word) {
    Integer control = Control.find(word);
    if (control == null) {
      throw Police.refused("Illegal \"action\"");
    }
    return control;
  }
}
