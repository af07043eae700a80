package dev.patchbay.device.tunnel;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Gre;

/// The words of `vti` (ip/link_vti.c).
final class VtiWords extends TunnelWords {
  private static final String HELP =
      """
      Usage: ... vti 	[ remote ADDR ]
      		[ local ADDR ]
      		[ [i|o]key KEY ]
      		[ dev PHYS_DEV ]
      		[ fwmark MARK ]

      Where:	ADDR := { IP_ADDRESS }
      	KEY  := { DOTTED_QUAD | NUMBER }
      	MARK := { 0x0..0xffffffff }
      """;

  @Override
  String help() {
    return HELP;
  }

  @Override
  boolean parseOwn(String word, Args args, TunnelRequest request) {
    switch (word) {
      case "key", "ikey", "okey" -> key(word, GreWords.keyOf(word, args.next()), request);
      case "remote", "local", "dev", "fwmark" -> {
        return false;
      }
      default -> throw unknown();
    }
    return true;
  }

  private static void key(String word, int key, TunnelRequest request) {
    if (!word.equals("okey")) {
      request.inputKey = key;
      request.inputFlags = Gre.KEY;
    }
    if (!word.equals("ikey")) {
      request.outputKey = key;
      request.outputFlags = Gre.KEY;
    }
  }

  @Override
  void show(TunnelKind.Shown shown, Output out) {
    TunnelParameters parameters = shown.parameters();
    showAddresses(shown, out);
    showKey("ikey", parameters.inputKey(), out);
    showKey("okey", parameters.outputKey(), out);
    showMark(parameters, out);
  }

  private static void showKey(String word, int key, Output out) {
    if (key != 0) {
      GreWords.showKey(word, Gre.KEY, key, out);
    }
  }
}
