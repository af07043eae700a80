package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import java.util.Set;

/// The words behind `encap` of a route or a nexthop: all are refused. Segment routing, ILA, RPL,
/// IOAM and XFRM as the kernel refuses them that has none of them, the others by name.
final class EncapWords {
  private static final int ENDED = 255;
  private static final int REFUSED_BY_KERNEL = 2;

  /// What a usual kernel has.
  private static final Set<String> USUAL = Set.of("mpls", "ip", "ip6", "bpf");

  private static final Set<String> UNUSUAL =
      Set.of("ila", "seg6", "seg6local", "rpl", "ioam6", "xfrm");

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

  private EncapWords() {}

  /// Why these words are refused.
  static RuntimeException refusal(Args args) {
    String type = args.next();
    if (!USUAL.contains(type) && !UNUSUAL.contains(type)) {
      return Args.invarg("\"encap type\" value is invalid\n", type);
    }
    String first = args.next();
    if (!args.hasNext()) {
      return new CommandException(ENDED, "Error: unexpected end of line after \"encap\"");
    }
    if (USUAL.contains(type)) {
      return new CommandException(ENDED, "ip: patchbay has no \"encap " + type + "\" yet.");
    }
    checkFirst(type, first, args.next());
    return new Refusal(REFUSED_BY_KERNEL, "Error: lwt encapsulation type not supported.");
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
