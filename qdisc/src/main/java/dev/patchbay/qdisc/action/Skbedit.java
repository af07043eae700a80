package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Changes what the network knows of a packet: priority, mark, type (net/sched/act_skbedit.c).
public final class Skbedit implements ActionKind {
  private static final long ALL = 0xffff_ffffL;

  /// What a packet can be made.
  private static final List<Packet.Type> TYPES =
      List.of(
          Packet.Type.HOST, Packet.Type.BROADCAST, Packet.Type.MULTICAST, Packet.Type.OTHERHOST);

  private static final String USAGE =
      """
      Usage: ... skbedit <[QM] [PM] [MM] [PT] [IF]>
      QM = queue_mapping QUEUE_MAPPING
      PM = priority PRIORITY
      MM = mark MARK[/MASK]
      PT = ptype PACKETYPE
      IF = inheritdsfield
      PACKETYPE = is one of:
        host, otherhost, broadcast, multicast
      QUEUE_MAPPING = device transmit queue to use
      PRIORITY = classID to assign to priority field
      MARK = firewall mark to set
      MASK = mask applied to firewall mark (0xffffffff by default)
      note: inheritdsfield maps DS field to skb->priority\
      """;

  private record Said(
      @Nullable Integer queue,
      @Nullable Integer priority,
      @Nullable Long mark,
      long mask,
      Packet.@Nullable Type type,
      boolean inherits,
      int control)
      implements Setting {}

  @Override
  public String name() {
    return "skbedit";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    Integer queue = null;
    Integer priority = null;
    Long mark = null;
    long mask = ALL;
    Packet.Type type = null;
    boolean inherits = false;
    boolean more = true;
    int words = args.remaining();
    while (more && args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "queue_mapping")) {
        queue = (int) number(Numbers.u16(args.next(), 10), "Illegal queue_mapping");
      } else if (Args.matches(word, "priority")) {
        priority = priority(args.next());
      } else if (Args.matches(word, "mark")) {
        String[] parts = args.next().split("/", 2);
        mark = number(Numbers.u32(parts[0], 0), "Illegal mark");
        mask = parts.length > 1 ? number(Numbers.u32(parts[1], 0), "Illegal mask") : ALL;
      } else if (Args.matches(word, "ptype")) {
        type = type(args.next());
      } else if (Args.matches(word, "inheritdsfield")) {
        inherits = true;
      } else if (Args.matches(word, "help")) {
        throw new CommandException(255, USAGE);
      } else {
        args.back();
        more = false;
      }
    }
    boolean any = args.remaining() < words;
    int control = Control.read(args, Control.PIPE);
    int before = args.remaining();
    int index = ActionWords.index(args, "skbedit: Illegal \"index\"");
    if (!any && args.remaining() == before) {
      throw new CommandException(1, USAGE);
    }
    return new Parsed(
        any ? new Said(queue, priority, mark, mask, type, inherits, control) : null, index);
  }

  private static int priority(String word) {
    OptionalInt handle = Handle.readClass(word);
    if (handle.isEmpty()) {
      throw new CommandException(1, "Illegal priority");
    }
    return handle.getAsInt();
  }

  private static long number(OptionalLong number, String refusal) {
    return number.orElseThrow(() -> new CommandException(1, refusal));
  }

  private static Packet.Type type(String word) {
    for (Packet.Type each : TYPES) {
      if (Args.matches(word, each.name().toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new CommandException(1, "Illegal ptype (" + word + ")");
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (setting == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return (packet, device, atIngress) ->
        setting instanceof Said said ? act(action, said, packet, device) : Control.PIPE;
  }

  private static int act(Action action, Said said, Packet packet, NetDevice device) {
    if (said.queue != null && said.queue < device.realTxQueues()) {
      packet.queue(said.queue + 1);
    }
    if (said.priority != null) {
      packet.priority(said.priority);
    }
    if (said.inherits) {
      inherit(packet);
    }
    if (said.mark != null) {
      packet.mark((int) ((packet.mark() & ~said.mask) | (said.mark & said.mask)));
    }
    if (said.type != null) {
      packet.type(said.type);
    }
    action.statistics().drops += said.control == Control.SHOT ? 1 : 0;
    return said.control;
  }

  /// The field of differentiated services becomes the priority.
  private static void inherit(Packet packet) {
    int at = packet.network();
    if (at == Packet.UNSET || at + 2 > packet.tail()) {
      return;
    }
    byte[] bytes = packet.bytes();
    if (packet.protocol() == EtherType.IPV4) {
      packet.priority((bytes[at + 1] & 0xff) >> 2);
    } else if (packet.protocol() == EtherType.IPV6) {
      packet.priority((((bytes[at] & 0xf) << 4) | ((bytes[at + 1] & 0xf0) >> 4)) >> 2);
    }
  }

  @Override
  public void show(Action action, Page page) {
    page.out().string("kind", "", name(), "");
    Output out = page.out();
    out.text(" ");
    if (action.setting() instanceof Said said) {
      if (said.queue != null) {
        out.number("queue_mapping", "queue_mapping ", said.queue, "");
      }
      if (said.priority != null) {
        out.string("priority", " priority ", Handle.show(said.priority), "");
      }
      if (said.mark != null) {
        out.number("mark", " mark ", said.mark, "");
      }
      if (said.mask != ALL) {
        String mask = Long.toHexString(said.mask);
        out.jsonString("mask", mask);
        out.text("/0x" + mask);
      }
      if (said.type != null) {
        out.string("ptype", " ptype ", said.type.name().toLowerCase(Locale.ROOT), "");
      }
      if (said.inherits) {
        out.nul("inheritdsfield", " inheritdsfield");
      }
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t ");
  }
}
