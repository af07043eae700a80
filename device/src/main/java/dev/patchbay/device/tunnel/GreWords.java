package dev.patchbay.device.tunnel;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import java.util.OptionalLong;

/// The words of `gre` and `gretap` (ip/link_gre.c).
final class GreWords extends TunnelWords {
  private static final String USAGE =
      """
      			[ local ADDR ]
      			[ [no][i|o]seq ]
      			[ [i|o]key KEY | no[i|o]key ]
      			[ [no][i|o]csum ]
      			[ ttl TTL ]
      			[ tos TOS ]
      			[ [no]pmtudisc ]
      			[ [no]ignore-df ]
      			[ dev PHYS_DEV ]
      			[ fwmark MARK ]
      			[ external ]
      			[ noencap ]
      			[ encap { fou | gue | none } ]
      			[ encap-sport PORT ]
      			[ encap-dport PORT ]
      			[ [no]encap-csum ]
      			[ [no]encap-csum6 ]
      			[ [no]encap-remcsum ]

      Where:	ADDR := { IP_ADDRESS | any }
      	TOS  := { NUMBER | inherit }
      	TTL  := { 1..255 | inherit }
      	KEY  := { DOTTED_QUAD | NUMBER }
      	MARK := { 0x0..0xffffffff }
      """;

  private static final String LAST_WORD = "\t\t\t[ [no]encap-remcsum ]\n";

  private static final String ERSPAN =
      """
      			[ erspan_ver version ]
      			[ erspan IDX ]
      			[ erspan_dir { ingress | egress } ]
      			[ erspan_hwid hwid ]
      """;

  private static final int EXIT = 255;

  private final String kind;

  GreWords(String kind) {
    this.kind = kind;
  }

  @Override
  boolean ttlNeedsPmtudisc() {
    return false;
  }

  @Override
  String help() {
    String usage = kind.equals("erspan") ? USAGE.replace(LAST_WORD, LAST_WORD + ERSPAN) : USAGE;
    return "Usage: ... " + kind + " ".repeat(9 - kind.length()) + "\t[ remote ADDR ]\n" + usage;
  }

  // ---- reading

  @Override
  boolean parseOwn(String word, Args args, TunnelRequest request) {
    boolean off = word.startsWith("no");
    String rest = off ? word.substring(2) : word;
    boolean input = !rest.startsWith("o");
    boolean output = !rest.startsWith("i");
    switch (rest) {
      case "key", "ikey", "okey" -> key(rest, off, input, output, args, request);
      case "seq", "iseq", "oseq" -> flag(Gre.SEQUENCE, off, input, output, request);
      case "csum", "icsum", "ocsum" -> flag(Gre.CHECKSUM, off, input, output, request);
      case "ignore-df" -> request.ignoreDf = !off;
      default -> {
        return request.erspan.parse(word, args);
      }
    }
    return true;
  }

  private static void key(
      String word, boolean off, boolean input, boolean output, Args args, TunnelRequest request) {
    flag(Gre.KEY, off, input, output, request);
    int key = off ? 0 : keyOf(word, args.next());
    if (input) {
      request.inputKey = key;
    }
    if (output) {
      request.outputKey = key;
    }
  }

  /// A key: a number, or an address's four bytes.
  static int keyOf(String name, String word) {
    if (word.indexOf('.') >= 0) {
      return quad(word);
    }
    OptionalLong key = Numbers.u32(word, 0);
    return (int)
        key.orElseThrow(() ->
            new CommandException(
                EXIT,
                "invalid value for \""
                    + name
                    + "\": \""
                    + word
                    + "\"; it should be an unsigned integer"));
  }

  /// As iproute2 reads addresses, what is missing at the end is 0.
  private static int quad(String word) {
    String padded = word;
    for (long dots = word.chars().filter(c -> c == '.').count(); dots < 3; dots++) {
      padded += ".0";
    }
    return address(padded);
  }

  private static void flag(
      int flag, boolean off, boolean input, boolean output, TunnelRequest request) {
    if (input) {
      request.inputOff |= off ? flag : 0;
      request.inputFlags = with(or(request.inputFlags), flag, off);
    }
    if (output) {
      request.outputOff |= off ? flag : 0;
      request.outputFlags = with(or(request.outputFlags), flag, off);
    }
  }

  private static int with(int flags, int flag, boolean off) {
    return off ? flags & ~flag : flags | flag;
  }

  @Override
  void checkAll(TunnelRequest request) {
    int remote = or(request.remote);
    if (!Ipv4.isMulticast(remote)) {
      return;
    }
    if ((or(request.inputFlags) & Gre.KEY) == 0) {
      request.inputKey = remote;
      flag(Gre.KEY, false, true, false, request);
    }
    if ((or(request.outputFlags) & Gre.KEY) == 0) {
      request.outputKey = remote;
      flag(Gre.KEY, false, false, true, request);
    }
    if (or(request.local) == 0) {
      throw new CommandException(1, "A broadcast tunnel requires a source address.");
    }
  }

  // ---- showing

  @Override
  void show(TunnelKind.Shown shown, Output out) {
    TunnelParameters parameters = shown.parameters();
    showExternal(parameters, out);
    showEnds(shown, out);
    out.jsonBoolean("pmtudisc", parameters.pmtudisc());
    out.text(parameters.pmtudisc() ? "" : "nopmtudisc ");
    int in = parameters.inputFlags();
    int to = parameters.outputFlags();
    showKey("ikey", in, parameters.inputKey(), out);
    showKey("okey", to, parameters.outputKey(), out);
    showFlag("iseq", (in & Gre.SEQUENCE) != 0, out);
    showFlag("oseq", (to & Gre.SEQUENCE) != 0, out);
    showFlag("icsum", (in & Gre.CHECKSUM) != 0, out);
    showFlag("ocsum", (to & Gre.CHECKSUM) != 0, out);
    showFlag("ignore-df", parameters.ignoreDf(), out);
    showMark(parameters, out);
    if (kind.equals("erspan")) {
      parameters.erspan().show(Erspan.version(parameters), out);
    }
  }

  static void showKey(String word, int flags, int key, Output out) {
    if ((flags & Gre.KEY) != 0) {
      out.string(word, word + " ", Ip.format(key), " ");
    }
  }

  private static void showFlag(String word, boolean on, Output out) {
    if (on) {
      out.flag(word, word + " ", true);
    }
  }
}
