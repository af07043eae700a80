package dev.patchbay.device.tunnel6;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tunnel6.Tunnel6Kind.Shown;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;

/// The words of `ip6gre`, `ip6gretap` and `ip6erspan` (ip/link_gre6.c).
final class Gre6Words extends Tunnel6Words {
  private static final String USAGE =
      """
      	[ remote ADDR ]
      			[ local ADDR ]
      			[ [no][i|o]seq ]
      			[ [i|o]key KEY | no[i|o]key ]
      			[ [no][i|o]csum ]
      			[ hoplimit TTL ]
      			[ encaplimit ELIM ]
      			[ tclass TCLASS ]
      			[ flowlabel FLOWLABEL ]
      			[ dscp inherit ]
      			[ dev PHYS_DEV ]
      			[ fwmark MARK ]
      			[ [no]allow-localremote ]
      			[ external ]
      			[ noencap ]
      			[ encap { fou | gue | none } ]
      			[ encap-sport PORT ]
      			[ encap-dport PORT ]
      			[ [no]encap-csum ]
      			[ [no]encap-csum6 ]
      			[ [no]encap-remcsum ]
      			[ erspan_ver version ]
      			[ erspan IDX ]
      			[ erspan_dir { ingress | egress } ]
      			[ erspan_hwid hwid ]

      Where:	ADDR	  := IPV6_ADDRESS
      	TTL	  := { 0..255 } (default=64)
      	KEY	  := { DOTTED_QUAD | NUMBER }
      	ELIM	  := { none | 0..255 }(default=4)
      	TCLASS	  := { 0x0..0xff | inherit }
      	FLOWLABEL := { 0x0..0xfffff | inherit }
      	MARK	  := { 0x0..0xffffffff | inherit }
      """;

  private static final int WIDTH = 9;

  private final String kind;

  Gre6Words(String kind) {
    this.kind = kind;
  }

  @Override
  String help() {
    return "Usage: ... " + kind + " ".repeat(WIDTH - kind.length()) + USAGE;
  }

  @Override
  boolean parseOwn(String word, Args args, Tunnel6Request request) {
    boolean on = !word.startsWith("no");
    String rest = on ? word : word.substring(2);
    boolean input = !rest.startsWith("o");
    boolean output = !rest.startsWith("i");
    switch (rest) {
      case "key", "ikey", "okey" -> request.key(on ? key(rest, args.next()) : 0, on, input, output);
      case "seq", "iseq", "oseq" -> request.gre(Gre.SEQUENCE, on, input, output);
      case "csum", "icsum", "ocsum" -> request.gre(Gre.CHECKSUM, on, input, output);
      case "encaplimit" -> limit(args.next(), request);
      default -> {
        return request.erspan.parse(word, args) || parseCommon(word, args, request);
      }
    }
    return true;
  }

  private static void limit(String word, Tunnel6Request request) {
    boolean none = word.equals("none");
    request.ignoreEncapLimit(none);
    if (!none) {
      request.encapLimit =
          (int) Numbers.u8(word, 0).orElseThrow(() -> Args.invarg("invalid ELIM", word));
    }
  }

  @Override
  void show(Shown shown, Output out) {
    Tunnel6Parameters parameters = shown.parameters();
    showExternal(parameters, out);
    showEnds(shown, out);
    showHeader(parameters, out);
    Tunnel6Parameters.Keys keys = parameters.keys();
    showKey("ikey", keys.inputFlags(), keys.input(), out);
    showKey("okey", keys.outputFlags(), keys.output(), out);
    showFlag("iseq", keys.inputFlags() & Gre.SEQUENCE, out);
    showFlag("oseq", keys.outputFlags() & Gre.SEQUENCE, out);
    showFlag("icsum", keys.inputFlags() & Gre.CHECKSUM, out);
    showFlag("ocsum", keys.outputFlags() & Gre.CHECKSUM, out);
    showMark(parameters, out);
    if (kind.equals("ip6erspan")) {
      parameters.erspan().show(parameters.erspan().known().version(), out);
    }
  }

  static void showKey(String word, int flags, int key, Output out) {
    if ((flags & Gre.KEY) != 0) {
      out.string(word, word + " ", Ip.format(key), " ");
    }
  }

  private static void showFlag(String word, int flag, Output out) {
    if (flag != 0) {
      out.flag(word, word + " ", true);
    }
  }
}
