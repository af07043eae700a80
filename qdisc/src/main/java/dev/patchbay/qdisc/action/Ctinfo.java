package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Restores from the mark of the connection what a packet's differentiated services field and mark
/// are to be (net/sched/act_ctinfo.c).
public final class Ctinfo implements ActionKind {
  private static final String USAGE =
      """
      Usage: ... ctinfo [dscp mask [statemask]] [cpmark [mask]] [zone ZONE] [CONTROL] [index <INDEX>]
      where :
      	dscp   MASK bitmask location of stored DSCP
      	       STATEMASK bitmask to determine conditional restoring
      	cpmark MASK mask applied to mark on restoration
      	ZONE is the conntrack zone
      	CONTROL := reclassify | pipe | drop | continue | ok |
      	           goto chain <CHAIN_INDEX>\
      """;

  private static final int DSCP_BITS = 6;

  /// What is -1 was not said.
  private record Said(long dscp, long state, long mark, int zone, int control) implements Setting {}

  /// Its settings at work, and what they have done.
  private static final class Restoring implements Work {
    private final Said said;
    private final Netns netns;
    private long dscpSet;
    private long markSet;

    Restoring(Said said, Netns netns) {
      this.said = said;
      this.netns = netns;
    }

    @Override
    public int act(Packet packet, NetDevice device, boolean atIngress) {
      Connection connection = Tracked.of(packet, netns, said.zone);
      if (connection == null) {
        return said.control;
      }
      long mark = connection.mark() & 0xffff_ffffL;
      if (said.dscp > 0 && (said.state == 0 || (mark & said.state) != 0)) {
        restoreDscp(packet, mark);
      }
      if (said.mark >= 0) {
        packet.mark((int) (mark & said.mark));
        markSet++;
      }
      return said.control;
    }

    private void restoreDscp(Packet packet, long mark) {
      int wanted = (int) ((mark & said.dscp) >>> Long.numberOfTrailingZeros(said.dscp)) << 2;
      int at = packet.network();
      int type = packet.protocol();
      int before = Ecn.field(packet.bytes(), at, packet.tail(), type) & ~Ecn.MASK;
      if (before != wanted) {
        Ecn.copyDscp(packet, at, type, wanted);
        dscpSet++;
      }
    }
  }

  @Override
  public String name() {
    return "ctinfo";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    long dscp = -1;
    long state = 0;
    long mark = -1;
    int zone = 0;
    boolean more = true;
    while (more && args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "dscp")) {
        dscp = dscp(args);
        state = optional(args, 0);
        if ((dscp & state) != 0) {
          throw new CommandException(1, "ctinfo: dscp mask & statemask must NOT overlap");
        }
      } else if (Args.matches(word, "cpmark")) {
        mark = optional(args, 0xffff_ffffL);
      } else if (Args.matches(word, "zone")) {
        zone = Tracked.zone(args, name());
      } else if (Args.matches(word, "help")) {
        throw new CommandException(255, USAGE);
      } else {
        args.back();
        more = false;
      }
    }
    int control = Control.read(args, Control.PIPE);
    return new Parsed(
        new Said(dscp, state, mark, zone, control),
        ActionWords.index(args, "ctinfo: Illegal \"index\""));
  }

  private static long dscp(Args args) {
    OptionalLong mask = Numbers.u32(args.next(), 0);
    if (mask.isEmpty()) {
      throw new CommandException(1, "ctinfo: Illegal dscp \"mask\"");
    }
    long bits = mask.getAsLong();
    boolean run = bits != 0 && bits >>> Long.numberOfTrailingZeros(bits) == (1 << DSCP_BITS) - 1;
    if (!run) {
      throw new CommandException(1, "ctinfo: dscp mask must be 6 contiguous bits long");
    }
    return bits;
  }

  /// The number that is next, or `usual` when the next word is none.
  private static long optional(Args args, long usual) {
    String word = args.peek();
    OptionalLong number = word == null ? OptionalLong.empty() : Numbers.u32(word, 0);
    if (number.isPresent()) {
      args.skip();
    }
    return number.orElse(usual);
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns) {
    Said said = setting instanceof Said given ? given : new Said(-1, 0, -1, 0, Control.PIPE);
    return new Restoring(said, netns);
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", "", name(), " ");
    if (action.setting() instanceof Said said) {
      out.number("zone", "zone ", said.zone, "");
      Control.show(out, " ", said.control, "");
      out.text("\n");
      action.showNumberAndHolders(page, "\t ");
      showMasks(out, said);
    }
    if (page.statistics() && action.work() instanceof Restoring restoring) {
      action.showTimes(out);
      out.number("dscpset", " DSCP set ", restoring.dscpSet, "");
      out.number("dscperror", " error ", 0, "");
      out.number("cpmarkset", " CPMARK set ", restoring.markSet, "");
    }
    out.text("\n");
  }

  private static void showMasks(Output out, Said said) {
    if (said.dscp >= 0) {
      out.string("dscpmask", " dscp ", mask(out, said.dscp), "");
      out.string("dscpstatemask", " ", mask(out, said.state), "");
    }
    if (said.mark >= 0) {
      out.string("cpmark", " cpmark ", mask(out, said.mark), "");
    }
  }

  /// As `%#010x` writes it, or `%#x` in JSON: a zero has no `0x`.
  private static String mask(Output out, long mask) {
    if (mask == 0) {
      return out.isJson() ? "0" : "0000000000";
    }
    return (out.isJson() ? "0x%x" : "0x%08x").formatted(mask);
  }
}
