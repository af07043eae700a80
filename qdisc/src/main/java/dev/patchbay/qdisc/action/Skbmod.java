package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Changes the Ethernet header, or marks that there is congestion (net/sched/act_skbmod.c).
public final class Skbmod implements ActionKind {
  private static final String USAGE =
      """
      Usage:... skbmod { set <SETTABLE> | swap <SWAPPABLE> | ecn } [CONTROL] [index INDEX]
      where SETTABLE is: [dmac DMAC] [smac SMAC] [etype ETYPE]
      where SWAPPABLE is: "mac" to swap mac addresses
      	DMAC := 6 byte Destination MAC address
      	SMAC := optional 6 byte Source MAC address
      	ETYPE := optional 16 bit ethertype
      	CONTROL := reclassify | pipe | drop | continue | ok |
      	           goto chain <CHAIN_INDEX>
      	INDEX := skbmod index value to use\
      """;

  /// What is -1 stays. Marking goes before swapping, and that before setting.
  private record Said(
      long to, long from, int type, boolean swaps, boolean marks, int control, String warning)
      implements Setting {
    boolean isEmpty() {
      return to < 0 && from < 0 && type < 0 && !swaps && !marks;
    }

    boolean sets() {
      return !swaps && !marks;
    }
  }

  @Override
  public String name() {
    return "skbmod";
  }

  @Override
  public String briefName() {
    return "";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    long to = -1;
    long from = -1;
    int type = -1;
    boolean swaps = false;
    boolean marks = false;
    StringBuilder told = new StringBuilder();
    boolean more = true;
    while (more && args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "set") || Args.matches(word, "swap")) {
        requireMore(args);
      } else if (Args.matches(word, "etype")) {
        type = type(args.next());
        told.append("skbmod etype 0x%X\n".formatted(type));
      } else if (Args.matches(word, "mac")) {
        swaps = true;
      } else if (Args.matches(word, "dmac")) {
        to = station("dst", args.next(), told);
      } else if (Args.matches(word, "smac")) {
        from = station("src", args.next(), told);
      } else if (Args.matches(word, "ecn")) {
        marks = true;
      } else if (Args.matches(word, "help")) {
        throw new CommandException(255, USAGE);
      } else {
        args.back();
        more = false;
      }
    }
    int control = Control.read(args, Control.PIPE);
    Said said = new Said(to, from, type, swaps, marks, control, told.toString().strip());
    int index = index(args, told);
    if (said.isEmpty() && index == 0) {
      throw new CommandException(255, "skbmod requires at least one option\n" + USAGE);
    }
    return new Parsed(said, index);
  }

  private static void requireMore(Args args) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
  }

  private static int type(String word) {
    OptionalLong type = Numbers.u16(word, 0);
    if (type.isEmpty()) {
      throw Args.invarg("ethertype is invalid", word);
    }
    return (int) type.getAsLong();
  }

  private static long station(String which, String word, StringBuilder told) {
    Mac mac = Mac.parse(word);
    if (mac == null) {
      throw new CommandException(1, told + "Invalid " + which + " mac address " + word);
    }
    told.append(which).append(" MAC address <").append(word).append(">\n");
    return mac.value();
  }

  private static int index(Args args, StringBuilder told) {
    if (!args.accept("index")) {
      return 0;
    }
    OptionalLong number = Numbers.u32(args.next(), 0);
    if (number.isEmpty()) {
      throw new CommandException(1, told + "skbmod: Illegal \"index\"");
    }
    return (int) number.getAsLong();
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said said) || said.isEmpty()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return (packet, device, atIngress) -> {
      change(said, packet, atIngress);
      action.statistics().drops += said.control == Control.SHOT ? 1 : 0;
      return said.control;
    };
  }

  private static void change(Said said, Packet packet, boolean atIngress) {
    if (said.marks) {
      Ecn.mark(packet);
      return;
    }
    int at = atIngress ? packet.link() : packet.head();
    if (at == Packet.UNSET || at + Ethernet.HEADER > packet.tail()) {
      return;
    }
    byte[] bytes = packet.edit();
    int link = atIngress ? packet.link() : packet.head();
    long to = said.swaps ? Ethernet.source(bytes, link) : said.to;
    long from = said.swaps ? Ethernet.destination(bytes, link) : said.from;
    if (to >= 0) {
      Ethernet.destination(bytes, link, to);
    }
    if (from >= 0) {
      Ethernet.source(bytes, link, from);
    }
    if (said.type >= 0 && said.sets()) {
      Ethernet.type(bytes, link, said.type);
    }
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.verbatim("skbmod ");
    if (action.setting() instanceof Said said) {
      Control.show(out, "", said.control, " ");
      out.verbatim(text(said));
    }
    action.showIndexVerbatim(page, "\n\t ");
    out.verbatim("\n");
  }

  private static String text(Said said) {
    if (!said.sets()) {
      return said.swaps ? "swap mac " : "ecn ";
    }
    return (said.type < 0 ? "" : "set etype 0x%X \n\t ".formatted(said.type))
        + (said.to < 0 ? "" : "set dmac " + Mac.format(said.to) + " ")
        + (said.from < 0 ? "" : "set smac " + Mac.format(said.from) + " ");
  }
}
