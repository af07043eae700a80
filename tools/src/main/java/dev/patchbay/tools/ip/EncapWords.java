package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.LightweightTunnel;
import dev.patchbay.packet.MplsTunnel;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.tools.iproute.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words behind `encap` of a route or a nexthop: labels, and what a tunnel above IP is told.
/// Segment routing, ILA, RPL, IOAM and XFRM are refused as the kernel refuses them that has none of
/// them, the others by name.
final class EncapWords {
  private static final int ENDED = 255;
  private static final int REFUSED_BY_KERNEL = 2;

  /// What a usual kernel has.
  private static final Set<String> USUAL = Set.of("mpls", "ip", "ip6", "bpf");

  private static final Set<String> UNUSUAL =
      Set.of("ila", "seg6", "seg6local", "rpl", "ioam6", "xfrm");

  /// What the kernel keeps of a group (`VXLAN_GBP_MASK`).
  private static final int GROUP_BITS = Vxlan.DONT_LEARN | Vxlan.POLICY_APPLIED | 0xffff;

  private static final List<String> MODES =
      List.of("inline", "encap", "l2encap", "encap.red", "l2encap.red");

  private static final List<String> ACTIONS =
      List.of(
          "End",
          "End.X",
          "End.T",
          "End.DX2",
          "End.DX6",
          "End.DX4",
          "End.DT6",
          "End.DT4",
          "End.DT46",
          "End.B6",
          "End.B6.Encaps",
          "End.BM",
          "End.S",
          "End.AS",
          "End.AM",
          "End.BPF");

  private final Session session;
  private long id;
  private @Nullable Ip source;
  private @Nullable Ip destination;
  private int tos;
  private int ttl;
  private int flags;
  private int group;
  private final Set<String> seen = new HashSet<>();

  EncapWords(Session session) {
    this.session = session;
  }

  /// What they say.
  LightweightTunnel read(Args args) {
    String type = args.next();
    if (!USUAL.contains(type) && !UNUSUAL.contains(type)) {
      throw Args.invarg("\"encap type\" value is invalid\n", type);
    }
    String first = args.next();
    if (!args.hasNext()) {
      throw new CommandException(ENDED, "Error: unexpected end of line after \"encap\"");
    }
    if (UNUSUAL.contains(type)) {
      checkFirst(type, first, args.next());
      throw new Refusal(REFUSED_BY_KERNEL, "Error: lwt encapsulation type not supported.");
    }
    args.back();
    if (type.equals("mpls")) {
      return labels(args);
    }
    if (type.equals("bpf")) {
      throw BpfProgram.ofRoute(args);
    }
    Family family = type.equals("ip") ? Family.IPV4 : Family.IPV6;
    while (args.hasNext() && take(args.next(), family, args)) {}
    Ip none = family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    Ip from = Objects.requireNonNullElse(source, none);
    Ip to = Objects.requireNonNullElse(destination, none);
    return new TunnelKey(id, from, to, tos, ttl, 0, 0, 0, flags, group, TunnelKey.Way.GOES);
  }

  /// Labels, and perhaps their time to live.
  private MplsTunnel labels(Args args) {
    LabelStack labels = MplsWords.labels(args.next());
    int own = MplsTunnel.USUAL_TTL;
    while (args.hasNext()) {
      String word = args.next();
      if (!word.equals("ttl")) {
        args.back();
        break;
      }
      own = octet(word, args);
    }
    return new MplsTunnel(labels, own);
  }

  private static CommandException missing(String what) {
    return new CommandException(ENDED, "ip: patchbay has no \"encap " + what + "\" yet.");
  }

  /// Whether the word is one of these; the first other one is the route's again.
  private boolean take(String word, Family family, Args args) {
    boolean six = family == Family.IPV6;
    switch (word) {
      case "id" -> id = number(word, args);
      case "dst" -> destination = address(word, family, args);
      case "src" -> source = address(word, family, args);
      case "key" -> flag(word, TunnelKey.KEY);
      case "csum" -> flag(word, TunnelKey.CHECKSUM);
      case "seq" -> flag(word, TunnelKey.SEQUENCE);
      case "vxlan_opts" -> group(word, args);
      case "geneve_opts", "erspan_opts" -> throw missing(word);
      default -> {
        if (word.equals(six ? "hoplimit" : "ttl")) {
          ttl = octet(word, args);
        } else if (word.equals(six ? "tc" : "tos")) {
          tos = field(word, args);
        } else {
          args.back();
          return false;
        }
      }
    }
    return true;
  }

  private String value(String word, Args args) {
    String value = args.next();
    if (!seen.add(word)) {
      throw Args.garbage(word, value);
    }
    return value;
  }

  private static CommandException invalid(String word, String value) {
    return Args.invarg("\"" + word + "\" value is invalid\n", value);
  }

  private long number(String word, Args args) {
    String value = value(word, args);
    return Numbers.u64(value, 0).orElseThrow(() -> invalid(word, value));
  }

  private Ip address(String word, Family family, Args args) {
    return InetText.address(value(word, args), ProtocolFamily.of(family));
  }

  private int octet(String word, Args args) {
    String value = value(word, args);
    return (int) Numbers.u8(value, 0).orElseThrow(() -> invalid(word, value));
  }

  private int field(String word, Args args) {
    String value = value(word, args);
    Integer field = Dsfield.of(session, value);
    if (field == null) {
      throw invalid(word, value);
    }
    return field;
  }

  private void flag(String word, int bit) {
    if (!seen.add(word)) {
      throw Args.garbage(word, word);
    }
    flags |= bit;
  }

  private void group(String word, Args args) {
    if (!seen.add("opts")) {
      throw Args.garbage("opts", word);
    }
    String value = args.next();
    OptionalLong number = Numbers.u32(value, 0);
    group = (int) number.orElseThrow(() -> invalid(word, value)) & GROUP_BITS;
    flags |= TunnelKey.HAS_GROUP;
  }

  private static void checkFirst(String type, String key, String value) {
    if (type.equals("seg6") && key.equals("mode") && !MODES.contains(value)) {
      throw Args.invarg("\"mode\" value is invalid\n", value);
    }
    if (type.equals("seg6") && key.equals("segs")) {
      throw Args.invarg("\"segs\" provided before \"mode\"\n", value);
    }
    if (type.equals("seg6local") && key.equals("action") && !ACTIONS.contains(value)) {
      throw Args.invarg("\"action\" value is invalid\n", value);
    }
  }
}
