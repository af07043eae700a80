package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import java.util.OptionalLong;

/// A tree of classes that share a link: each has its rate, and borrows from its parent up to its
/// ceiling (tc-htb(8)).
public final class Htb implements QdiscKind {
  static final String USAGE =
      """
      Usage: ... qdisc add ... htb [default N] [r2q N]
                            [direct_qlen P] [offload]
       default  minor id of class to which unclassified packets are sent {0}
       r2q      DRR quantums are computed as rate in Bps/r2q {10}
       debug    string of 16 numbers each 0-3 {0}

       direct_qlen  Limit of the direct queue {in packets}
       offload  enable hardware offload
      ... class add ... htb rate R1 [burst B1] [mpu B] [overhead O]
                            [prio P] [slot S] [pslot PS]
                            [ceil R2] [cburst B2] [mtu MTU] [quantum Q]
       rate     rate allocated to this class (class can still borrow)
       burst    max bytes burst which can be accumulated during idle period {computed}
       mpu      minimum packet size used in rate computations
       overhead per-packet size overhead used in rate computations
       linklay  adapting to a linklayer e.g. atm
       ceil     definite upper class rate (no borrows) {rate}
       cburst   burst but for ceil {computed}
       mtu      max packet size we create rate map for {1600}
       prio     priority of leaf; lower are served first {0}
       quantum  how much bytes to serve from leaf at once {use r2q}

      TC HTB version 3.3\
      """;

  /// What the words of the discipline said; a `directLength` of -1 is the device's `txqueuelen`.
  record Setting(int defaultClass, long rateToQuantum, long directLength, boolean offload)
      implements Options {}

  @Override
  public String name() {
    return "htb";
  }

  @Override
  public String usage() {
    return USAGE;
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long defaultClass = 0;
    long rateToQuantum = 10;
    long directLength = -1;
    boolean offload = false;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "r2q")) {
        rateToQuantum = number(args.next(), 10, "r2q");
      } else if (Args.matches(word, "default")) {
        defaultClass = number(args.next(), 16, "default");
      } else if (Args.matches(word, "debug")) {
        args.skip();
      } else if (Args.matches(word, "direct_qlen")) {
        directLength = number(args.next(), 10, "direct_qlen");
      } else if (Args.matches(word, "offload")) {
        offload = true;
      } else {
        throw unknown(word);
      }
    }
    return new Setting((int) defaultClass, rateToQuantum, directLength, offload);
  }

  static long number(String word, int base, String what) {
    OptionalLong number = Numbers.u32(word, base);
    if (number.isEmpty()) {
      throw illegal(what);
    }
    return number.getAsLong();
  }

  static CommandException illegal(String what) {
    return new CommandException(1, "Illegal \"" + what + "\"\n" + USAGE);
  }

  static CommandException unknown(String word) {
    return new CommandException(1, "What is \"" + word + "\"?\n" + USAGE);
  }

  @Override
  public boolean attaches() {
    return true;
  }

  @Override
  public ClassOptions parseClass(Args args, NetDevice device) {
    return new HtbClassWords(args, device).read();
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    Setting said = options instanceof Setting given ? given : new Setting(0, 10, -1, false);
    if (said.offload()) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "hw-tc-offload ethtool feature flag must be on");
    }
    return new HtbQueue(this, place, said);
  }
}
