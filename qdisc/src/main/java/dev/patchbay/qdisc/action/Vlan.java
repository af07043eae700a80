package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Octets;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts VLAN tags on, takes them off, changes them (net/sched/act_vlan.c).
public final class Vlan implements ActionKind {
  private static final String USAGE =
      """
      Usage: vlan pop [CONTROL]
             vlan push [ protocol VLANPROTO ] id VLANID [ priority VLANPRIO ] [CONTROL]
             vlan modify [ protocol VLANPROTO ] id VLANID [ priority VLANPRIO ] [CONTROL]
             vlan pop_eth [CONTROL]
             vlan push_eth dst_mac LLADDR src_mac LLADDR [CONTROL]
             VLANPROTO is one of 802.1Q or 802.1AD
                  with default: 802.1Q
             CONTROL := reclassify | pipe | drop | continue | pass |
                        goto chain <CHAIN_INDEX>\
      """;

  /// In the order in which a word is compared with them.
  private static final List<String> WORDS =
      List.of(
          "pop",
          "push",
          "modify",
          "pop_eth",
          "push_eth",
          "id",
          "protocol",
          "priority",
          "dst_mac",
          "src_mac",
          "help");

  private static final int PRIORITY_SHIFT = 13;
  private static final int MOST_PRIORITY = 7;

  /// A priority or address of -1 was not said.
  private record Said(
      String verb, int protocol, int id, int priority, long to, long from, int control)
      implements Setting {
    int tag(int before) {
      int kept = priority < 0 ? before & (MOST_PRIORITY << PRIORITY_SHIFT) : 0;
      return id | (Math.max(priority, 0) << PRIORITY_SHIFT) | kept;
    }
  }

  @Override
  public String name() {
    return "vlan";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    String verb = "";
    int protocol = -1;
    int id = -1;
    int priority = -1;
    long to = -1;
    long from = -1;
    for (String word = word(args); !word.isEmpty(); word = word(args)) {
      String said = args.next();
      checkVerb(verb, word, said);
      switch (word) {
        case "id" -> id = number(Numbers.u16(args.next(), 0), "id is invalid", args);
        case "protocol" -> protocol = protocol(args);
        case "priority" -> priority = priority(args);
        case "dst_mac" -> to = station(word, args.next());
        case "src_mac" -> from = station(word, args.next());
        case "help" -> throw new CommandException(255, USAGE);
        default -> verb = word;
      }
    }
    int control = Control.read(args, Control.PIPE);
    int index = ActionWords.index(args, "vlan: Illegal \"index\"");
    if (id < 0 && hasTag(verb)) {
      throw missing("id", verb);
    }
    if (verb.equals("push_eth") && (to < 0 || from < 0)) {
      throw missing(to < 0 ? "dst_mac" : "src_mac", verb);
    }
    if (protocol >= 0 && protocol != EtherType.VLAN && protocol != EtherType.QINQ) {
      throw new CommandException(1, "protocol not supported\n" + USAGE);
    }
    int tag = protocol < 0 ? EtherType.VLAN : protocol;
    return new Parsed(new Said(verb, tag, id, priority, to, from, control), index);
  }

  /// What the next word abbreviates, or nothing.
  private static String word(Args args) {
    String next = args.peek();
    if (next != null) {
      for (String each : WORDS) {
        if (Args.matches(next, each)) {
          return each;
        }
      }
    }
    return "";
  }

  private static int number(OptionalLong number, String refusal, Args args) {
    if (number.isEmpty()) {
      args.back();
      throw Args.invarg(refusal, args.next());
    }
    return (int) number.getAsLong();
  }

  private static boolean hasTag(String verb) {
    return verb.equals("push") || verb.equals("modify");
  }

  private static void checkVerb(String verb, String word, String said) {
    switch (word) {
      case "dst_mac", "src_mac" -> {
        if (!verb.equals("push_eth")) {
          throw Args.invarg("only valid for push_eth", said);
        }
      }
      case "id", "protocol", "priority" -> {
        if (!hasTag(verb)) {
          throw Args.invarg("only valid for push/modify", said);
        }
      }
      case "help" -> {
        // It says how all are used.
      }
      default -> {
        if (!verb.isEmpty()) {
          throw new CommandException(
              1, "unexpected \"" + said + "\" - action already specified\n" + USAGE);
        }
      }
    }
  }

  private static CommandException missing(String what, String verb) {
    return new CommandException(1, what + " needs to be set for " + verb + "\n" + USAGE);
  }

  private static long station(String word, String value) {
    long octets = Octets.read(value);
    if (octets < 0) {
      throw new CommandException(
          255,
          "\""
              + value
              + "\" is invalid lladdr.\n"
              + Args.invarg(word + " is invalid", value).message());
    }
    return octets;
  }

  private static int priority(Args args) {
    OptionalLong number = Numbers.u8(args.next(), 0);
    boolean fits = number.isPresent() && number.getAsLong() <= MOST_PRIORITY;
    return number(fits ? number : OptionalLong.empty(), "prio is invalid", args);
  }

  private static int protocol(Args args) {
    String word = args.next();
    return EtherTypes.parse(word).orElseThrow(() -> Args.invarg("protocol is invalid", word));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said given) || given.verb.isEmpty()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (given.id > 0xfff) {
      throw new NetlinkException(Errno.ERANGE);
    }
    return (packet, device, atIngress) ->
        setting instanceof Said said ? act(action, said, packet, atIngress) : Control.PIPE;
  }

  private static int act(Action action, Said said, Packet packet, boolean atIngress) {
    if (said.verb.endsWith("_eth") && !changeFrame(said, packet, atIngress)) {
      action.statistics().drops++;
      return Control.SHOT;
    }
    int tag = packet.vlan();
    switch (said.verb) {
      case "pop" -> pop(packet, atIngress);
      case "pop_eth", "push_eth" -> {
        // Done above.
      }
      case "push" -> {
        if (tag != Packet.NO_VLAN) {
          pushInside(packet, atIngress);
        }
        packet.vlan(said.protocol, said.tag(0));
      }
      default -> {
        if (tag != Packet.NO_VLAN) {
          packet.vlan(said.protocol, said.tag(tag));
        }
      }
    }
    return said.control;
  }

  private static void pop(Packet packet, boolean atIngress) {
    if (packet.vlan() != Packet.NO_VLAN) {
      packet.vlan(0, Packet.NO_VLAN);
    }
    if (atIngress && EtherType.isVlan(packet.protocol())) {
      VlanTag.pullInside(packet);
    }
  }

  /// Takes the link header off, or puts one before a packet that has none (`skb_eth_pop`,
  /// `skb_eth_push`). Returns false where a tag or another link header is in the way.
  private static boolean changeFrame(Said said, Packet packet, boolean atIngress) {
    if (packet.vlan() != Packet.NO_VLAN || EtherType.isVlan(packet.protocol())) {
      return false;
    }
    boolean pops = said.verb.equals("pop_eth");
    boolean bare = packet.network() == packet.link();
    if (!pops && !bare) {
      return false;
    }
    if (pops && !atIngress) {
      packet.pull(Ethernet.HEADER);
    } else if (!pops) {
      Ethernet.push(packet, said.to, said.from, packet.protocol());
    }
    packet.link(packet.head());
    if (!pops && atIngress) {
      packet.pull(Ethernet.HEADER);
    }
    return true;
  }

  /// The tag beside the packet goes into its bytes, to make room for another one.
  private static void pushInside(Packet packet, boolean atIngress) {
    int pulled = atIngress ? packet.head() - packet.link() : 0;
    packet.unpull(pulled);
    VlanTag.pushInside(packet);
    if (atIngress) {
      packet.link(packet.head());
      packet.pull(pulled);
      packet.network(packet.head());
    }
  }

  @Override
  public void show(Action action, Page page) {
    page.out().string("kind", "", name(), "");
    Output out = page.out();
    if (action.setting() instanceof Said said) {
      out.string("vlan_action", "  ", said.verb, "");
      if (said.verb.equals("push_eth")) {
        out.string("dst_mac", " dst_mac ", Mac.format(said.to), "");
        out.string("src_mac", " src_mac ", Mac.format(said.from), "");
      }
      if (hasTag(said.verb)) {
        out.number("id", " id ", said.id, "");
        out.string(
            "protocol", " protocol ", said.protocol == EtherType.VLAN ? "802.1Q" : "802.1ad", "");
        if (said.priority >= 0 || said.verb.equals("push")) {
          out.number("priority", " priority ", Math.max(0, said.priority), "");
        }
      }
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t ");
  }
}
