package dev.patchbay.device.tunnel6;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tunnel6.Tunnel6Kind.Shown;

/// The words of `vti6` (ip/link_vti6.c).
final class Vti6Words extends Tunnel6Words {
  private static final String HELP =
      """
      Usage: ... vti6	[ remote ADDR ]
      		[ local ADDR ]
      		[ [i|o]key KEY ]
      		[ dev PHYS_DEV ]
      		[ fwmark MARK ]

      Where:	ADDR := { IPV6_ADDRESS }
      	KEY  := { DOTTED_QUAD | NUMBER }
      	MARK := { 0x0..0xffffffff }
      """;

  @Override
  String help() {
    return HELP;
  }

  @Override
  Tunnel6Parameters usual(int protocol) {
    return Tunnel6Parameters.plain(protocol, false);
  }

  @Override
  boolean parseOwn(String word, Args args, Tunnel6Request request) {
    switch (word) {
      case "key" -> request.key(key(word, args.next()), true, true, true);
      case "ikey" -> request.key(key(word, args.next()), true, true, false);
      case "okey" -> request.key(key(word, args.next()), true, false, true);
      case "fwmark" -> request.mark((int) args.u32("invalid fwmark\n"));
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  void show(Shown shown, Output out) {
    Tunnel6Parameters parameters = shown.parameters();
    showEnds(shown, out);
    Tunnel6Parameters.Keys keys = parameters.keys();
    Gre6Words.showKey("ikey", keys.inputFlags(), keys.input(), out);
    Gre6Words.showKey("okey", keys.outputFlags(), keys.output(), out);
    showMark(parameters, out);
  }
}
