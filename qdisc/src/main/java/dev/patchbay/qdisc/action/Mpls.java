package dev.patchbay.qdisc.action;

import static dev.patchbay.packet.Mpls.ENTRY;
import static dev.patchbay.packet.Mpls.IMPLICIT_NULL;
import static dev.patchbay.packet.Mpls.LABELS;
import static dev.patchbay.packet.Mpls.entry;
import static dev.patchbay.packet.Mpls.isBottom;
import static dev.patchbay.packet.Mpls.label;
import static dev.patchbay.packet.Mpls.trafficClass;
import static dev.patchbay.packet.Mpls.ttl;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts labels on, takes them off, changes them (net/sched/act_mpls.c).
public final class Mpls implements ActionKind {
  private static final String USAGE =
      """
      Usage: mpls pop [ protocol MPLS_PROTO ] [CONTROL]
             mpls push [ protocol MPLS_PROTO ] [ label MPLS_LABEL ] [ tc MPLS_TC ]
                       [ ttl MPLS_TTL ] [ bos MPLS_BOS ] [CONTROL]
             mpls mac_push [ protocol MPLS_PROTO ] [ label MPLS_LABEL ] [ tc MPLS_TC ]
                           [ ttl MPLS_TTL ] [ bos MPLS_BOS ] [CONTROL]
             mpls modify [ label MPLS_LABEL ] [ tc MPLS_TC ] [ ttl MPLS_TTL ]
                         [ bos MPLS_BOS ] [CONTROL]
                 for pop, MPLS_PROTO is next header of packet - e.g. ip or mpls_uc
                 for push and mac_push, MPLS_PROTO is one of mpls_uc or mpls_mc
                     with default: mpls_uc
             CONTROL := reclassify | pipe | drop | continue | pass |
                        goto chain <CHAIN_INDEX>\
      """;

  private static final int USUAL_TTL = 255;
  private static final int MOST_CLASS = 7;
  private static final int MOST_TTL = 255;

  private enum Verb {
    POP("pop"),
    PUSH("push"),
    MAC_PUSH("mac_push"),
    MODIFY("modify"),
    DEC_TTL("dec_ttl");

    private final String word;

    Verb(String word) {
      this.word = word;
    }

    boolean pushes() {
      return this == PUSH || this == MAC_PUSH;
    }

    /// The one that the word begins like, or null.
    static @Nullable Verb of(String word) {
      for (Verb verb : new Verb[] {POP, PUSH, MAC_PUSH, MODIFY, DEC_TTL}) {
        if (Args.matches(word, verb.word)) {
          return verb;
        }
      }
      return null;
    }
  }

  /// What is -1 was not said.
  private record Said(
      Verb verb, int protocol, int newLabel, int tc, int newTtl, int bos, int control)
      implements Setting {
    /// The entry that comes of another one (`tcf_mpls_get_lse`).
    int over(int before, boolean marksBottom) {
      boolean bottom = bos < 0 ? isBottom(before) || marksBottom : bos != 0;
      return entry(
          newLabel < 0 ? label(before) : newLabel,
          tc < 0 ? trafficClass(before) : tc,
          bottom,
          newTtl < 0 ? ttl(before) : newTtl);
    }
  }

  @Override
  public String name() {
    return "mpls";
  }

  // ---- words

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    if ("index".equals(args.peek())) {
      return new Parsed(null, index(args));
    }
    return new Words(args).read();
  }

  private static final class Words {
    private final Args args;
    private @Nullable Verb verb;
    private int protocol = -1;
    private int label = -1;
    private int tc = -1;
    private int ttl = -1;
    private int bos = -1;

    Words(Args args) {
      this.args = args;
    }

    Parsed read() {
      while (args.hasNext() && take(args.next())) {}
      Verb known = verb;
      if (known == null) {
        throw Args.incomplete();
      }
      int control = Control.read(args, Control.PIPE);
      int index = index(args);
      if (known.pushes()) {
        settlePush();
      }
      if (known == Verb.POP && protocol < 0) {
        throw Args.required("protocol");
      }
      return new Parsed(new Said(known, protocol, label, tc, ttl, bos, control), index);
    }

    private void settlePush() {
      if (label < 0) {
        throw Args.required("label");
      }
      protocol = protocol < 0 ? EtherType.MPLS : protocol;
      ttl = ttl < 0 ? USUAL_TTL : ttl;
      if (!Labels.isLabelled(protocol)) {
        throw new CommandException(
            1, "invalid push protocol \"0x%04x\" - use mpls_(uc|mc)".formatted(protocol));
      }
    }

    private boolean take(String word) {
      Verb said = Verb.of(word);
      if (said != null) {
        if (verb != null) {
          throw Args.duplicate("action", word);
        }
        verb = said;
        return true;
      }
      switch (word) {
        case "label" -> label = number(word, LABELS - 1, 0, "label must be <=0xFFFFF");
        case "tc" -> tc = number(word, MOST_CLASS, 0, "tc field is 3 bits max");
        case "ttl" -> ttl = number(word, MOST_TTL, 1, "ttl must be >0 and <=255");
        case "bos" -> bos = number(word, 1, 0, "bos must be 0 or 1");
        case "protocol" -> protocol(word);
        case "help" -> throw new CommandException(255, USAGE);
        default -> {
          args.back();
          return false;
        }
      }
      return true;
    }

    private int number(String word, int most, int least, String refusal) {
      if (verb == null || verb == Verb.POP || verb == Verb.DEC_TTL) {
        throw Args.invarg("only valid for push, mac_push and modify", word);
      }
      String value = args.next();
      OptionalLong number = Numbers.u32(value, 0);
      if (number.isEmpty() || number.getAsLong() > most || number.getAsLong() < least) {
        throw Args.invarg(refusal, value);
      }
      return (int) number.getAsLong();
    }

    private void protocol(String word) {
      if (verb == null || verb == Verb.MODIFY || verb == Verb.DEC_TTL) {
        throw Args.invarg("only valid for push, mac_push and pop", word);
      }
      String value = args.next();
      OptionalInt type = EtherTypes.parse(value);
      if (type.isEmpty()) {
        throw Args.invarg("protocol is invalid", value);
      }
      protocol = type.getAsInt();
    }
  }

  // ---- work

  private static int index(Args args) {
    if (!ActionWords.accept(args, "index")) {
      return 0;
    }
    String word = args.next();
    return (int) Numbers.u32(word, 10).orElseThrow(() -> Args.invarg("illegal index", word));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (said.newLabel == IMPLICIT_NULL) {
      throw new NetlinkException(Errno.EINVAL, "act_mpls: MPLS label out of range");
    }
    return (packet, device, atIngress) -> {
      int pulled = atIngress ? packet.head() - packet.link() : 0;
      packet.unpull(pulled);
      boolean done = act(said, packet);
      if (atIngress) {
        packet.pull(packet.network() - packet.head());
      }
      action.statistics().drops += done ? 0 : 1;
      return done ? said.control : Control.SHOT;
    };
  }

  /// Returns false where the packet cannot be what it is to become.
  private static boolean act(Said said, Packet packet) {
    boolean labelled = Labels.isLabelled(packet.protocol());
    switch (said.verb) {
      case POP -> {
        if (labelled) {
          Labels.pop(packet, said.protocol);
        }
      }
      case PUSH -> Labels.push(packet, said.over(0, !labelled), said.protocol);
      case MAC_PUSH -> Labels.pushBefore(packet, said.over(0, true), said.protocol);
      default -> {
        return labelled && packet.tail() - packet.network() >= ENTRY && change(said, packet);
      }
    }
    return true;
  }

  private static boolean change(Said said, Packet packet) {
    byte[] bytes = packet.edit();
    int at = packet.network();
    int before = entry(bytes, at);
    if (said.verb == Verb.MODIFY) {
      entry(bytes, at, said.over(before, false));
      return true;
    }
    entry(bytes, at, before - 1);
    return ttl(before) > 1;
  }

  // ---- show

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", "", name(), " ");
    if (action.setting() instanceof Said said) {
      out.string("mpls_action", " ", said.verb.word, "");
      if (said.protocol >= 0) {
        out.string("protocol", " protocol ", EtherTypes.text(said.protocol), "");
      }
      number(out, "label", said.newLabel);
      number(out, "tc", said.tc);
      number(out, "bos", said.bos);
      number(out, "ttl", said.newTtl);
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t ");
  }

  private static void number(Output out, String key, int value) {
    if (value >= 0) {
      out.number(key, " " + key + " ", value, "");
    }
  }
}
